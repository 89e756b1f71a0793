import { skillWords } from '../opportunities/terms.ts'
import { fold } from '../text/fold.ts'
import { distance } from '../text/nearest.ts'
import { type Bits, hasBit, positionsIn } from './bits.ts'
import { findBeforeWords, type OpeningsIndex } from './index-of-openings.ts'
import { namedIn, type Offer, offerOf, valueNames } from './named.ts'
import { facetValueName } from './naming.ts'
import type { BoardQuery } from './schema.ts'

const SHORTEST = 4
/** Short words are told apart by one letter, longer ones by two. */
const mostChanges = (word: string) => (word.length <= 6 ? 1 : 2)

type Known = {
  /** What a reader may have meant. */
  words: ReadonlySet<string>
  /** Of the words of terms, what each finds. */
  terms: ReadonlyMap<string, readonly Bits[]>
}
const held = new WeakMap<OpeningsIndex, Known>()

const wordsOf = (text: string) => fold(text).split(' ')

/** The words of titles, organizations and terms that are open, and the names of values of facets. */
function knownOf(index: OpeningsIndex): Known {
  const kept = held.get(index)
  if (kept) return kept
  const terms = termsOf(index)
  const titles = Array.from(index.openings, ({ title }) => title)
  const countries = [...index.bits.country.keys()].map((code) => facetValueName('country', code))
  const texts = [...titles, ...index.organizations.values(), ...countries, ...valueNames]
  const words = [...texts.flatMap(wordsOf), ...terms.keys()].filter((word) => word.length >= SHORTEST)
  const known = { words: new Set(words), terms }
  held.set(index, known)
  return known
}

function termsOf({ bits }: OpeningsIndex): Known['terms'] {
  const terms = new Map<string, Bits[]>()
  const add = (sets: ReadonlyMap<string, Bits>, saying: (value: string) => string) => {
    for (const [value, set] of sets)
      for (const word of new Set(wordsOf(saying(value)))) terms.set(word, [...(terms.get(word) ?? []), set])
  }
  for (const sets of [bits.kind, bits.work_group, bits.audience]) add(sets, (value) => value)
  for (const sets of [bits.skill, bits.teaches]) add(sets, (id) => skillWords(id).join(' '))
  add(bits.profession, (id) => facetValueName('profession', id))
  add(bits.named, (code) => facetValueName('country', code))
  return terms
}

/** The search with each unknown word replaced by the nearest known one, or null where that would find nothing either. */
export function didYouMean(index: OpeningsIndex, query: BoardQuery, now: number): Offer | null {
  const { words: known } = knownOf(index)
  const words = wordsOf(query.q)
  const meant = words.map((word) => (known.has(word) || word.length < SHORTEST ? word : (nearest(word, known) ?? word)))
  if (meant.every((word, i) => word === words[i])) return null
  const q = meant.join(' ')
  const named = namedIn(q)
  if (named && !named.rest) return offerOf(index, query, named, null, now)
  return isFound(index, query, meant, now) ? { query: { ...query, q, cursor: null }, words: q } : null
}

/** Whether one opening has all the words, as far as that is known without its body. */
function isFound(index: OpeningsIndex, query: BoardQuery, words: readonly string[], now: number): boolean {
  const { terms } = knownOf(index)
  const { ids, numbers } = index.organization
  for (const position of positionsIn(findBeforeWords(index, query, now))) {
    const organization = index.organizations.get(ids[numbers[position] ?? 0] ?? '')
    const said = wordsOf(`${index.openings.at(position)?.title} ${organization}`)
    const isSaid = (word: string) =>
      said.includes(word) || (terms.get(word) ?? []).some((bits) => hasBit(bits, position))
    if (words.every(isSaid)) return true
  }
  return false
}

function nearest(word: string, known: ReadonlySet<string>): string | null {
  let best: { word: string; changes: number } | null = null
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > mostChanges(word)) continue
    const changes = distance(word, candidate)
    const closer = !best || changes < best.changes || (changes === best.changes && candidate < best.word)
    if (changes <= mostChanges(word) && closer) best = { word: candidate, changes }
  }
  return best?.word ?? null
}
