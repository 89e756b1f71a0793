import type { CsvRow } from '../../text/csv-table.ts'
import { fold } from '../../text/fold.ts'
import type { Column, Field } from './schema.ts'

const MOST_EXAMPLES = 3
const EXAMPLE_LENGTH = 60

/** What lists and forms call what we hold, folded; the first column of a name is taken. */
const known: Readonly<Record<Field, readonly string[]>> = {
  name: ['name', 'full name', 'participant', 'participant name', 'your name', 'nom complet', 'attendee', 'person'],
  firstName: ['first name', 'firstname', 'given name', 'prenom', 'forename'],
  lastName: ['last name', 'lastname', 'surname', 'family name', 'nom', 'nom de famille'],
  email: ['email', 'e mail', 'email address', 'e mail address', 'your email', 'mail', 'adresse mail', 'contact email'],
  externalId: ['id', 'external id', 'externalid', 'record id', 'airtable id', 'participant id', 'submission id'],
  program: ['program', 'programme', 'activity', 'course', 'programmes', 'programs'],
  cohort: ['cohort', 'cohort number', 'edition', 'batch', 'cohorte', 'promotion', 'session'],
  role: ['role', 'type', 'participant type'],
  finishedOn: ['finished', 'finished on', 'completed', 'completed on', 'completion date', 'graduated', 'end date'],
  leftOn: ['left', 'left on', 'dropped out', 'dropped out on', 'dropout date', 'withdrew'],
  stage: ['stage', 'pipeline stage', 'extra stage', 'status', 'level'],
  stageOn: ['stage on', 'stage date', 'stage since', 'stage reached on', 'reached on', 'date of stage'],
  engagement: ['engagement', 'engagement status', 'activity status'],
  engagementOn: ['engagement on', 'engagement date', 'engagement since', 'last engaged'],
}

/** Which column probably says what, by its heading. */
export function guessColumns(headings: readonly string[]): Partial<Record<Field, number>> {
  const folded = headings.map(fold)
  const guessed: Partial<Record<Field, number>> = {}
  for (const [field, names] of Object.entries(known) as [Field, readonly string[]][]) {
    const at = names.map((name) => folded.indexOf(name)).find((found) => found >= 0)
    if (at !== undefined) guessed[field] = at
  }
  if (guessed.name === undefined || guessed.firstName === undefined) return guessed
  const { firstName: _first, lastName: _last, ...rest } = guessed
  return rest
}

/** Pages show no address: of one its host is left. */
const withoutAddresses = (text: string) => text.replace(/[^\s@<>,;:"']+@(?=[^\s@<>,;:"'])/g, '…@')

const shorten = (text: string) => (text.length > EXAMPLE_LENGTH ? `${text.slice(0, EXAMPLE_LENGTH)}…` : text)

// Half of a pair and control characters cannot be kept as they are.
const printable = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()

/** Each column with its heading, told apart where two are called the same, and examples of what it holds. */
export function describeColumns(header: readonly string[], rows: readonly CsvRow[]): Column[] {
  const used = new Map<string, number>()
  return header.map((given, at) => {
    const name = shorten(printable(withoutAddresses(given))) || `Column ${at + 1}`
    const times = (used.get(name) ?? 0) + 1
    used.set(name, times)
    return { heading: times > 1 ? `${name} (${times})` : name, examples: examplesOf(rows, at) }
  })
}

function examplesOf(rows: readonly CsvRow[], at: number): string[] {
  const found = new Set<string>()
  for (const { cells } of rows.slice(0, 200)) {
    const text = shorten(printable(withoutAddresses((cells[at] ?? '').slice(0, 1_000))))
    if (text) found.add(text)
    if (found.size === MOST_EXAMPLES) break
  }
  return [...found]
}
