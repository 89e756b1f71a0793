import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { events } from '../../src/db/table.ts'
import { importRows } from '../../src/imports/importing.ts'
import type { MappedRow, OpportunityRecord } from '../../src/imports/mapped-row.ts'
import { readSource } from '../../src/imports/presets.ts'
import { imported } from '../../src/imports/table.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { createWorld, type World } from '../support/world.ts'
import { contentsOf, ctxAt, importOpenings, NOW, opening } from './importing-rows.ts'
import { sourceFile } from './source-file.ts'

async function importValue(world: World, value: unknown, { now = NOW, dryRun = false } = {}) {
  const source = await readSource(JSON.stringify(value), { isCsv: false })
  return importRows(ctxAt(world, now), { ...source, dryRun })
}

const arbitraryOpenings = fc
  .uniqueArray(fc.nat(40), { maxLength: 12 })
  .map((ids) =>
    ids.map((id) => opening(id, id % 4 ? {} : { closedOn: '2026-01-05' }, id % 2 ? { closesOn: '2026-05-01' } : {})),
  )

test('vacancies and their organizations are created once, then unchanged', async () => {
  const world = await createWorld()
  const first = await importValue(world, sourceFile('eightyk'))
  expect(first.bySubject).toMatchObject({ opportunity: { created: 3 }, organization: { created: 2 } })
  expect(first.organizationsNamed).toBe(0)
  const again = await importValue(world, sourceFile('eightyk'), { now: NOW + 1 })
  expect(again.total).toEqual({ created: 0, updated: 0, unchanged: 5, skipped: 0, failed: 0 })
  expect(await world.db.select({ name: events.name }).from(events)).toEqual(Array(5).fill({ name: 'import.created' }))
  expect(new Set((await world.db.select().from(imported)).map(({ seenAt }) => seenAt))).toEqual(new Set([NOW + 1]))
})

test('what the source dates in the future counts from when it was read, at the latest from now', async () => {
  const world = await createWorld()
  await importValue(world, sourceFile('eightyk'), { now: Date.parse('2022-08-21T12:00:00Z') })
  const [fellow] = await world.db.select().from(opportunities).where(eq(opportunities.title, 'Verification Fellow'))
  expect(fellow).toMatchObject({ publishedAt: Date.parse('2022-08-21T12:00:00Z'), commitment: { basis: 'unknown' } })
})

test('a dry run counts the same and writes nothing', async () => {
  const world = await createWorld()
  const dry = await importValue(world, sourceFile('usrse'), { dryRun: true })
  for (const table of [opportunities, organizations, imported, events, closures])
    expect(await world.db.select().from(table)).toEqual([])
  expect(await importValue(world, sourceFile('usrse'))).toEqual(dry)
  expect(dry).toMatchObject({ total: { created: 4 }, closed: 1, pastDeadline: 1, organizationsNamed: 2 })
})

test('an organization known from elsewhere is filled and never blanked', async () => {
  const world = await createWorld()
  await importValue(world, sourceFile('eightyk'))
  const report = await importValue(world, sourceFile('aiwatch'))
  expect(report.total).toMatchObject({ created: 2, updated: 1 })
  const [hill] = await world.db.select().from(organizations).where(eq(organizations.nameKey, 'quiet hill'))
  expect(hill).toMatchObject({
    name: 'Quiet Hill',
    website: 'https://quiethill.test/',
    aboutHtml: 'Runs <i>workshops</i>.',
    aliases: ['QH', 'Hill Group', 'Quiet'],
    countries: ['DE', 'CH', 'US'],
    foundedOn: '2018',
  })
  for (const name of ['eightyk', 'aiwatch'])
    expect((await importValue(world, sourceFile(name))).total).toMatchObject({ created: 0, updated: 0 })
})

test('the only source of an organization may correct it, but not take a name that is taken', async () => {
  const world = await createWorld()
  const [, ...others] = sourceFile('aiwatch').organizations
  const asRows = (list: { organization: string }[], names: string[]): MappedRow[] =>
    list.map((_, i) => ({
      row: i + 1,
      subject: 'organization',
      externalId: `o${i}`,
      record: { name: names[i] ?? '', countries: ['FR'] },
    }))
  await importRows(ctxAt(world), { source: 'test', rows: asRows(others, ['North', 'Harbour']) })
  const report = await importRows(ctxAt(world), { source: 'test', rows: asRows(others, ['Northern', 'North Sea']) })
  expect(report.total.updated).toBe(2)
  const taken = await importRows(ctxAt(world), { source: 'test', rows: asRows(others, ['Northern', 'NORTHERN']) })
  expect(taken.problems).toMatchObject([{ row: 2, result: 'failed', reason: 'name: Another organization has it' }])
  expect((await contentsOf(world)).organizations).toEqual(['North Sea||FR', 'Northern||FR'])
})

test('removed and back again: the closure goes, and reopening is counted once', async () => {
  const world = await createWorld()
  const states: [Partial<OpportunityRecord>, string | null, number, number][] = [
    [{ closedOn: '2026-02-01' }, '2026-02-01', 1, 0],
    [{ closedOn: '2026-02-02' }, '2026-02-01', 1, 0],
    [{}, '2026-04-01', 0, 1],
    [{}, '2026-03-01', 0, 1],
    [{}, '2026-03-05', 0, 2],
    [{}, '2026-03-06', 0, 2],
  ]
  for (const [i, [changes, closesOn, closed, reopened]] of states.entries()) {
    await importOpenings(world, [opening(1, changes, { closesOn })])
    expect(await world.db.select().from(closures), `step ${i}`).toHaveLength(closed)
    expect(await world.db.select().from(opportunities), `step ${i}`).toMatchObject([{ reopened, closesOn }])
  }
})

test('what somebody else has closed stays closed', async () => {
  const world = await createWorld()
  await importOpenings(world, [opening(1)])
  const [{ id } = { id: '' }] = await world.db.select().from(opportunities)
  await world.db.insert(closures).values({ opportunityId: id, reason: 'filled', closedBy: 'per_1', closedAt: 5 })
  await importOpenings(world, [opening(1, { closedOn: '2026-02-01' })])
  await importOpenings(world, [opening(1, {}, { summary: 'New' })])
  expect(await world.db.select().from(closures)).toMatchObject([{ closedBy: 'per_1', reason: 'filled', closedAt: 5 }])
})

test('an update keeps id, day of listing and creation', async () => {
  const world = await createWorld()
  await importOpenings(world, [opening(1)])
  const [before] = await world.db.select().from(opportunities)
  const report = await importOpenings(
    world,
    [opening(1, { organization: { name: 'New House', website: null } }, { summary: 'New' })],
    NOW + 9,
  )
  expect(report.total.updated).toBe(1)
  const [after] = await world.db.select().from(opportunities)
  expect(after).toMatchObject({
    id: before?.id,
    seq: before?.seq,
    publishedAt: NOW,
    createdAt: NOW,
    updatedAt: NOW + 9,
    summary: 'New',
  })
  expect(after?.organizationId).not.toBe(before?.organizationId)
})

test('progress ends at the number of rows, batch by batch', async () => {
  const world = await createWorld()
  const seen: number[] = []
  const rows = Array.from({ length: 230 }, (_, i) => opening(i + 1))
  const onProgress = (done: number, total: number) => void seen.push(done, total)
  await importRows(ctxAt(world), { source: 'test', rows, onProgress })
  expect(seen).toEqual([100, 230, 200, 230, 230, 230])
  expect(await world.db.select().from(opportunities)).toHaveLength(230)
})

test('two imports of one file at once make one of each', async () => {
  const world = await createWorld()
  const rows = [opening(1), opening(2), opening(3)]
  const reports = await Promise.all([importOpenings(world, rows), importOpenings(world, rows)])
  expect(reports.reduce((sum, { total }) => sum + total.created, 0)).toBe(3)
  expect(await world.db.select().from(opportunities)).toHaveLength(3)
  expect(await world.db.select().from(organizations)).toHaveLength(3)
})

test('the order of rows does not matter, and a second import changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryOpenings, async (rows) => {
      const one = await createWorld()
      await importOpenings(one, rows)
      const forwards = await contentsOf(one)
      const again = await importOpenings(one, rows.toReversed())
      expect(again.total).toEqual({ created: 0, updated: 0, unchanged: rows.length, skipped: 0, failed: 0 })
      const other = await createWorld()
      await importOpenings(other, rows.toReversed())
      expect(await contentsOf(other)).toEqual(forwards)
    }),
    { numRuns: 15 },
  )
})
