import { fold } from '../../text/fold.ts'
import type { Part } from './packing.ts'
import type { FailedRow, PersonRow } from './reading-rows.ts'

const ROWS_A_PART = 500
const MOST_OF_ONE = 200

/** Parts of at most 500 rows in which everybody has all of their rows: what one row says is never undone by the next. */
export function partsOf(read: readonly (PersonRow | FailedRow)[]): Part[] {
  const failed = read.filter((row): row is FailedRow => 'reason' in row)
  const people: PersonRow[][] = []
  for (const rows of peopleOf(read.filter((row): row is PersonRow => !('reason' in row)))) {
    const checked = agreeing(rows)
    failed.push(...checked.failed)
    if (checked.rows.length) people.push(checked.rows)
  }
  return cut(people, failed)
}

function cut(people: readonly PersonRow[][], failed: readonly FailedRow[]): Part[] {
  const parts: Part[] = []
  let room = 0
  const open = (rows: number): Part => {
    const last = parts.at(-1)
    if (last && rows <= room) {
      room -= rows
      return last
    }
    const next = { people: [], failed: [] }
    parts.push(next)
    room = ROWS_A_PART - rows
    return next
  }
  for (const rows of people) open(rows.length).people.push(rows)
  for (const row of failed) open(1).failed.push(row)
  return parts
}

/** By what a row names somebody. A name alone is one person, as long as no row gives an address or id with it. */
function keysOf({ name, email, externalId }: PersonRow): string[] {
  const keys = [email && `email ${email.toLowerCase()}`, externalId && `id ${externalId}`].filter((key) => key !== null)
  return keys.length ? keys : [`name ${fold(name)}`]
}

/** The rows of each person, in the order of the file: rows that share an address or an id are of one person. */
function peopleOf(rows: readonly PersonRow[]): PersonRow[][] {
  const parent = rows.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) at = parent[at] = parent[up] ?? up
    return at
  }
  const first = new Map<string, number>()
  for (const [i, row] of rows.entries())
    for (const key of keysOf(row)) {
      const before = first.get(key)
      if (before === undefined) first.set(key, i)
      else parent[root(i)] = root(before)
    }
  const people = new Map<number, PersonRow[]>()
  for (const [i, row] of rows.entries()) {
    const whose = root(i)
    const own = people.get(whose)
    if (own) own.push(row)
    else people.set(whose, [row])
  }
  return [...people.values()]
}

/** What the rows of one person say together; a row that gainsays an earlier one fails. */
export function agreeing(rows: readonly PersonRow[]): { rows: PersonRow[]; failed: FailedRow[] } {
  const kept: PersonRow[] = []
  const failed: FailedRow[] = []
  const said = new Map<string, { row: number; value: string }>()
  for (const row of rows) {
    const reason = kept.length >= MOST_OF_ONE ? `More than ${MOST_OF_ONE} rows are of this person` : gainsaid(row, said)
    if (reason) failed.push({ row: row.row, reason })
    else kept.push(row)
  }
  return { rows: kept, failed }
}

function gainsaid(row: PersonRow, said: Map<string, { row: number; value: string }>): string | null {
  const facts = factsOf(row)
  for (const [what, words, value] of facts) {
    const before = said.get(what)
    if (before && before.value !== value) return `${words}: row ${before.row} says otherwise of the same person`
  }
  for (const [what, , value] of facts) if (!said.has(what)) said.set(what, { row: row.row, value })
  return null
}

function factsOf({ row: _, ...row }: PersonRow): [what: string, words: string, value: string][] {
  const part = `${row.cohortId} ${row.role}`
  const { stage, engagement } = row
  const found: [string, string, string | null][] = [
    ['email', 'E-mail address', row.email?.toLowerCase() ?? null],
    [`ended ${part}`, 'Finished or left', row.cohortId && endOf(row)],
    [`stage ${stage?.on} ${stage?.dated}`, 'Stage', stage?.stage ?? null],
    [`engagement ${engagement?.on} ${engagement?.dated}`, 'Engagement', engagement?.engagement ?? null],
  ]
  return found.filter((fact): fact is [string, string, string] => fact[2] !== null)
}

const endOf = ({ finishedOn, leftOn }: Pick<PersonRow, 'finishedOn' | 'leftOn'>) =>
  finishedOn ? `finished ${finishedOn}` : leftOn && `left ${leftOn}`
