import { malformed } from '../errors.ts'
import type { FieldName } from './checking.ts'
import { parseJson } from './json-file.ts'
import type { MappedRow } from './mapped-row.ts'
import { readOwnCsv } from './own-csv.ts'
import { aisafety } from './presets/aisafety.ts'
import { aiwatch } from './presets/aiwatch.ts'
import { eightyk } from './presets/eightyk.ts'
import type { Preset } from './presets/preset.ts'
import { usrse } from './presets/usrse.ts'

const OWN = 'csv'
export const presets: readonly Preset[] = [eightyk, usrse, aiwatch, aisafety]
const presetNames: readonly string[] = [...presets.map((preset) => preset.name), OWN]

export type Source = { source: string; rows: MappedRow[]; fieldName?: FieldName }

/**
 * Reads a file as the named preset, or as what it looks like: `isCsv` for our own CSV, else by the shape of its JSON.
 * Throws in words for the person who gave it where the file as a whole cannot be read.
 */
export async function readSource(
  text: string,
  { preset, isCsv }: { preset?: string | undefined; isCsv: boolean },
): Promise<Source> {
  if (preset !== undefined && !presetNames.includes(preset))
    throw malformed(`There is no preset ${JSON.stringify(preset)}; choose from ${presetNames.join(', ')}`)
  if (isCsv && preset !== undefined && preset !== OWN)
    throw malformed(`This is a CSV file, and ${preset} is JSON: leave out --preset for our own CSV`)
  if (isCsv) return { source: OWN, ...(await readOwnCsv(text)) }
  if (preset === OWN) throw malformed('This is JSON, and --preset csv means our own CSV: leave it out')
  const value = parseJson(text)
  const chosen = preset ? presets.find(({ name }) => name === preset) : presets.find((one) => one.recognises(value))
  if (!chosen) throw malformed(`The file is of no shape we know; name its preset: ${presetNames.join(', ')}`)
  if (!chosen.recognises(value)) throw malformed(`This is no file of ${chosen.name}: that is ${chosen.shape}`)
  return { source: chosen.name, rows: chosen.read(value) }
}
