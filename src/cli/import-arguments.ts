import { parseArgs } from 'node:util'
import { columns } from '../imports/own-csv-columns.ts'
import { presets } from '../imports/presets.ts'
import { type DayOrder, dayOrders } from '../programs/participants/schema.ts'
import { type Basis, bases } from '../programs/schema.ts'

/** The preset for people of a group. */
export const PARTICIPANTS = 'participants'

export type Asked = {
  file: string
  preset: string | undefined
  dryRun: boolean
  /** A group's key, for its people. */
  as: string | undefined
  basis: Basis | undefined
  dates: DayOrder | undefined
}

const columnNames = columns.map(({ name }) => name).join(', ')
const lines = columnNames.replace(/(.{1,96})(?: |$)/g, '  $1\n').trimEnd()

export const importUsage = `Usage: npm run import -- FILE [--preset NAME] [--dry-run]
       npm run import -- FILE --preset participants --as KEY [--basis BASIS] [--dates ORDER] [--dry-run]

Reads opportunities and organizations. FILE is our own CSV, or JSON of a source that we know.
Every row that cannot be read is told with what to change; the others arrive. A second run changes nothing.

  --preset NAME  says which source FILE comes from, where its shape leaves doubt:
${presets.map(({ name, about }) => `                   ${name.padEnd(9)} ${about}`).join('\n')}
                   csv       Our own CSV
                   participants  People of a group, as Airtable, Google Sheets or a form exports them
  --as KEY       a key of the group whose people these are
  --basis BASIS  on which ground the group holds them: ${bases.join(', ')}; else legitimate_interest
  --dates ORDER  how 03/04/2026 is read, where the file leaves doubt: dmy or mdy
  --dry-run      says what would become of each row and writes nothing
  -h, --help     shows this

Columns of our own CSV, in any order; title, kind and url are needed:
${lines}

Example: npm run import -- postings.csv --dry-run
`

/** What the command line asks for; `wrong` where it makes no sense. */
export function readImportArguments(args: readonly string[]): Asked | { help: true } | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        preset: { type: 'string' },
        'dry-run': { type: 'boolean' },
        as: { type: 'string' },
        basis: { type: 'string' },
        dates: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return { help: true }
    const [file, ...others] = positionals
    if (!file || others.length) return { wrong: 'Give one file' }
    const { preset, as, basis, dates } = values
    if (preset === PARTICIPANTS && as === undefined) return { wrong: 'Give a key of the group: --as onw_…' }
    if (preset !== PARTICIPANTS && (as ?? basis ?? dates) !== undefined)
      return {
        wrong: 'Opportunities are imported as the operator: --as, --basis and --dates go with --preset participants',
      }
    if (basis !== undefined && !isOneOf(bases, basis)) return { wrong: `--basis is one of ${bases.join(', ')}` }
    if (dates !== undefined && !isOneOf(dayOrders, dates)) return { wrong: `--dates is ${dayOrders.join(' or ')}` }
    return { file, preset, dryRun: values['dry-run'] ?? false, as, basis, dates }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

const isOneOf = <T extends string>(all: readonly T[], value: string): value is T =>
  (all as readonly string[]).includes(value)
