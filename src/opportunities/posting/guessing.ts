import { parsePlace } from '../../places/parse-place.ts'
import { plainText } from '../../text/plain.ts'
import type { Kind, Typed } from '../schema.ts'
import type { Opening } from './boards.ts'
import { findDay } from './days.ts'
import { readCommitment } from './hours.ts'
import { readLink } from './links.ts'
import { markdownOf } from './markdown-of.ts'
import { readPlaces, writePlaces } from './places.ts'
import type { FieldName } from './schema.ts'
import { writeRemoteRegions } from './terms.ts'

/** A form filled from elsewhere. What was not said there in so many words is `guessed`, and marked for a look. */
export type Prefilled = { typed: Typed; guessed: FieldName[] }

const kindWords: [Kind, RegExp][] = [
  ['phd', /\b(ph\.?d|doctoral)\b/i],
  ['internship', /\bintern(ship)?s?\b/i],
  ['fellowship', /\bfellow(ship)?s?\b/i],
  ['funding', /\b(grants?|funding|scholarships?|bursar(y|ies)|prize)\b/i],
  ['training', /\b(course|bootcamp|training|school|workshop|curriculum)\b/i],
  ['event', /\b(conference|hackathon|meetup|retreat|summit)\b/i],
]
const kindOf = (title: string): Kind => kindWords.find(([, words]) => words.test(title))?.[0] ?? 'role'

const filled = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => value.length > 0))
const guessedOf = (typed: Typed, names: FieldName[]) => names.filter((name) => typed[name] !== undefined)

/** What a board says, in the fields of the form. */
export function ofOpening(opening: Opening): Prefilled {
  const { pay } = opening
  const where = placeFields(opening.location)
  const words = plainText(opening.html)
  const typed = filled({
    kind: kindOf(opening.title),
    title: opening.title.slice(0, 300),
    body: markdownOf(opening.html).slice(0, 20_000),
    applyUrl: opening.link,
    organizationName: opening.organization,
    ...where,
    workplace: opening.workplace || where.workplace || (opening.remote ? 'remote' : ''),
    commitment: timeIn(words) || sayable(opening.time),
    closesOn: findDay(opening.closesOn, null) ?? '',
    ...(pay && {
      pay: 'paid',
      payMin: String(pay.min),
      payMax: String(pay.max),
      currency: pay.currency,
      payPer: pay.per,
    }),
  })
  return { typed, guessed: guessedOf(typed, ['kind', 'places', 'commitment', 'organizationName']) }
}

const sayable = (text: string) => {
  const read = readCommitment(text)
  return 'commitment' in read && read.commitment.basis !== 'unknown' ? text : ''
}

function placeFields(location: string): { places: string; workplace: string; remoteRegions: string } {
  const known = readPlaces(location)
  const whole = parsePlace(location.replaceAll('\n', '; '))
  const { places, workplace, remoteRegions } =
    'value' in known ? known.value : { ...whole, remoteRegions: [...whole.remoteRegions, ...whole.remoteCountries] }
  return { places: writePlaces(places), workplace: workplace ?? '', remoteRegions: writeRemoteRegions(remoteRegions) }
}

const hoursInText =
  /\b\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)?)?\s*(?:h|hrs?|hours|days?)\s*(?:per|an?|each|\/)\s*(?:week|month)(?:\s*(?:for|over)\s*\d+\s*(?:weeks|months))?/i

/** Hours that a text states, else full-time or part-time where it says one of them. */
function timeIn(text: string): string {
  const hours = sayable(hoursInText.exec(text)?.[0] ?? '')
  if (hours) return hours
  const [full, part] = [/\bfull[- ]time\b/i.test(text), /\bpart[- ]time\b/i.test(text)]
  return full && part ? 'full-time or part-time' : full ? 'full-time' : part ? 'part-time' : ''
}

const lineAbout = (lines: readonly string[], subject: RegExp) =>
  lines.flatMap((line) => (line.length < 200 ? (subject.exec(line)?.[1] ?? []) : []))
const PLACE = /^[\s*#>-]*(?:location|place|where|based in)\**\s*[:–-]?\**\s+(.{2,150})$/i
const TIME = /^[\s*#>-]*(?:hours|commitment|time(?: commitment)?|workload)\**\s*[:–-]\**\s*(.{2,150})$/i
const DEADLINE =
  /\b(?:deadline|apply (?:by|before|until)|applications? (?:close|due)|closing date|closes?(?: on)?)\b(.{0,80})/i
const LINK = /https?:\/\/[^\s<>()"']+[^\s<>()"'.,;:!?]/

/** What can be told from a pasted text; the whole text stays in the description. */
export function ofText(text: string, today: string): Prefilled {
  const lines = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trim())
  const titleAt = lines.findIndex((line) => line.length > 2)
  const title = (lines[titleAt] ?? '')
    .slice(0, 300)
    .replace(/^[#*\s]+|[*\s]+$/g, '')
    .slice(0, 200)
  const link = readLink(LINK.exec(text)?.[0] ?? '')
  const typed = filled({
    kind: title ? kindOf(title) : '',
    title,
    body: lines
      .slice(titleAt + 1)
      .join('\n')
      .trim()
      .slice(0, 20_000),
    ...placeFields(lineAbout(lines, PLACE)[0] ?? ''),
    commitment: lineAbout(lines, TIME).map(sayable).find(Boolean) ?? timeIn(text),
    closesOn: findDay(DEADLINE.exec(text)?.[1] ?? '', today) ?? '',
    applyUrl: 'value' in link ? (link.value ?? '') : '',
  })
  return {
    typed,
    guessed: guessedOf(typed, [
      'kind',
      'title',
      'places',
      'workplace',
      'remoteRegions',
      'commitment',
      'closesOn',
      'applyUrl',
    ]),
  }
}
