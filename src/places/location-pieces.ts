import { findCountry } from './countries.ts'
import { type Area, countryOfCity, findArea } from './known-places.ts'
import { findRegion } from './regions.ts'
import { mentionsRemote } from './workplace.ts'

// A piece of the text, and what joins it to the piece before.
type Joint = ',' | '(' | '/' | 'or' | ';'
type Reading =
  | { kind: 'area'; area: Area }
  | { kind: 'country'; country: string }
  | { kind: 'region'; regions: string[] }
  | { kind: 'city'; country: string }
  | { kind: 'other' }
// Framed: words of the workplace were taken off ("US based"), so it is no part of "City, US".
export type Piece = { joint: Joint; text: string; remote: boolean; framed: boolean; reading: Reading }

const JOINTS: Readonly<Record<string, Joint>> = {
  '(': '(',
  '[': '(',
  '/': '/',
  or: 'or',
  ';': ';',
  '|': ';',
  '\n': ';',
}

/** Cuts a location text into pieces and says what each is by itself. */
export function piecesOf(text: string): Piece[] {
  const even = text
    .replace(/[–—]/g, '-')
    .replace(/\bD\.\s?C\./g, 'DC')
    .replace(/\b([A-Z]{2})-(?=[A-Z]{2}\b)/g, '$1/')
  const parts = even.split(/\s*([;|\n,:()[\]/]|\s-{1,2}(?=\s)|\bor\b)\s*/)
  const pieces: Piece[] = []
  let joint: Joint = ';'
  parts.forEach((part, at) => {
    if (at % 2 === 1) joint = strongest(joint, JOINTS[part] ?? ',')
    else if (part !== '') {
      pieces.push(...readAll(part, joint))
      joint = ','
    }
  })
  return pieces
}

// "NY) or (" is an alternative: the plainest joint gives way.
const strongest = (left: Joint, right: Joint): Joint => (left === ',' || right !== ',' ? right : left)

// "and" divides only what is not one name: Trinidad and Tobago stays whole.
function readAll(text: string, joint: Joint): Piece[] {
  const whole = read(text, joint)
  if (whole.reading.kind !== 'other' || !/\s(and|&)\s|^and\s/i.test(text)) return [whole]
  const [first = '', ...rest] = text.split(/(?:^|\s+)(?:and|&)\s+/i)
  return [read(first, joint), ...rest.map((part) => read(part, 'or'))].filter((piece) => piece.text !== '')
}

function read(text: string, joint: Joint): Piece {
  const remote = mentionsRemote(text)
  const bare = withoutFrame(text)
  for (const candidate of [text, text.replace(/\s\d{5}(-\d{4})?$/, ''), withoutMetro(text), bare]) {
    const reading = recognise(candidate)
    if (reading) return { joint, text: candidate, remote, framed: candidate === bare && bare !== text, ...reading }
  }
  return { joint, text: withoutMetro(bare), remote, framed: bare !== text, reading: { kind: 'other' } }
}

const withoutMetro = (text: string) =>
  text.replace(/^(the )?greater /i, '').replace(/ (metro(politan)?( area| region)?|area|region)$/i, '')

const FRAME =
  /^(remote(ly)?|virtual|fully|full|100%|hybrid|on-?site|in-person|tele-?work|can|could|be|may|also|offices?|available|eligible|possible|allowed|optional|option|ok|okay|friendly|flexible|work(ing)?|from|in|within|for|to|anywhere|based|located|residents?|the|only|either|with|w|PT|FT|required|preferred|must|reside|live)$/i

// "remote in the US only" -> "US": words of the workplace are taken off both ends.
function withoutFrame(text: string): string {
  const words = text.split(/\s+/)
  while (words[0] !== undefined && FRAME.test(words[0])) words.shift()
  for (let last = words.at(-1); last !== undefined && FRAME.test(last); last = words.at(-1)) words.pop()
  return words.join(' ')
}

type Recognised = { text?: string; reading: Reading } | null

function recognise(text: string): Recognised {
  const area = findArea(text)
  if (area) return { reading: { kind: 'area', area } }
  const country = /^[A-Z]{2}$/.test(text) && text !== 'US' && text !== 'UK' ? null : findCountry(text)
  const cityCountry = countryOfCity(text)
  if (cityCountry) return { reading: { kind: 'city', country: cityCountry } }
  if (country) return { reading: { kind: 'country', country } }
  const regions = findRegion(text)
  if (regions.length > 0) return { reading: { kind: 'region', regions } }
  return recogniseTail(text)
}

// "Upton NY", "Montreal QC", "IL USA": a city or code and what it lies in, without a comma.
function recogniseTail(text: string): Recognised {
  const [, head, tail] = /^(.+?),?\s+([A-Z]{2,3})$/.exec(text) ?? []
  if (head === undefined || tail === undefined) return null
  const inner = findArea(head)
  if (inner && findCountry(tail) === inner.country)
    return { reading: { kind: 'area', area: { ...inner, isCode: false } } }
  const area = findArea(tail)
  if (!area?.isCode || !(looksLikeCity(head) || inner || countryOfCity(head))) return null
  return { text: head, reading: { kind: 'city', country: area.country } }
}

const INSTITUTION =
  /\b(universit\w*|univ|institut\w*|college|schools?|cent(er|re)s?|lab|labs|laborator\w+|departments?|faculty|foundation|inc|ltd|llc|gmbh|corp|corporation|company|hospital|clinic|campus|division|group|team|projects?|programs?|initiative|office|agency|services?|systems?|technolog\w+|tech|sciences?|research|engineering|energy|health|medicine|analytics|computing|software|alliance|society|consortium|observatory|museum|library|network|hub|facility|source|academy|partners|ventures|capital|international|global|worldwide|anywhere|various|multiple|locations?|any|flexible|remote|hybrid|time|timezones?|zones?)\b/i
const CITIES_ALL_THE_SAME =
  /^(State College|College Park|College Station|University Park|University City|Research Triangle Park)$/
const PARTICLE = /^(de|del|la|le|el|da|do|dos|der|am|an|on|of|the|upon|sur|sous|and)$/

/** True for a few capitalised words that name no institution: a city as far as form tells. */
export function looksLikeCity(text: string): boolean {
  if (CITIES_ALL_THE_SAME.test(text)) return true
  const words = text.split(/\s+/)
  if (text === '' || words.length > 4 || /[\d@&"“”!?]/.test(text) || INSTITUTION.test(text)) return false
  return /^\p{Lu}/u.test(text) && words.every((word) => PARTICLE.test(word) || /^\p{Lu}(?![^-]*\p{Lu})/u.test(word))
}
