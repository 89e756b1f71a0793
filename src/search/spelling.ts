import { professions, skills } from '../taxonomy/terms.ts'
import { fold } from '../text/fold.ts'
import { distance } from '../text/nearest.ts'
import type { OpeningsIndex } from './index-of-openings.ts'
import { facetValueName } from './naming.ts'

const SHORTEST = 4
/** Short words are told apart by one letter, longer ones by two. */
const mostChanges = (word: string) => (word.length <= 6 ? 1 : 2)

const held = new WeakMap<OpeningsIndex, ReadonlySet<string>>()

/** The words of titles, organizations, countries and the vocabulary: what a reader may have meant. */
function knownWords(index: OpeningsIndex): ReadonlySet<string> {
  let known = held.get(index)
  if (!known) {
    const terms = [...skills, ...professions].flatMap((term) => [term.name, ...term.aliases])
    const texts = [...[...index.openings].map(({ title }) => title), ...index.organizations.values()]
    const countries = [...index.bits.country.keys()].map((code) => facetValueName('country', code))
    known = new Set(
      [...terms, ...texts, ...countries]
        .flatMap((text) => fold(text).split(' '))
        .filter((word) => word.length >= SHORTEST),
    )
    held.set(index, known)
  }
  return known
}

/** The search with each unknown word replaced by the nearest known one, or null where nothing is near enough. */
export function didYouMean(index: OpeningsIndex, q: string): string | null {
  const known = knownWords(index)
  const words = fold(q).split(' ').filter(Boolean)
  const meant = words.map((word) => (known.has(word) || word.length < SHORTEST ? word : (nearest(word, known) ?? word)))
  return meant.some((word, i) => word !== words[i]) ? meant.join(' ') : null
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
