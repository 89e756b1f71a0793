import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Ctx } from '../../../src/context.ts'
import type { Db } from '../../../src/db/client.ts'
import { startImport, workOnPart } from '../../../src/programs/participants/importing.ts'
import { mapImport } from '../../../src/programs/participants/mapping.ts'
import { readOutcomes } from '../../../src/programs/participants/outcomes.ts'
import type { Mapping } from '../../../src/programs/participants/schema.ts'
import { askUndo, undoPart } from '../../../src/programs/participants/undoing.ts'
import { uploadPeople } from '../../../src/programs/participants/uploading.ts'
import { createWorld } from '../../support/world.ts'
import { groupCalled, heldBy, mappingOf, memberOfGroup } from './given.ts'

const header = 'name,email,id,program,cohort,role,finished,left,stage,stage on,engagement,engagement on'
const columns: Mapping['columns'] = {
  ...{ name: 0, email: 1, externalId: 2, program: 3, cohort: 4, role: 5, finishedOn: 6, leftOn: 7 },
  ...{ stage: 8, stageOn: 9, engagement: 10, engagementOn: 11 },
}

async function imported(ctx: Ctx, groupId: string, text: string) {
  const id = await uploadPeople(ctx, groupId, { name: 'people.csv', bytes: new TextEncoder().encode(text) })
  await mapImport(ctx, groupId, id, mappingOf(columns))
  while (await workOnPart(ctx, id));
  const { counts: dry } = await readOutcomes(ctx, id, 'dry')
  await startImport(ctx, groupId, id)
  while (await workOnPart(ctx, id));
  const { counts, problems } = await readOutcomes(ctx, id, 'real')
  return { id, dry, counts, problems }
}

async function undone(ctx: Ctx, groupId: string, id: string) {
  await askUndo(ctx, groupId, id)
  while (await undoPart(ctx, id));
}

const pick = (...values: string[]) => fc.constantFrom(...values)
const day = pick('', '', '2025-01-05', '2025-06-30', '13/05/2025')
const row = fc.tuple(
  pick('Ada Example', 'Ben Invented', 'ada  example', 'Cleo', '', '=1+1'),
  pick('', 'a@one.test', 'A@one.test', 'b@two.test', 'c@three.test', 'no address'),
  pick('', '', 'x1', 'x2', 'x3'),
  pick('', 'Spring bootcamp', 'Evening course', 'Unknown'),
  pick('', '1', 'Cohort 2', 'First run', '9'),
  pick('', 'mentor', 'student', 'cook'),
  day,
  pick('', '', '2025-04-01'),
  pick('', 'Research', 'exposure', 'Technical upskilling'),
  day,
  pick('', '', 'engaged', 'left'),
  day,
)
const file = fc
  .array(row, { minLength: 1, maxLength: 12 })
  .map((rows) => [header, ...rows.map((r) => r.join(','))].join('\n'))

test('a trial says what the import then does; the same file again changes nothing; undoing leaves what was before', async () => {
  const world = await createWorld()
  let n = 0
  await fc.assert(
    fc.asyncProperty(file, file, async (first, second) => {
      const groupId = await groupCalled(world, `Group ${++n}`)
      const ctx = memberOfGroup(world, groupId)
      const before = await imported(ctx, groupId, first)
      expect(before.counts).toEqual(before.dry)
      const held = await heldBy(world, groupId)
      const again = await imported(ctx, groupId, first)
      const { failed, skipped } = before.counts
      expect(again.counts).toMatchObject({ created: 0, updated: 0, failed, skipped })
      expect(await heldBy(world, groupId)).toEqual(held)
      const other = await imported(ctx, groupId, second)
      expect(other.counts).toEqual(other.dry)
      await undone(ctx, groupId, other.id)
      expect(await heldBy(world, groupId)).toEqual(held)
      await undone(ctx, groupId, again.id)
      await undone(ctx, groupId, before.id)
      expect((await heldBy(world, groupId)).people).toEqual([])
    }),
    { numRuns: process.env.TEST_DB === 'd1' ? 3 : 15 },
  )
}, 20_000)

/** A database whose writes fail now and then, before or after they are done. */
function failing(db: Db, chance: () => number): Db {
  const batch: Db['batch'] = async (statements) => {
    const fate = chance()
    if (fate < 0.15) throw new Error('killed before')
    const done = await db.batch(statements)
    if (fate < 0.3) throw new Error('killed after')
    return done
  }
  return Object.assign(Object.create(db) as Db, { batch })
}

/** The same chances every time (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function chances(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

test('killed at random and repeated, it comes to what one clean import does', async () => {
  const world = await createWorld()
  const rows = Array.from({ length: process.env.TEST_DB === 'd1' ? 1_200 : 5_000 }, (_, i) => {
    const person = i % 4_000
    return `Person ${person},p${person}@people.test,,Spring bootcamp,${1 + (i % 2)},,,,${i % 3 ? 'research' : ''},2025-0${1 + (i % 9)}-01,,`
  })
  const text = [header, ...rows].join('\n')
  const clean = await groupCalled(world, 'Clean')
  const { counts } = await imported(memberOfGroup(world, clean), clean, text)
  const groupId = await groupCalled(world, 'Killed')
  const chance = chances(7)
  let kills = 0
  for (let isDone = false; !isDone; ) {
    const ctx = memberOfGroup(world, groupId, { db: failing(world.db, chance) })
    try {
      const id = await uploadPeople(ctx, groupId, { name: 'people.csv', bytes: new TextEncoder().encode(text) })
      const [found] = await world.db.all<{ startedAt: number | null }>(
        `select started_at as "startedAt" from participant_imports where id = '${id}'`,
      )
      if (!found?.startedAt) await mapImport(ctx, groupId, id, mappingOf(columns))
      await startImport(ctx, groupId, id)
      while (await workOnPart(ctx, id));
      isDone = true
      expect((await readOutcomes(world.ctx(), id, 'real')).counts).toEqual(counts)
    } catch (error) {
      if (!String(error).includes('killed')) throw error
      kills++
    }
  }
  expect(kills).toBeGreaterThan(process.env.TEST_DB === 'd1' ? 1 : 8)
  const [a, b] = await Promise.all([heldBy(world, clean), heldBy(world, groupId)])
  expect(JSON.parse(JSON.stringify(b).replaceAll('coh_killed', 'coh_clean'))).toEqual(a)
}, 20_000)
