import { parseArgs } from 'node:util'
import { columns } from '../imports/own-csv-columns.ts'
import { presets } from '../imports/presets.ts'

export type Asked = { file: string; preset: string | undefined; dryRun: boolean }

const columnNames = columns.map(({ name }) => name).join(', ')
const lines = columnNames.replace(/(.{1,96})(?: |$)/g, '  $1\n').trimEnd()

export const importUsage = `Usage: npm run import -- FILE [--preset NAME] [--dry-run]

Reads opportunities and organizations. FILE is our own CSV, or JSON of a source that we know.
Every row that cannot be read is told with what to change; the others arrive. A second run changes nothing.

  --preset NAME  says which source FILE comes from, where its shape leaves doubt:
${presets.map(({ name, about }) => `                   ${name.padEnd(9)} ${about}`).join('\n')}
                   csv       Our own CSV
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
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) return { help: true }
    const [file, ...others] = positionals
    if (!file || others.length) return { wrong: 'Give one file' }
    if (values.as !== undefined) return { wrong: 'Imports run as the operator: --as is not available' }
    return { file, preset: values.preset, dryRun: values['dry-run'] ?? false }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}
