import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { AppError } from '../../src/errors.ts'
import { readReport } from '../../src/impact/reading.ts'
import { estimates } from '../../src/impact/table.ts'
import { refreshFigures } from '../../src/outcomes/figures.ts'
import { groupLandings, outcomes } from '../../src/outcomes/table.ts'
import { GONE } from '../../src/programs/crowds.ts'
import { mergePeople } from '../../src/programs/participants/merging.ts'
import { removePerson } from '../../src/programs/participants/recording.ts'
import { cohorts, participants, participations, programs, toldCrowds } from '../../src/programs/table.ts'
import { addGroup, GROUP } from '../impact/given.ts'
import { createWorld, type World } from '../support/world.ts'
import { expectNobodyAlone, factor, idsOf, inFives, kinds, type Shown } from './outsiders-given.ts'
import { memberOfGroup } from './participants/given.ts'

const program = { groupId: GROUP, activity: 'bootcamp' as const, about: 'x', aboutHtml: 'x' }
const rest = { languages: [], audiences: [], createdAt: 0, updatedAt: 0 }
const PROGRAMS = ['prg_one', 'prg_two']
const COHORTS = ['coh_one1', 'coh_one2', 'coh_two1', 'coh_two2']

async function held(world: World): Promise<void> {
  await addGroup(world)
  await world.db.insert(programs).values(PROGRAMS.map((id) => ({ ...program, ...rest, id, name: id, publishedAt: 1 })))
  await world.db.insert(cohorts).values(
    COHORTS.map((id, i) => ({
      ...{ id, programId: PROGRAMS[i >> 1] ?? '', number: (i % 2) + 1, name: id, createdAt: 0, updatedAt: 0 },
      ...{ startsOn: `202${3 + (i % 2)}-01-01`, endsOn: `202${3 + (i % 2)}-03-01` },
    })),
  )
}

/** Something happens to somebody, as any command may leave it. */
async function happen(world: World, n: number, what: number, cohort: string, now: number): Promise<void> {
  const [id, part] = [`ptc_${n}`, `prt_${n}_${cohort}`]
  const at = { createdAt: now, updatedAt: now }
  const run = (query: ReturnType<typeof sql>) => world.db.run(query)
  if (what === 0) return void (await run(sql`update participants set erased_at = ${now}, name = '' where id = ${id}`))
  if (what === 1) return void (await run(sql`update participants set objected_at = ${now} where id = ${id}`))
  if (what === 2) return void (await run(sql`delete from participations where id = ${part}`))
  if (what === 3) return void (await run(sql`delete from group_landings where participant_id = ${id}`))
  if (what === 4) return void (await run(sql`update participations set finished_on = null where id = ${part}`))
  if (what === 5)
    return void (await run(
      sql`update estimates set withdrawn_at = ${now} where participant_id = ${id} and withdrawn_at is null`,
    ))
  if (what > 16) {
    const ctx = { ...memberOfGroup(world, GROUP), now }
    const done =
      what === 17 ? removePerson(ctx, GROUP, id) : mergePeople(ctx, GROUP, { keep: id, drop: `ptc_${n + 1}` })
    return done.catch((error) => {
      if (!(error instanceof AppError)) throw error
    })
  }
  const held = { basis: 'consent', basisBy: 'x', basisAt: 0 } as const
  const [landing, said, estimate] = [`gln_${n}_${now}`, `out_${n}_${now}`, `est_${n}_${now}`]
  const finishedOn = n % 3 ? '2024-03-01' : null
  await atomically(world.db, [
    ...insertMany(
      world.db,
      participants,
      [{ id, groupId: GROUP, name: id, ...held, ...at }],
      sql`on conflict do nothing`,
    ),
    ...insertMany(
      world.db,
      participations,
      [{ id: part, participantId: id, cohortId: cohort, role: 'participant', finishedOn, ...at }],
      sql`on conflict do nothing`,
    ),
    ...(what < 10
      ? insertMany(world.db, groupLandings, [
          {
            id: landing,
            groupId: GROUP,
            participantId: id,
            title: 'x',
            startsOn: '2024-03-01',
            recordedBy: 'x',
            version: 1,
            ...at,
          },
        ])
      : []),
    ...(what < 13
      ? insertMany(world.db, outcomes, [
          {
            id: said,
            participantId: id,
            outcome: 'looking',
            happenedOn: '2024-05-01',
            recordedBy: 'x',
            act: 'x',
            at: now,
          },
        ])
      : []),
    ...(what % 2
      ? insertMany(
          world.db,
          estimates,
          [
            {
              ...{
                id: estimate,
                groupId: GROUP,
                programId: `prg_${cohort.slice(4, 7)}`,
                participantId: id,
                effect: 'both',
              },
              ...{ version: now, withFte: 900, withoutFte: 100, low: 0, high: 900, method: 'survey', note: '' },
              ...{
                startsOn: '2024-01-01',
                endsOn: '2024-12-31',
                estimatedOn: '2024-01-01',
                estimatedBy: 'x',
                createdAt: now,
              },
            },
          ],
          sql`on conflict do nothing`,
        )
      : []),
  ])
}

type Sheet = {
  data: {
    figures: { figure: string; cohortId: string | null; count: number; answered: number | null; outOf: number }[]
  }
}

/** What everybody reads this month, and whom each count is of. */
async function look(world: World, month: number): Promise<Map<string, Shown[]>> {
  const crowds = await world.db.select().from(toldCrowds)
  const found = new Map<string, Shown[]>()
  const keep = (figure: string, cell: string, who: readonly string[]) => {
    const known = found.get(figure) ?? []
    found.set(figure, [...known, { cell, who: new Set(who) }])
  }
  for (const id of PROGRAMS) {
    const answer = await world.get(`/api/v1/programs/${id}`)
    const { data } = (await answer.json()) as Sheet
    for (const { figure, cohortId, count, answered, outOf } of data.figures) {
      const here = crowds.filter(
        (crowd) =>
          crowd.programId === id &&
          crowd.figure === figure &&
          crowd.kind !== GONE &&
          (!cohortId || crowd.cohortId === cohortId),
      )
      const of = (kind: string) => idsOf(here.filter((crowd) => crowd.kind === kind).flatMap(({ members }) => members))
      const [those, ...others] = figure === 'finished' ? ['finished', 'not'] : kinds
      expect(count).toBe(inFives(of(those).length))
      expect(outOf - count).toBe(others.reduce((sum, kind) => sum + inFives(of(kind).length), 0))
      expect(answered).toBe(figure === 'finished' ? null : count + inFives(of('answered').length))
      for (const kind of [those, ...others]) keep(`${id} ${figure}`, `${month} ${cohortId} ${kind}`, of(kind))
    }
  }
  const report = await readReport(world.ctx(), { id: GROUP, name: 'Lighthouse', example: false }, 'outside')
  for (const section of report.sections) {
    expect(section.total.computed.people).toBeNull()
    for (const { activity, people } of section.rows) {
      const heads = crowds.filter(
        (crowd) => crowd.programId === activity && crowd.figure === 'people' && crowd.kind !== GONE,
      )
      const who = idsOf(heads.flatMap(({ members }) => members))
      expect(people).toBe(who.length ? String(inFives(who.length)) : null)
      if (people) keep(`${activity} people`, String(month), who)
    }
  }
  return found
}

test('on the database: public figures and reports of many months, while people come, land, withdraw and are erased', async () => {
  const world = await createWorld()
  let counts = 0
  const happening = fc.tuple(fc.nat(60), fc.nat(18), fc.constantFrom(...COHORTS))
  const months = fc.array(fc.array(happening, { minLength: 15, maxLength: 60 }), { minLength: 3, maxLength: 4 })
  // One story known to tell much; of random ones a few tell nothing at all.
  const examples = fc.sample(fc.tuple(months, factor), { seed: 3, numRuns: 1 })
  await held(world)
  await fc.assert(
    fc
      .asyncProperty(months, factor, async (given, factors) => {
        const shown = new Map<string, Shown[]>()
        const whose = new Map<string, string>()
        for (const [month, happenings] of given.entries()) {
          const now = Date.UTC(2026, month, 2)
          let tick = 0
          for (const [person, what, cohort] of happenings) await happen(world, person, what, cohort, now + tick++)
          world.now = Date.UTC(2026, month + 1, 1, 0, 15)
          await refreshFigures(world.ctx())
          for (const [figure, cells] of await look(world, month))
            shown.set(figure, [...(shown.get(figure) ?? []), ...cells])
          for (const { members } of await world.db.select().from(toldCrowds))
            for (const [id, person] of members) if (!whose.has(id)) whose.set(id, person)
        }
        for (const cells of shown.values()) {
          counts += cells.length
          expectNobodyAlone(cells, factors, whose)
        }
      })
      .beforeEach(async () => {
        for (const table of [
          'told_crowds',
          'program_figures',
          'estimates',
          'outcomes',
          'group_landings',
          'participations',
          'participant_aliases',
          'participants',
        ])
          await world.db.run(sql`delete from ${sql.raw(table)}`)
      }),
    { numRuns: process.env.TEST_DB === 'd1' ? 1 : 4, examples },
  )
  expect(counts).toBeGreaterThan(30)
}, 20_000)

test('two people in five cohorts are nobody to tell of', async () => {
  const world = await createWorld()
  await held(world)
  const more = [2, 3, 4].map((i) => ({ id: `coh_one${i + 1}`, number: i + 1, startsOn: `202${i}-01-01` }))
  await world.db.insert(cohorts).values(
    more.map((each) => ({
      ...each,
      programId: 'prg_one',
      name: each.id,
      endsOn: '2024-03-01',
      createdAt: 0,
      updatedAt: 0,
    })),
  )
  const all = ['coh_one1', 'coh_one2', ...more.map(({ id }) => id)]
  const lands = (i: number) => (i === 0 ? 7 : 15)
  for (const [i, cohort] of all.entries()) {
    await happen(world, 1, lands(i), cohort, 1_000 + i)
    await happen(world, 2, 14, cohort, 2_000 + i)
  }
  world.now = Date.UTC(2026, 3, 1)
  await refreshFigures(world.ctx())
  const { data } = (await (await world.get('/api/v1/programs/prg_one')).json()) as Sheet
  expect(data.figures).toEqual([])
})
