import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { migrationFiles } from '../../../src/cli/migrate.ts'
import { importParts, participantImports } from '../../../src/programs/participants/table.ts'
import { createWorld } from '../../support/world.ts'
import { groupCalled } from './given.ts'

test('of files that were under way twice before, the one that was started goes on', async () => {
  const world = await createWorld()
  const { db } = world
  const groupId = await groupCalled(world)
  await db.run(sql`drop index participant_imports_under_way`)
  const one = { groupId, fileName: 'a.csv', columns: [], rowCount: 1, uploadedBy: 'per_a' }
  await db.insert(participantImports).values([
    { ...one, id: 'imp_old', contentHash: 'a', uploadedAt: 1, startedAt: 2 },
    { ...one, id: 'imp_new', contentHash: 'a', uploadedAt: 3, workedAt: 4 },
    { ...one, id: 'imp_done', contentHash: 'a', uploadedAt: 5, startedAt: 6, finishedAt: 7, forgottenAt: 7 },
    { ...one, id: 'imp_other', contentHash: 'b', uploadedAt: 1 },
    { ...one, id: 'imp_first', contentHash: 'c', uploadedAt: 1 },
    { ...one, id: 'imp_last', contentHash: 'c', uploadedAt: 2 },
  ])
  await db.insert(importParts).values(['imp_old', 'imp_new'].map((importId) => ({ importId, number: 0, rows: '{}' })))
  const { statements } = migrationFiles().find(({ name }) => name.startsWith('0030')) ?? { statements: [] }
  for (const statement of statements.filter((text) => text.includes('participant_imports'))) await db.run(statement)
  const left = await db.select().from(participantImports).orderBy(participantImports.id)
  expect(left.filter(({ forgottenAt }) => forgottenAt === null).map(({ id }) => id)).toEqual([
    'imp_last',
    'imp_old',
    'imp_other',
  ])
  expect(left.find(({ id }) => id === 'imp_new')).toMatchObject({ finishedAt: null, workedAt: null })
  expect((await db.select().from(importParts)).map(({ importId }) => importId)).toEqual(['imp_old'])
})
