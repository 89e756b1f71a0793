import { findProfessions, findSkills, professions, skills } from '../taxonomy/terms.ts'
import { nearName } from '../text/near-names.ts'
import { eachOf, type ReadCell } from './csv-cells.ts'
import { RowProblem } from './mapped-row.ts'
import { quoted } from './quoting.ts'

export const asSkills: ReadCell = (cell, column) =>
  eachOf(cell, column, (name) => only(findSkills(name), name, column, skills, 'skill'))
export const asProfessions: ReadCell = (cell, column) =>
  eachOf(cell, column, (name) => only(findProfessions(name), name, column, professions, 'profession'))

type Term = { id: string; name: string }

/** The key is name and side: a name on both sides is asked for by id. */
function only(
  found: readonly Term[],
  name: string,
  column: string,
  terms: readonly Term[],
  what: 'skill' | 'profession',
): string {
  const [first, ...others] = found
  if (!first) throw new RowProblem(column, `${quoted(name)} is not in the list of ${what}s: ${instead(name, terms)}`)
  if (!others.length) return first.id
  throw new RowProblem(column, `${quoted(name)} stands on both sides: give ${found.map(({ id }) => id).join(' or ')}`)
}

function instead(name: string, terms: readonly Term[]): string {
  const near = nearName(
    name,
    terms.map((term) => term.name),
  )
  return near ? `did you mean ${near}?` : '/api/v1/taxonomy shows it'
}
