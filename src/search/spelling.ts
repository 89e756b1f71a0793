import { skillWords } from '../opportunities/terms.ts'
import { fold } from '../text/fold.ts'
import { distance } from '../text/nearest.ts'
import { hasBit, positionsIn } from './bits.ts'
import { findBeforeWords, type OpeningsIndex } from './index-of-openings.ts'
import { namedIn, type Offer, offerOf, valuesByName } from './named.ts'
import { facetValueName } from './naming.ts'
import type { BoardQuery } from './schema.ts'

const SHORTEST = 4
/** So many of the newest openings are looked at: a misspelt word shall cost the same on a board of any size. */
const NEWEST = 2_000
/** Short words are told apart by one letter, longer ones by two. */
const mostChanges = (word: string) => (word.length <= 6 ? 1 : 2)

const held = new WeakMap<OpeningsIndex, ReadonlySet<string>>()
const wordsOf = (text: string) => fold(text).split(' ')
const saysOf = (skill: string) => skillWords(skill).join(' ')

/** The words of the newest titles, of organizations, skills and values of facets: what a reader may have meant. */
function knownWords(index: OpeningsIndex): ReadonlySet<string> {
  let known = held.get(index)
  if (!known) {
    const { country, skill } = index.bits
    const texts = [
      ...index.openings.kept.slice(0, NEWEST).map(({ title }) => title),
      ...index.organizations.values(),
      ...Array.from(country.keys(), (code) => facetValueName('country', code)),
      ...Array.from(skill.keys(), saysOf),
      ...valuesByName.keys(),
    ]
    known = new Set(texts.flatMap(wordsOf).filter((word) => word.length >= SHORTEST))
    held.set(index, known)
  }
  return known
}

/** The search with each unknown word replaced by the nearest known one, or null where that would find nothing either. */
export function didYouMean(index: OpeningsIndex, query: BoardQuery, now: number): Offer | null {
  const known = knownWords(index)
  const words = wordsOf(query.q)
  const meant = words.map((word) => (known.has(word) || word.length < SHORTEST ? word : (nearest(word, known) ?? word)))
  const q = meant.join(' ')
  if (q === words.join(' ')) return null
  const named = namedIn(q)
  if (named && !named.rest) return offerOf(index, query, named, null, now)
  return isFound(index, query, meant, now) ? { query: { ...query, q, cursor: null }, words: q } : null
}

/** Whether one opening has all the words in its title, its organization or its skills: bodies are the database's. */
function isFound(index: OpeningsIndex, query: BoardQuery, words: readonly string[], now: number): boolean {
  const { ids, numbers } = index.organization
  const skills = words.map((word) => [...index.bits.skill].filter(([id]) => wordsOf(saysOf(id)).includes(word)))
  for (const position of [...positionsIn(findBeforeWords(index, query, now))].slice(0, NEWEST)) {
    const organization = index.organizations.get(ids[numbers[position] ?? 0] ?? '')
    const said = wordsOf(`${index.openings.at(position)?.title} ${organization}`)
    if (words.every((word, i) => said.includes(word) || skills[i]?.some(([, bits]) => hasBit(bits, position))))
      return true
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
