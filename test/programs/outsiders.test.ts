import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { AppError } from '../../src/errors.ts'
import { readReport } from '../../src/impact/reading.ts'
import { type NarrowEstimate, shownOutside } from '../../src/impact/standing.ts'
import { estimates } from '../../src/impact/table.ts'
import { refreshFigures } from '../../src/outcomes/figures.ts'
import { groupLandings, outcomes } from '../../src/outcomes/table.ts'
import { type Crowd, GONE, type Member, regroup, type Standing } from '../../src/programs/crowds.ts'
import { type Share, toldShares } from '../../src/programs/disclosing.ts'
import { mergePeople } from '../../src/programs/participants/merging.ts'
import { removePerson } from '../../src/programs/participants/recording.ts'
import { cohorts, participants, participations, programs, toldCrowds } from '../../src/programs/table.ts'
import { addGroup, GROUP } from '../impact/given.ts'
import { createWorld, type World } from '../support/world.ts'
import { memberOfGroup } from './participants/given.ts'

/** Every count that was ever shown, with what it counts. */
type Shown = { cell: string; who: ReadonlySet<string> }
/** Of what is counted whose it is; without it each is somebody else's. */
type Whose = ReadonlyMap<string, string>
const NOBODYS: Whose = new Map()

const peopleIn = (counted: readonly string[], whose: Whose) => new Set(counted.map((id) => whose.get(id) ?? id)).size

/** How many are in exactly the same counts: no sum or difference of counts, of any number of them, tells these apart. */
function fewestAlike(shown: readonly Shown[], whose: Whose): number {
  const counted = new Set(shown.flatMap(({ who }) => [...who]))
  const alike = Map.groupBy(counted, (one) => shown.map(({ who }) => (who.has(one) ? '1' : '0')).join(''))
  return Math.min(Number.POSITIVE_INFINITY, ...[...alike.values()].map((ids) => peopleIn(ids, whose)))
}

/** Of how many people a sum of counts with these factors is: of all that it does not cancel. */
function aboutWhom(shown: readonly Shown[], factors: readonly number[], whose: Whose): number {
  const about = new Map<string, number>()
  for (const [i, { who }] of shown.entries())
    for (const one of who) about.set(one, (about.get(one) ?? 0) + (factors[i % factors.length] ?? 0))
  const left = [...about].filter(([, times]) => times)
  return peopleIn(
    left.map(([id]) => id),
    whose,
  )
}

function expectNobodyAlone(shown: readonly Shown[], factors: readonly number[], whose = NOBODYS): void {
  expect(fewestAlike(shown, whose)).toBeGreaterThanOrEqual(5)
  const about = aboutWhom(shown, factors, whose)
  expect(about === 0 || about >= 5).toBe(true)
  for (const [i, one] of shown.entries())
    for (const other of shown.slice(i + 1))
      for (const factor of [1, -1]) {
        const both = aboutWhom([one, other], [1, factor], whose)
        expect(both === 0 || both >= 5).toBe(true)
      }
}

const inFives = (count: number) => count - (count % 5)
const kinds = ['landed', 'answered', 'silent'] as const

const idsOf = (members: readonly Member[]) => members.map(([id]) => id)

/** What is told of crowds, by cell, and whom each part of it counts. */
function countedIn(crowds: readonly Crowd[], cell: string) {
  const here = crowds.filter(({ kind, cohortId }) => kind !== GONE && (cell === '' || cohortId === cell))
  const of = (kind: string) => here.filter((crowd) => crowd.kind === kind).flatMap(({ members }) => idsOf(members))
  return { landed: of('landed'), answered: of('answered'), silent: of('silent') }
}

const shareOf = (crowds: readonly Crowd[], cell: string): Share => {
  const { landed, answered, silent } = countedIn(crowds, cell)
  const known = landed.length + answered.length
  return { count: landed.length, answered: known, outOf: known + silent.length }
}

const change = fc.record({
  person: fc.nat(45),
  cohort: fc.constantFrom('a', 'b', 'c', 'd'),
  kind: fc.constantFrom(...kinds, 'out', 'one'),
})
const factor = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 12 })

test('whatever is told of cohorts over months, no sum or difference of it is of fewer than 5', () => {
  let told = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(change, { minLength: 15, maxLength: 90 }), { minLength: 2, maxLength: 7 }),
      factor,
      (months, factors) => {
        const now = new Map<string, Standing>()
        const whose = new Map<string, string>()
        let one = Array.from({ length: 46 }, (_, n) => n)
        const shown: Shown[] = []
        let crowds: Crowd[] = []
        for (const [month, changes] of months.entries()) {
          // Most stay in their cohort, some are moved, leave altogether or come back, or prove to be one with another.
          for (const { person: n, cohort, kind } of changes) {
            const id = `p${n}`
            const [person, other] = [n % 7 ? n % 23 : n, (n + 1) % 23]
            if (kind === 'out') now.delete(id)
            else if (kind === 'one') one = one.map((who) => (who === one[person] ? (one[other] ?? who) : who))
            else
              now.set(id, {
                id,
                person: `${person}`,
                kind,
                cohortId: n % 7 ? String.fromCharCode(97 + (n % 4)) : cohort,
              })
          }
          crowds = regroup(
            crowds,
            [...now.values()].map((each) => ({ ...each, person: `${one[Number(each.person)]}` })),
          )
          // Of whom it was told when it was told first.
          for (const [id, person] of crowds.flatMap(({ members }) => members)) if (!whose.has(id)) whose.set(id, person)
          const parts = new Map(['a', 'b', 'c', 'd'].map((cell) => [cell, shareOf(crowds, cell)]))
          const beside = shareOf(
            crowds.filter(({ cohortId }) => cohortId === ''),
            '',
          )
          const { all, cells } = toldShares(parts, beside)
          for (const [cell, one] of [['', all] as const, ...cells]) {
            if (!one) continue
            told++
            const who = countedIn(crowds, cell)
            expect(one.count).toBe(inFives(who.landed.length))
            expect(one.answered).toBe(one.count + inFives(who.answered.length))
            expect(one.outOf - (one.answered ?? 0)).toBe(inFives(who.silent.length))
            for (const kind of kinds) shown.push({ cell: `${month} ${cell} ${kind}`, who: new Set(who[kind]) })
          }
          const members = crowds.flatMap((crowd) => idsOf(crowd.members))
          expect(new Set(members).size).toBe(members.length)
        }
        expectNobodyAlone(shown, factors, whose)
      },
    ),
    { numRuns: 100 },
  )
  expect(told).toBeGreaterThan(50)
})

test('five parts of one person are not five people, nor are five that were made one since', () => {
  const stand = (person: number, cohort: number, kind: string): Standing => {
    return { id: `${person} in ${cohort}`, person: `${person}`, cohortId: `${cohort}`, kind }
  }
  const cohorts = [0, 1, 2, 3, 4]
  expect(
    regroup(
      [],
      cohorts.flatMap((cohort) => [stand(0, cohort, 'landed'), stand(1, cohort, 'silent')]),
    ),
  ).toEqual([])
  // Each once: what else there is of them waits for five others of the same.
  const [crowd, ...others] = regroup(
    [],
    cohorts.flatMap((cohort) => [stand(0, cohort, 'landed'), stand(cohort, cohort, 'landed')]),
  )
  expect([crowd?.members.length, crowd?.cohortId, others]).toEqual([5, '', []])

  const ten = Array.from({ length: 10 }, (_, i) => stand(i, 0, 'silent'))
  const first = regroup([], ten)
  const asOne = ten.map((each, i) => (i < 5 ? { ...each, person: '0', kind: 'landed' } : each))
  expect(regroup(first, asOne).map(({ kind, members }) => [kind, members.length])).toEqual([['silent', 10]])
  const five = ten.map((each, i) => (i < 5 ? { ...each, kind: 'landed' } : each))
  expect(regroup(first, five).map(({ kind }) => kind)).toEqual(['silent', 'landed'])
})

test('who is counted first is everybody of a cohort; what changes for fewer than 5 waits', () => {
  const stand = (from: number, count: number, kind: string): Standing[] =>
    Array.from({ length: count }, (_, i) => ({ id: `p${from + i}`, person: `p${from + i}`, cohortId: 'a', kind }))
  const sizes = (crowds: readonly Crowd[]) => crowds.map(({ kind, members }) => `${kind} ${members.length}`).sort()
  const first = regroup([], [...stand(0, 12, 'landed'), ...stand(12, 8, 'silent')])
  expect(sizes(first)).toEqual(['landed 12', 'silent 8'])
  const four = [...stand(0, 8, 'landed'), ...stand(8, 12, 'silent'), ...stand(20, 4, 'landed')]
  expect(sizes(regroup(first, four))).toEqual(['landed 12', 'silent 8'])
  const five = [...stand(0, 7, 'landed'), ...stand(7, 13, 'silent'), ...stand(20, 5, 'landed')]
  expect(sizes(regroup(first, five))).toEqual(['landed 5', 'landed 7', 'silent 5', 'silent 8'])
  // Nine of twelve would leave three behind: then nobody moves.
  expect(sizes(regroup(first, [...stand(0, 3, 'landed'), ...stand(3, 17, 'silent')]))).toEqual([
    'landed 12',
    'silent 8',
  ])
  expect(sizes(regroup(first, []))).toEqual(['gone 12', 'gone 8'])
})

const DAYS = 86_400_000
const someEstimates = fc.array(
  fc.record({
    person: fc.nat(16),
    day: fc.integer({ min: 0, max: 300 }),
    kept: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
  }),
  { maxLength: 60 },
)

test('sums over estimates of any months differ by whole changes of at least 5 people', () => {
  fc.assert(
    fc.property(someEstimates, factor, (given, factors) => {
      const all = given.map(({ person, day, kept }, i): NarrowEstimate => {
        const createdAt = Date.UTC(2025, 0, 1) + day * DAYS
        const times = { createdAt, withdrawnAt: kept === null ? null : createdAt + kept * DAYS }
        const figures = { net: 0, low: 0, high: 0, effect: 'both' as const, version: i }
        return { id: `est_${i}`, programId: 'prg', participantId: `p${person}`, ...figures, ...times }
      })
      const looks = Array.from({ length: 18 }, (_, month) => shownOutside(all, Date.UTC(2025, month, 15)))
      // In which looks something about somebody changed is all that sums of looks can depend on.
      const changes = looks.map((look, i): Shown => {
        const idOf = (some: readonly NarrowEstimate[], person: string | null) =>
          some.find(({ participantId }) => participantId === person)?.id
        const people = new Set([...look, ...(looks[i - 1] ?? [])].map(({ participantId }) => participantId ?? ''))
        const changed = [...people].filter((one) => idOf(look, one) !== idOf(looks[i - 1] ?? [], one))
        return { cell: String(i), who: new Set(changed) }
      })
      expectNobodyAlone(
        changes.filter(({ who }) => who.size),
        factors,
      )
    }),
  )
})

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
    { numRuns: process.env.TEST_DB === 'd1' ? 1 : 4 },
  )
  expect(counts).toBeGreaterThan(10)
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
