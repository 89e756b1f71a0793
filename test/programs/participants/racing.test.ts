import { expect, test } from 'vitest'
import type { Ctx } from '../../../src/context.ts'
import { builtOf, type Db } from '../../../src/db/client.ts'
import { dropImport, startImport, workOnPart } from '../../../src/programs/participants/importing.ts'
import { mapImport } from '../../../src/programs/participants/mapping.ts'
import { readOutcomes } from '../../../src/programs/participants/outcomes.ts'
import { addPerson, editPerson } from '../../../src/programs/participants/recording.ts'
import {
  importChanges,
  importFiles,
  importParts,
  participantImports,
} from '../../../src/programs/participants/table.ts'
import { askUndo, undoPart } from '../../../src/programs/participants/undoing.ts'
import { uploadPeople } from '../../../src/programs/participants/uploading.ts'
import { importPeople } from '../../../src/programs/participants/whole-file.ts'
import { participants, participations, stageChanges } from '../../../src/programs/table.ts'
import { createWorld } from '../../support/world.ts'
import { groupCalled, mappingOf, memberOfGroup } from './given.ts'

/** A database in which somebody else acts right before the first batch that writes into a table. */
function beside(db: Db, written: string, act: () => Promise<unknown>): Db {
  let isDue = true
  const batch: Db['batch'] = async (statements) => {
    const isIt = statements.some((one) => builtOf(one).getQuery().sql.startsWith(written))
    if (isDue && isIt) {
      isDue = false
      await act()
    }
    return db.batch(statements)
  }
  return Object.assign(Object.create(db) as Db, { batch })
}

async function given() {
  const world = await createWorld()
  const groupId = await groupCalled(world)
  const ctx = memberOfGroup(world, groupId)
  const key = { type: 'key', scope: 'group', subjectId: groupId, personId: 'per_builder', id: 'key_1' }
  const asKey = world.ctx({ actor: key as unknown as Ctx['actor'] })
  return { world, groupId, ctx, asKey }
}

const columns = { name: 0, email: 1, externalId: 2, program: 3, cohort: 4, stage: 5 }
const fileOf = (...rows: string[]) => ({
  name: 'people.csv',
  bytes: new TextEncoder().encode(['name,email,id,program,cohort,stage', ...rows].join('\n')),
})
const asked = { basis: 'consent' as const, order: null, dryRun: false, onProgress: () => undefined }

async function mapped(ctx: Ctx, groupId: string, ...rows: string[]) {
  const id = await uploadPeople(ctx, groupId, fileOf(...rows))
  await mapImport(ctx, groupId, id, mappingOf(columns))
  return id
}

async function imported(ctx: Ctx, groupId: string, ...rows: string[]) {
  const id = await mapped(ctx, groupId, ...rows)
  await startImport(ctx, groupId, id)
  while (await workOnPart(ctx, id));
  return id
}

async function undone(ctx: Ctx, groupId: string, id: string) {
  await askUndo(ctx, groupId, id)
  while (await undoPart(ctx, id));
}

const names = Array.from({ length: 30 }, (_, i) => `Person ${i},,,,,`)

test('a trial of an import that was cut off is refused and does nothing of it', async () => {
  const { world, groupId, ctx, asKey } = await given()
  const id = await mapped(ctx, groupId, ...names)
  await startImport(ctx, groupId, id)
  await expect(importPeople(asKey, fileOf(...names), { ...asked, dryRun: true })).rejects.toThrow('without --dry-run')
  expect(await world.db.$count(participants)).toBe(0)
  expect((await importPeople(asKey, fileOf(...names), asked)).counts.created).toBe(30)
})

test('a trial beside which the import is started does nothing of it', async () => {
  const { world, groupId, ctx, asKey } = await given()
  const many = Array.from({ length: 600 }, (_, i) => `Person ${i},,,,,`)
  const start = async () => {
    const [found] = await world.db.select().from(participantImports)
    await startImport(ctx, groupId, found?.id ?? '')
  }
  const db = beside(world.db, 'insert into "participant_import_outcomes"', start)
  const trial = importPeople({ ...asKey, db }, fileOf(...many), { ...asked, dryRun: true })
  await expect(trial).rejects.toThrow('without --dry-run')
  expect(await world.db.$count(participants)).toBe(0)
  expect(await world.db.$count(importParts)).toBe(2)
})

test('an import started while it is dropped stays and is done', async () => {
  const { world, groupId, ctx } = await given()
  const id = await mapped(ctx, groupId, ...names)
  const db = beside(world.db, 'update "participant_imports"', () => startImport(ctx, groupId, id))
  await expect(dropImport({ ...ctx, db }, groupId, id)).rejects.toThrow('has been started')
  expect([await world.db.$count(importParts), await world.db.$count(importFiles)]).toEqual([1, 1])
  while (await workOnPart(ctx, id));
  expect(await world.db.$count(participants)).toBe(30)
})

test('an import started while it is mapped anew is done as it was mapped before', async () => {
  const { world, groupId, ctx } = await given()
  const id = await mapped(ctx, groupId, ...names)
  const db = beside(world.db, 'update "participant_imports"', async () => {
    await startImport(ctx, groupId, id)
    await workOnPart(ctx, id)
  })
  const anew = mapImport({ ...ctx, db }, groupId, id, mappingOf({ name: 2 }))
  await expect(anew).rejects.toThrow('has been started')
  while (await workOnPart(ctx, id));
  expect((await readOutcomes(ctx, id, 'real')).counts.created).toBe(30)
  expect(await world.db.$count(participants)).toBe(30)
})

test('the same file twice at once is one import: nobody is held twice, with a name only', async () => {
  const { world, asKey } = await given()
  const both = await Promise.all([1, 2].map(() => importPeople(asKey, fileOf(...names), asked)))
  expect(both.map(({ counts }) => counts.created)).toEqual([30, 30])
  expect(await world.db.$count(participants)).toBe(30)
  expect(await world.db.$count(participantImports)).toBe(1)
  expect((await importPeople(asKey, fileOf(...names), asked)).counts).toMatchObject({ created: 0, unchanged: 30 })
})

test('what cannot be as before an import, since its address is of another record now, stays and the undoing ends', async () => {
  const { world, groupId, ctx } = await given()
  await imported(ctx, groupId, 'Ada,a@people.test,1,,,', 'Ben,b@people.test,2,,,')
  const id = await imported(ctx, groupId, 'Ada,other@people.test,1,,,', 'Benjamin,b@people.test,2,,,')
  const byHand = { name: 'Ada by hand', email: 'a@people.test', externalId: null, basis: 'consent' as const }
  await addPerson(ctx, groupId, { ...byHand, cohort: null, role: 'participant', finishedOn: null, leftOn: null })
  await undone(ctx, groupId, id)
  const held = await world.db.select({ name: participants.name, email: participants.email }).from(participants)
  expect(held.map(({ name, email }) => `${name} ${email}`).sort()).toEqual([
    'Ada by hand a@people.test',
    'Ada other@people.test',
    'Ben b@people.test',
  ])
  const kept = await world.db.select({ why: importChanges.kept }).from(importChanges)
  expect(kept.map(({ why }) => why)).toContain('another record has its former address or id now')
  const [found] = await world.db.select().from(participantImports).orderBy(participantImports.id).offset(1).limit(1)
  expect(found?.undoneAt).not.toBeNull()
})

const edited = { name: 'By hand', email: null, externalId: 'x', basis: 'consent' as const, version: 1 }

test('an import beside an edit by hand is decided on what the edit left, and undone to it', async () => {
  const { world, groupId, ctx } = await given()
  await imported(ctx, groupId, 'Ada,a@people.test,,,,')
  const [ada] = await world.db.select().from(participants)
  const db = beside(world.db, 'insert into "participants"', () => editPerson(ctx, groupId, ada?.id ?? '', edited))
  const id = await imported({ ...ctx, db }, groupId, 'Ada E.,a@people.test,,Spring bootcamp,1,research')
  expect(await world.db.select().from(participants)).toMatchObject([{ name: 'Ada E.', externalId: 'x', version: 3 }])
  await undone(ctx, groupId, id)
  expect(await world.db.select().from(participants)).toMatchObject([{ name: 'By hand', externalId: 'x', version: 2 }])
  expect([await world.db.$count(participations), await world.db.$count(stageChanges)]).toEqual([0, 0])
})

test('an edit by hand that lost to an import is not taken for saved', async () => {
  const { world, groupId, ctx } = await given()
  await imported(ctx, groupId, 'Ada,a@people.test,,,,')
  const [ada] = await world.db.select().from(participants)
  const db = beside(world.db, 'update "participants"', () => imported(ctx, groupId, 'Ada E.,a@people.test,,,,'))
  await expect(editPerson({ ...ctx, db }, groupId, ada?.id ?? '', edited)).rejects.toThrow(
    'changed this record meanwhile',
  )
  expect(await world.db.select().from(participants)).toMatchObject([{ name: 'Ada E.', externalId: null }])
})

test('who objected while an import was decided is skipped, and nothing is written of them', async () => {
  const { world, groupId, ctx } = await given()
  await imported(ctx, groupId, 'Ada,a@people.test,,,,')
  const object = () => world.db.update(participants).set({ objectedAt: world.now, version: 2 })
  const db = beside(world.db, 'insert into "participants"', object)
  const id = await imported({ ...ctx, db }, groupId, 'Ada E.,a@people.test,,Spring bootcamp,1,research')
  expect((await readOutcomes(ctx, id, 'real')).counts).toMatchObject({ updated: 0, skipped: 1 })
  expect([await world.db.$count(participations), await world.db.$count(stageChanges)]).toEqual([0, 0])
})

test('who is listed by an address and again by an id is one person, decided at once and undone at once', async () => {
  const { world, groupId, ctx } = await given()
  await imported(ctx, groupId, 'Ada,a@people.test,1,,,')
  const twice = ['Ada E.,a@people.test,,Spring bootcamp,1,research', 'Ada X.,,1,Spring bootcamp,1,exposure']
  const id = await imported(ctx, groupId, ...twice)
  expect((await readOutcomes(ctx, id, 'real')).counts).toMatchObject({ updated: 1, failed: 1 })
  expect(await world.db.select().from(participants)).toMatchObject([{ name: 'Ada E.', version: 2 }])
  const again = await imported(ctx, groupId, ...twice)
  expect((await readOutcomes(ctx, again, 'real')).counts).toMatchObject({ updated: 0, unchanged: 1, failed: 1 })
  await undone(ctx, groupId, id)
  expect(await world.db.select().from(participants)).toMatchObject([{ name: 'Ada', version: 1 }])
  expect([await world.db.$count(participations), await world.db.$count(stageChanges)]).toEqual([0, 0])
})
