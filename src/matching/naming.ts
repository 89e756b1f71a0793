import { countryName } from '../places/countries.ts'
import { regions } from '../places/regions.ts'

const regionNames = new Map(regions.map(({ id, name }) => [id, name]))
const withArticle = new Set(
  (
    'AE AX BQ BS CC CD CF CG CK DO FK FO GB GM GS IM IO KM KY MH MP MV NL PH PN PS SB SC TC TF UM US VG VI ' +
    'americas european_union middle_east'
  ).split(' '),
)

/** A country or region inside a sentence: "France", "the United Kingdom", "the Americas". */
export function placeName(id: string): string {
  const name = regionNames.get(id) ?? countryName(id)
  return withArticle.has(id) ? `the ${name}` : name
}
