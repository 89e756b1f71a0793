import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { readComparison } from '../../src/outcomes/comparison.ts'
import { readDashboard } from '../../src/outcomes/dashboard.ts'
import { refreshFigures } from '../../src/outcomes/figures.ts'
import { groupLandings, outcomes } from '../../src/outcomes/table.ts'
import { compare, type OwnRow } from '../../src/programs/comparing.ts'
import { dashboardOf } from '../../src/programs/dashboard/dashboard.ts'
import { participants } from '../../src/programs/table.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { founded } from '../groups/given.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import { added, bootcamp, givenProgram, heldCohort, tookPart } from './given.ts'
import { memberOfGroup } from './participants/given.ts'

const OVER = { startsOn: '2024-01-05', endsOn: '2024-01-15' }
const at = { createdAt: 0, updatedAt: 0 }

/** Of the people of a cohort so many landed that many days after its end, and so many more answered. */
async function became(
  world: World,
  groupId: string,
  cohort: string,
  landed: number,
  answered: number,
  on = '2024-04-15',
) {
  const id = (i: number) => `ptc_${cohort}_${i}`
  await atomically(world.db, [
    ...insertMany(
      world.db,
      groupLandings,
      Array.from({ length: landed }, (_, i) => ({
        ...{ id: `gln_${cohort}_${i}`, groupId, participantId: id(i), title: 'Researcher', startsOn: on },
        ...{ organizationName: 'Northlight', recordedBy: 'x', version: 1, ...at },
      })),
    ),
    ...insertMany(
      world.db,
      outcomes,
      Array.from({ length: answered }, (_, i) => ({
        ...{ id: `out_${cohort}_${i}`, participantId: id(landed + i), outcome: 'looking' as const },
        ...{ happenedOn: '2024-06-01', recordedBy: 'x', act: 'x', at: 0 },
      })),
    ),
  ])
}

async function given() {
  const here = await givenProgram()
  const { world, ada, id } = here
  const first = await heldCohort(here, OVER)
  await tookPart(world, id, first, 12, 12)
  await became(world, id, first, 3, 4)
  const ben = await signIn(world, 'ben@example.test')
  const theirs = await founded(ben, 'Beacon')
  const open = await added(ben, theirs, { ...bootcamp, name: 'Open course', activity: 'course', audiences: 'students' })
  const cohort = await heldCohort({ world, ada: ben, at: `/groups/${theirs}/programs/${open}` }, OVER)
  await tookPart(world, theirs, cohort, 33, 30)
  await became(world, theirs, cohort, 12, 9)
  await ben.post(`/groups/${theirs}/programs/${open}/publication`)
  await refreshFigures(world.ctx())
  return { ...here, ben, theirs, open, cohort, first, page: `/groups/${id}/programs/comparison`, ada }
}

test('one’s own programs stand exactly beside what is told of others, each with its base and who answered', async () => {
  const { world, ada, ben, page, id } = await given()
  const trips = countRoundTrips(world)
  const text = await (await ada.get(page)).text()
  expect(trips.count).toBeLessThanOrEqual(4)
  for (const words of ['25 % (3 of 12)', '7 of 12', 'about 10 of 25', '40 %', 'about 15 of 25', 'as of 1 Mar 2026'])
    expect(text).toContain(words)
  expect(text.indexOf('Open course')).toBeLessThan(text.indexOf('Winter bootcamp'))
  expect(text).toContain('not reached, of 12')
  for (const secret of ['12 of 33', '21 of 33']) expect(text).not.toContain(secret)
  // Theirs is exact for them; ours, which is not public, is not there.
  const other = await (await ben.get(page.replace(id, (await groupNamed(world, 'Beacon')) ?? ''))).text()
  expect(other).toContain('36 % (12 of 33)')
  expect(other).not.toContain('Winter bootcamp')
  expect((await ben.get(page)).status).toBe(404)
  expect((await world.get(page)).status).not.toBe(200)
})

const groupNamed = async ({ db }: World, name: string) =>
  (await db.all<{ id: string }>(`select id from groups where name = '${name}'`))[0]?.id

test('it is narrowed by activity and audience; what makes no sense narrows nothing', async () => {
  const { ada, page } = await given()
  const names = async (search: string) => {
    const text = await (await ada.get(`${page}?${search}`)).text()
    return ['Open course', 'Winter bootcamp'].filter((name) => text.includes(name))
  }
  expect(await names('activity=course&audience=')).toEqual(['Open course'])
  expect(await names('audience=students')).toEqual(['Open course'])
  expect(await names('activity=talk')).toEqual([])
  expect(await names('activity=nonsense')).toEqual(['Open course', 'Winter bootcamp'])
})

test('the directory and the API tell the rate and sort by it', async () => {
  const { world, ada, at: ours, open } = await given()
  await ada.post(`${ours}/publication`)
  type Listed = { data: { id: string; name: string; landed: unknown }[]; meta: { next: string | null } }
  const list = async (search: string) => (await (await world.get(`/api/v1/programs?${search}`)).json()) as Listed
  const landed = { count: 10, answered: 15, outOf: 25, month: '2026-03' }
  const first = await list('sort=landed&limit=1')
  expect(first.data).toMatchObject([{ id: open, landed }])
  const second = await list(`sort=landed&limit=1&cursor=${first.meta.next}`)
  expect(second.data).toMatchObject([{ name: 'Winter bootcamp', landed: null }])
  expect(second.meta.next).toBeNull()
  const sheet = (await (await world.get(`/api/v1/programs/${open}`)).json()) as { data: unknown }
  expect(sheet.data).toMatchObject({ landed })
  expect((await world.get('/api/v1/programs?sort=size')).status).toBe(422)
  const page = await (await world.get('/programs?sort=landed')).text()
  expect(page).toContain('40 % landed within a year: about 10 of 25; about 15 answered')
  expect(page).toContain('<b>Landed within a year</b>')
  const program = await (await world.get(`/programs/${open}`)).text()
  expect(program).toContain('about 10 of 25</b> had landed; about 15 of 25 gave an answer')
})

test('who is erased or objects stays in the base, as no answer', async () => {
  const { world, ada, page } = await given()
  await world.db.update(participants).set({ erasedAt: 1, name: '' })
  expect(await (await ada.get(page)).text()).toContain('0 % (0 of 12)')
})

test('cohorts are compared at equal horizons: a young one waits, and who landed late did not land within', () => {
  const row: OwnRow = {
    programId: 'a',
    number: 1,
    endsOn: '2024-01-01',
    landedAfter: null,
    answered: false,
    isFirst: true,
    count: 4,
  }
  const program = { id: 'a', name: 'A', activity: 'course' as const, audiences: [] }
  const rows: OwnRow[] = [
    row,
    { ...row, landedAfter: 365, answered: true, count: 2 },
    { ...row, landedAfter: 366, answered: true, count: 3 },
    // Who came by another cohort has waited since that.
    { ...row, landedAfter: 1, answered: true, isFirst: false, count: 1 },
    { ...row, number: 2, endsOn: '2025-06-01', landedAfter: 5, answered: true, count: 9 },
  ]
  const { lines, numbers } = compare([{ ...program, rows }], [], '2026-03-02')
  expect(lines[0]?.rate).toEqual({ landed: 3, outOf: 10, answered: 6 })
  expect(lines[0]?.time).toEqual({ people: 18, medianDays: 5 })
  expect(numbers).toEqual([{ number: 1, own: { landed: 3, outOf: 10, answered: 6 }, others: null }])
})

test('the dashboard and the comparison tell the same of a program, whoever finishes late, objects or comes again', async () => {
  const here = await givenProgram()
  const { world, id, programId } = here
  const first = await heldCohort(here, OVER)
  await tookPart(world, id, first, 12, 12)
  await became(world, id, first, 6, 2, '2025-01-10')
  const second = await heldCohort(here, { number: '2', startsOn: '2024-06-01', endsOn: '2024-06-10' })
  await world.db.run(sql`insert into participations (id, participant_id, cohort_id, role, created_at, updated_at)
    select id || 'again', participant_id, ${second}, role, 0, 0 from participations limit 8`)
  // They land 361 days after the cohort, and some of them 3 days after they finished.
  await world.db.run(sql`update participations set finished_on = '2025-01-07' where id like '%_1'`)
  await world.db.run(sql`update participants set objected_at = 1 where id like '%_2' or id like '%_3'`)
  const ctx = memberOfGroup(world, id)
  const { comparison } = await readComparison(ctx, id, { activity: [], audience: [] })
  const { rows } = await readDashboard(ctx, id)
  const { programs } = dashboardOf(rows, '2026-03-02')
  const [line] = comparison.lines
  const own = programs.find((one) => one.id === programId)
  expect(line?.rate).toMatchObject({ landed: 8, outOf: 20 })
  expect(own?.within.twelve).toMatchObject({ landed: line?.rate?.landed, of: line?.rate?.outOf })
  expect(line?.time).toEqual({ people: own?.time.people, medianDays: own?.time.median })
  expect(line?.time?.people).toBe(12)
})
