import { Address, line } from '../../fields.ts'
import { fold } from '../../text/fold.ts'
import { type Engagement, engagements, type Stage, stages } from '../schema.ts'
import { type CohortChoice, findCohort } from './cohort-choice.ts'
import { readDay } from './days.ts'
import { type CohortRole, type Field, fieldNames, type Mapping } from './schema.ts'

/** A row as it came: its number in the file, its cells, and what is wrong with it as a row. */
export type RawRow = [row: number, cells: string[], problem: string | null]

/** What one row says of somebody. */
export type PersonRow = {
  row: number
  name: string
  email: string | null
  externalId: string | null
  cohortId: string | null
  role: CohortRole
  finishedOn: string | null
  leftOn: string | null
  stage: { stage: Stage; on: string; dated: boolean } | null
  engagement: { engagement: Engagement; on: string; dated: boolean } | null
}
export type FailedRow = { row: number; reason: string }

class Refused extends Error {}
const refuse = (field: Field, message: string) => new Refused(`${fieldNames[field]}: ${message}`)

/** Reads a row as its file's mapping says: what it says, or what to change in it. Never throws. */
export function readRow(
  [row, cells, problem]: RawRow,
  mapping: Mapping,
  cohorts: readonly CohortChoice[],
): PersonRow | FailedRow {
  if (problem) return { row, reason: problem }
  const cell = (field: Field) => cellOf(cells, mapping.columns[field])
  try {
    return { row, ...personOf(cell), ...partOf(cell, mapping, cohorts), ...standingOf(cell, mapping) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { row, reason: error.message }
  }
}

type Cell = (field: Field) => string

/** Spreadsheets guard a leading sign with `'`. */
const cellOf = (cells: readonly string[], at: number | undefined) =>
  at === undefined ? '' : (cells[at] ?? '').trim().replace(/^'(?=[=+\-@])/, '')

const Line = line(200)

function textOf(field: Field, text: string): string {
  if (text.startsWith('=')) throw refuse(field, 'it is a formula; save the table with its values')
  if (!text) return ''
  const read = Line.safeParse(text)
  if (!read.success) throw refuse(field, lowered(read.error.issues[0]?.message ?? 'it cannot be read'))
  return read.data
}
const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function personOf(cell: Cell): Pick<PersonRow, 'name' | 'email' | 'externalId'> {
  const whole = textOf('name', cell('name'))
  const parts = [textOf('firstName', cell('firstName')), textOf('lastName', cell('lastName'))]
  const name = whole || parts.filter(Boolean).join(' ')
  const email = emailOf(cell('email'))
  const externalId = textOf('externalId', cell('externalId')) || null
  if (!email && !fold(name)) throw refuse('name', 'give a name or an address')
  return { name, email, externalId }
}

function emailOf(text: string): string | null {
  if (!text) return null
  const read = Address.safeParse(text.replace(/^mailto:/i, ''))
  if (read.success && !/[\p{Cc}\p{Cf}]/u.test(read.data)) return read.data
  throw refuse('email', 'this is no address such as name@example.org')
}

function dayOf(field: Field, cell: Cell, { order }: Mapping): string | null {
  const text = cell(field)
  if (!text) return null
  const read = readDay(text, order)
  if ('problem' in read) throw refuse(field, `${quoted(text)}: ${read.problem}`)
  return read.day
}

/** What a cell says, short; an address is never repeated. */
const quoted = (text: string) =>
  `“${text
    .replace(/[^\s@]+@/g, '…@')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .slice(0, 40)}”`

const roles: Readonly<Record<CohortRole, readonly string[]>> = {
  participant: ['participant', 'attendee', 'student', 'fellow', 'mentee', 'learner', 'hacker'],
  mentor: ['mentor', 'facilitator', 'teacher', 'ta', 'teaching assistant', 'instructor', 'supervisor'],
  organizer: ['organizer', 'organiser', 'staff', 'host', 'lead'],
}

function roleOf(text: string, fallback: CohortRole): CohortRole {
  const word = fold(text)
  if (!word) return fallback
  const role = (Object.keys(roles) as CohortRole[]).find((one) => roles[one].includes(word))
  if (role) return role
  throw refuse('role', `${quoted(text)}: write participant, mentor or organizer`)
}

function partOf(cell: Cell, mapping: Mapping, cohorts: readonly CohortChoice[]) {
  const finishedOn = dayOf('finishedOn', cell, mapping)
  const leftOn = dayOf('leftOn', cell, mapping)
  if (finishedOn && leftOn) throw refuse('leftOn', 'give the day they finished or the day they left, not both')
  const found = findCohort({ program: cell('program'), cohort: cell('cohort') }, cohorts, mapping.cohortId)
  if ('problem' in found) throw refuse(found.field, found.problem)
  if (!found.id && (finishedOn || leftOn)) throw refuse('cohort', 'say which cohort they finished or left')
  return { cohortId: found.id, role: roleOf(cell('role'), mapping.role), finishedOn, leftOn }
}

const words = {
  stage: {
    exposure: ['exposure', 'exposed', 'aware', 'introduction'],
    technical_upskilling: ['technical upskilling', 'upskilling', 'training', 'learning'],
    research: ['research', 'researcher', 'researching'],
    alignment: ['alignment', 'alignment research', 'in the field', 'working in the field'],
  } satisfies Record<Stage, readonly string[]>,
  engagement: {
    engaged: ['engaged', 'active'],
    paused: ['paused', 'on hold', 'pause'],
    left: ['left', 'disengaged', 'inactive', 'gone'],
    returned: ['returned', 'back', 'came back'],
  } satisfies Record<Engagement, readonly string[]>,
}

function wordOf<T extends string>(
  field: 'stage' | 'engagement',
  text: string,
  all: readonly T[],
  known: Record<T, readonly string[]>,
): T | null {
  const word = fold(text)
  if (!word) return null
  const found = all.find((one) => known[one].includes(word))
  if (found) return found
  throw refuse(field, `${quoted(text)}: write ${all.map((one) => one.replaceAll('_', ' ')).join(', ')}`)
}

function standingOf(cell: Cell, mapping: Mapping): Pick<PersonRow, 'stage' | 'engagement'> {
  const stage = wordOf('stage', cell('stage'), stages, words.stage)
  const engagement = wordOf('engagement', cell('engagement'), engagements, words.engagement)
  const stageOn = dayOf('stageOn', cell, mapping)
  const engagementOn = dayOf('engagementOn', cell, mapping)
  return {
    stage: stage && { stage, on: stageOn ?? mapping.asOf, dated: stageOn !== null },
    engagement: engagement && { engagement, on: engagementOn ?? mapping.asOf, dated: engagementOn !== null },
  }
}
