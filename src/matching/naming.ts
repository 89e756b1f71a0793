import { countryName } from '../places/countries.ts'
import { regions } from '../places/regions.ts'
import { languageName } from '../search/naming.ts'
import { fold } from '../text/fold.ts'

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

const aliases: Record<string, string> = {
  castilian: 'es',
  deutsch: 'de',
  espanol: 'es',
  farsi: 'fa',
  flemish: 'nl',
  francais: 'fr',
  italiano: 'it',
  mandarin: 'zh',
  portugues: 'pt',
}

/** English and other languages with a two-letter code, by their folded English names; built on first use. */
let codesByName: ReadonlyMap<string, string> | undefined

function languages(): ReadonlyMap<string, string> {
  codesByName ??= new Map(twoLetters().flatMap((code) => (isLanguage(code) ? [[fold(languageName(code)), code]] : [])))
  return codesByName
}

const letters = [...'abcdefghijklmnopqrstuvwxyz']
const twoLetters = () => letters.flatMap((first) => letters.map((second) => first + second))

/** It has an English name, and no newer code ("iw" is Hebrew, "he" by now). */
const isLanguage = (code: string) => languageName(code) !== code && Intl.getCanonicalLocales(code)[0] === code

/** The code of a language named by its English name or its code, in any case; null where there is none. */
export function findLanguage(text: string): string | null {
  const key = fold(text)
  if (/^[a-z]{2,3}$/.test(key) && isLanguage(key)) return key
  return languages().get(key) ?? aliases[key] ?? null
}

/** What can be chosen, in the order of the alphabet. */
export const languageChoices = () => [...languages().values()].map(languageName).sort()
