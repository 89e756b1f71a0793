import { dayIn, isoInstant } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { tenthsText } from '../statistics/rounding.ts'
import {
  type ProgramCount,
  type Reported,
  selectNarrowEstimates,
  selectNotes,
  selectPeopleInAll,
  selectPrograms,
  selectReported,
} from './queries.ts'
import { type RawRow, type Section, sectionOf } from './report.ts'
import { effects } from './schema.ts'
import { countPeople, hiddenOf, monthOf, type NarrowEstimate, shownOutside, standingAt } from './standing.ts'

/** For the group itself, or for those outside, who see no figure that could tell of fewer than 5 people. */
export type View = 'group' | 'outside'
export type Report = {
  group: { id: string; name: string; example: boolean }
  view: View
  /** The day of it; figures of people are for those outside as of the first of the month. */
  on: string
  peopleAsOf: string
  sections: Section[]
  /** Programs that nobody has estimated. */
  unestimated: string[]
  instrumental: string
  notes: string
}

/** A group's impact report. */
export async function readReport(ctx: Ctx, group: Report['group'], view: View): Promise<Report> {
  const { db, now } = ctx
  const before = view === 'group' ? now + 1 : monthOf(now)
  const today = dayIn(now, 'UTC')
  const [programs, estimates, reported, [notes], [people]] = await db.batch([
    selectPrograms(db, group.id, { today, before }),
    selectNarrowEstimates(db, group.id),
    selectReported(db, group.id),
    selectNotes(db, group.id),
    selectPeopleInAll(db, group.id, before),
  ])
  const standing = standingAt(estimates, now)
  // What happens within the month to the estimate of one person does not show outside.
  const standingPeople = (view === 'group' ? standing : standingAt(estimates, before - 1)).filter(isOfPerson)
  const told = ({ people: ours, toldPeople }: ProgramCount) => (view === 'group' ? ours : toldPeople)
  // Whoever took part in several programs would show in the difference.
  const inAll = (count: number) => (view === 'group' ? thousandths(count) : null)
  const ofActivity = standing.filter((estimate) => !isOfPerson(estimate))
  const everOfPeople = estimates.filter((estimate) => isOfPerson(estimate) && estimate.createdAt < before)
  const listed = view === 'group' ? standingPeople : everOfPeople
  const ofPeople = view === 'group' ? ownRows(programs, standingPeople) : shownRows(programs, listed, now)
  const has = new Set([...ofActivity, ...listed].map(({ programId }) => programId))
  return {
    group: { id: group.id, name: group.name, example: group.example },
    view,
    on: today,
    peopleAsOf: view === 'group' ? today : isoInstant(before).slice(0, 10),
    sections: [
      ...reportedSections(reported),
      ...sectionIf(ofActivity.length > 0, {
        basis: 'activity' as const,
        rows: rowsOf(programs, ofActivity, told),
        people: inAll(people?.activity ?? 0),
        effects: effectsOf(ofActivity),
        remarks: costRemarks(programs, ofActivity),
      }),
      ...sectionIf(ofPeople.length > 0, {
        basis: 'people' as const,
        rows: ofPeople,
        people: inAll(people?.people ?? 0),
        effects: view === 'group' ? effectsOf(standingPeople) : [],
        remarks: [...costRemarks(programs, listed), ...(view === 'group' ? overlapRemarks(standing) : [])],
      }),
    ],
    unestimated: programs.filter(({ id }) => !has.has(id)).map(({ name }) => name),
    instrumental: notes?.instrumental ?? '',
    notes: notes?.notes ?? '',
  }
}

const sectionIf = (wanted: boolean, given: Parameters<typeof sectionOf>[0]) => (wanted ? [sectionOf(given)] : [])
const isOfPerson = ({ participantId }: NarrowEstimate) => participantId !== null
const thousandths = (count: number | null) => (count === null ? null : count * 1_000)

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const item of items) {
    const others = found.get(keyOf(item))
    if (others) others.push(item)
    else found.set(keyOf(item), [item])
  }
  return found
}

/** Each source by itself: figures of two prints are not added. */
function reportedSections(lines: readonly Reported[]): Section[] {
  return [...groupedBy(lines, ({ source }) => source)].map(([source, of]) => {
    const total = of.find((line) => line.total)
    const rows = of.filter((line) => !line.total)
    const [first] = of
    return sectionOf({
      basis: 'reported',
      source,
      sourceUrl: first?.sourceUrl ?? null,
      rows: rows.map(reportedRow),
      printedTotal: total ? { figures: total.figures, note: total.note } : null,
    })
  })
}

const reportedRow = ({ activity, figures, currency, note }: Reported): RawRow => ({
  ...{ activity, currency, note, printed: figures, low: null, high: null, estimated: null, hidden: null },
  occurrences: figures.occurrences?.thousandths ?? null,
  fte: figures.fte?.thousandths ?? null,
  people: figures.people?.thousandths ?? null,
  cost: figures.cost?.thousandths ?? null,
})

/** What the occurrences of a program cost, where all that have begun say so in one currency. */
function costOf({ occurrences, costed, costs }: ProgramCount): { cost: number | null; currency: string | null } {
  const [only, another] = Object.entries(JSON.parse(costs) as Record<string, number>)
  if (!only || another || costed < occurrences) return { cost: null, currency: null }
  return { cost: only[1] * 1_000, currency: only[0] || null }
}

const sum = (estimates: readonly NarrowEstimate[], of: 'net' | 'low' | 'high') =>
  estimates.reduce((total, estimate) => total + estimate[of], 0)

type Told = (program: ProgramCount) => number | null

function rowOf(program: ProgramCount, estimates: readonly NarrowEstimate[], told: Told): RawRow {
  return {
    activity: program.name,
    occurrences: program.occurrences * 1_000,
    fte: sum(estimates, 'net'),
    low: sum(estimates, 'low'),
    high: sum(estimates, 'high'),
    people: thousandths(told(program)),
    ...costOf(program),
    printed: null,
    estimated: null,
    hidden: null,
    note: '',
  }
}

function rowsOf(programs: readonly ProgramCount[], estimates: readonly NarrowEstimate[], told: Told): RawRow[] {
  const of = groupedBy(estimates, ({ programId }) => programId)
  return programs.flatMap((program) => {
    const found = of.get(program.id)
    return found ? [rowOf(program, found, told)] : []
  })
}

/** Sums over people as the group knows them. */
function ownRows(programs: readonly ProgramCount[], standing: readonly NarrowEstimate[]): RawRow[] {
  const of = groupedBy(standing, ({ programId }) => programId)
  return programs.flatMap((program) => {
    const found = of.get(program.id)
    return found ? [{ ...rowOf(program, found, ({ people }) => people), estimated: countPeople(found) }] : []
  })
}

/**
 * The same to those outside, as last shown, and hidden where they could tell of fewer than 5: of every program that had
 * an estimate once, so that the last one withdrawn does not show.
 */
function shownRows(programs: readonly ProgramCount[], ever: readonly NarrowEstimate[], now: number): RawRow[] {
  const byProgram = groupedBy(ever, ({ programId }) => programId)
  const shown = new Map([...byProgram].map(([id, found]) => [id, shownOutside(found, now)]))
  const hidden = hiddenOf(new Map([...shown].map(([id, found]) => [id, countPeople(found)])))
  return programs.flatMap((program) => {
    const found = shown.get(program.id)
    if (!found) return []
    const row = rowOf(program, found, ({ toldPeople }) => toldPeople)
    const why = hidden.get(program.id)
    return [why ? { ...row, fte: null, low: null, high: null, hidden: why } : row]
  })
}

function effectsOf(estimates: readonly NarrowEstimate[]): Section['effects'] {
  return effects.flatMap((effect) => {
    const found = estimates.filter((estimate) => estimate.effect === effect)
    return found.length ? [{ effect, fte: tenthsText(sum(found, 'net') / 1_000) }] : []
  })
}

function overlapRemarks(standing: readonly NarrowEstimate[]): string[] {
  const programsOf = new Map<string, Set<string>>()
  for (const { participantId, programId } of standing)
    if (participantId !== null)
      programsOf.set(participantId, (programsOf.get(participantId) ?? new Set()).add(programId))
  const several = [...programsOf.values()].filter(({ size }) => size > 1).length
  if (!several) return []
  const who = several === 1 ? '1 person is' : `${several} people are`
  return [`${who} estimated under more than one program: what these changed may overlap.`]
}

function costRemarks(programs: readonly ProgramCount[], estimates: readonly NarrowEstimate[]): string[] {
  const has = new Set(estimates.map(({ programId }) => programId))
  return programs
    .filter(({ id, costed, occurrences }) => has.has(id) && costed > 0 && costed < occurrences)
    .map(({ name, costed, occurrences }) => `${name}: ${costed} of ${occurrences} occurrences say what they cost.`)
}
