import { fold } from '../text/fold.ts'

let names: Intl.DisplayNames | undefined
/** To ask for a name costs more than all else that is said of a language; there are no more codes than three letters make. */
const known = new Map<string, string>()

/** A language by its code: "English". */
export function languageName(code: string): string {
  names ??= new Intl.DisplayNames('en', { type: 'language' })
  const name = known.get(code) ?? names.of(code) ?? code
  known.set(code, name)
  return name
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

/** A code of two letters or three that has an English name, and no newer code ("iw" is Hebrew, "he" by now). */
export const isLanguage = (code: string) =>
  /^[a-z]{2,3}$/.test(code) && languageName(code) !== code && Intl.getCanonicalLocales(code)[0] === code

/** The code of a language named by its English name or its code, in any case; null where there is none. */
export function findLanguage(text: string): string | null {
  const key = fold(text)
  if (isLanguage(key)) return key
  return languages().get(key) ?? aliases[key] ?? null
}

/** What can be chosen, in the order of the alphabet. */
export const languageChoices = () => [...languages().values()].map(languageName).sort()
