import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, dayIn } from '../../../src/calendar.ts'
import { answers } from '../../../src/outcomes/check-ins/schema.ts'
import { readDashboard } from '../../../src/outcomes/dashboard.ts'
import { settleTallies } from '../../../src/outcomes/tallies/settling.ts'
import { dashboardOf } from '../../../src/programs/dashboard/dashboard.ts'
import { countOf } from '../../../src/programs/dashboard/tallies.ts'
import { surveys } from '../../../src/surveys/table.ts'
import { publish } from '../../support/given.ts'
import { createWorld, NOON } from '../../support/world.ts'
import { groupCalled, memberOfGroup } from '../participants/given.ts'
import { happen, happenings } from './happenings.ts'
import { countLive } from './live.ts'
import type { Scene } from './scene.ts'

/** Four people to begin with, so that everything has somebody to happen to. */
async function opened(world: Scene['world'], name: string): Promise<Scene> {
  const groupId = await groupCalled(world, name)
  const ctx = () => memberOfGroup(world, groupId)
  const key = name.toLowerCase()
  const cohorts = [1, 2, 3].map((n) => `coh_${key}${n}`)
  await world.db.insert(surveys).values({
    ...{
      id: `srv_${key}`,
      groupId,
      programId: `prg_${key}1`,
      template: 'program_post',
      kind: 'post',
      role: 'participant',
    },
    ...{ title: 'How was it?', questions: [], opensOn: '2026-03-01', closesOn: '2027-03-01', opensAt: 0 },
    ...{ closesAt: NOON * 2, createdBy: 'x', createdAt: 0, updatedAt: 0 },
  })
  const opportunityIds = [
    await publish(world),
    await publish(world, { workGroups: ['movement_building', 'technical'] }),
  ]
  const scene = { world, groupId, ctx, cohorts, opportunityIds }
  for (const a of [1, 3, 5, 9]) await happen(scene, 'add', { a, b: a, c: a % 2 })
  return scene
}

/** What the dashboard shows, in the shape in which it is counted live. */
async function shown({ ctx, groupId }: Scene) {
  const { rows } = await readDashboard(ctx(), groupId)
  const today = dayIn(ctx().now, 'UTC')
  const found = dashboardOf(rows, today)
  const { people, held, neverTold, stale, landings, unverified } = found.counts
  const { contributing: doing, seats } = found
  return {
    counts: { people, held, neverTold, stale, landings, unverified },
    stages: found.funnel.map(({ share: _, left: __, paused: ___, ...step }) => step),
    dropOut: { people: found.dropOut.people, gone: found.dropOut.gone, cameBack: found.dropOut.cameBack },
    months: found.months.filter(({ count }) => count).reverse(),
    time: found.time,
    cohorts: Object.fromEntries(
      found.cohorts
        .filter((one) => one.people)
        .map(({ id, people: all, finished, left, within }) => [id, { people: all, finished, left, within }]),
    ),
    became: Object.fromEntries(found.known.outcomes.map(({ outcome, count }) => [outcome, count])),
    positions: {
      ...{ contributors: doing.contributors.count, positions: doing.positions.count, fte: doing.positions.fte },
      ...{ fullTime: doing.positions.by.full_time, fractional: doing.positions.by.fractional },
      byKind: Object.fromEntries(doing.byKind.map(({ key, count }) => [key, count])),
      ...{ builders: doing.coordination.count, buildersFte: doing.coordination.fte },
      ...{ helping: doing.coordination.helping, coordinating: doing.coordination.people },
    },
    seeks: {
      ...{ waiting: seats.waiting, saying: seats.saying },
      workGroups: Object.fromEntries(seats.workGroups.map(({ key, seekers }) => [key, seekers])),
    },
    surveys: rows.surveys
      .map(({ id }) => {
        const said = (what: string) => countOf(rows.tallies, what, ({ a }) => a === id)
        return { id, asked: said('asked'), answered: said('answered') }
      })
      .filter(({ asked, answered }) => asked || answered),
  }
}

const expectSame = async (scene: Scene) =>
  expect(await shown(scene)).toEqual(await countLive(scene.ctx(), scene.groupId))

const dice = fc.record({ a: fc.nat(10_000), b: fc.nat(10_000), c: fc.nat(10_000) })
const step = fc.tuple(fc.constantFrom(...Object.keys(happenings)), dice)

test('whatever happens in whatever order, the dashboard shows at once what counting everything shows', async () => {
  const world = await createWorld()
  let n = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 60 }), async (steps) => {
      world.now = NOON
      const scene = await opened(world, `Group${++n}`)
      for (const [i, [name, thrown]] of steps.entries()) {
        await happen(scene, name, thrown)
        if (i % 9 === 8) await expectSame(scene)
      }
      await expectSame(scene)
      while (await settleTallies(scene.ctx()));
      const left = await world.db.all(sql`select * from untallied`)
      expect(left).toEqual([])
      await expectSame(scene)
    }),
    { numRuns: process.env.TEST_DB === 'd1' ? 2 : 5 },
  )
})

test('what people answer to a check-in, change and take back is shown at once', async () => {
  const world = await createWorld()
  world.now = NOON
  const scene = await opened(world, 'Answering')
  const does = async (name: string, thrown = { a: 0, b: 0, c: 0 }) => {
    await happen(scene, name, thrown)
    await expectSame(scene)
    const [said] = await world.db.all<{ answers: number; landings: number }>(sql`select
      (select count(*) from check_in_answers) as answers, (select count(*) from group_landings) as landings`)
    while (await settleTallies(scene.ctx()));
    await expectSame(scene)
    return [said?.answers, said?.landings]
  }
  // Consent is given by whoever claimed a record.
  for (const a of [0, 1, 2]) await does('claim', { a, b: 0, c: 0 })
  for (const a of [0, 1, 2]) await does('consent', { a, b: 0, c: 1 })
  for (const a of [0, 1, 2]) await does('say where one is', { a, b: 9, c: 1 })
  expect(await does('say where one is', { a: 0, b: 9, c: 2 })).toEqual([3, 3])
  const looking = answers.indexOf('looking')
  expect(await does('say where one is', { a: 1, b: 9, c: looking })).toEqual([3, 2])
  await does('days pass', { a: 3, b: 0, c: 0 })
  for (const a of [0, 1, 2]) await does('take back what was said', { a, b: 0, c: 0 })
  const left = await world.db.all(sql`select p.person_id is not null as claimed, a.answer is not null as answered
    from participants p left join check_in_answers a on a.participant_id = p.id where p.email_key is not null order by 1, 2`)
  const [stays, gone] = [
    { claimed: 0, answered: 1 },
    { claimed: 1, answered: 0 },
  ]
  expect(left).toEqual([stays, stays, gone])
})

test('the last word about people is kept by the day: of many at any time of one it is one row', async () => {
  const world = await createWorld()
  world.now = NOON
  const { groupId, ctx } = await opened(world, 'Daily')
  const dawn = NOON - (NOON % DAY)
  await world.db.run(sql`with recursive n(i) as (select 0 union all select i + 1 from n where i < 49)
    insert into participants (id, group_id, name, basis, basis_by, basis_at, told_at, created_at, updated_at)
    select 'ptc_daily' || i, ${groupId}, 'Person ' || i, 'consent', 'x', 0, 1, 0,
      cast(${dawn} as integer) - 9 * cast(${DAY} as integer) + i * 1712345 + 7 from n`)
  while (await settleTallies(ctx()));
  const kept = await world.db.all(
    sql`select b, n from group_tallies where group_id = ${groupId} and what = 'record' and n = 50`,
  )
  expect(kept).toEqual([{ b: String(dawn / DAY - 9), n: 50 }])
})
