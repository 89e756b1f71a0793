import { describeShare } from '../commitment.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { skillWords } from '../opportunities/terms.ts'
import { fold } from '../text/fold.ts'
import { facetValueName } from './naming.ts'
import { type Facet, snippetMarks } from './schema.ts'
import { typedTerms } from './text.ts'

/** So many words are shown around what was found, and so many of them before it. */
const SHOWN = 16
const BEFORE = 5

/**
 * Where searched words stand in what a card holds, marked, or null: the body is the database's to look through. Of what
 * stands in fields it says which: "Skill: AI governance".
 */
export function foundIn(card: OpportunityCard, q: string): string | null {
  const isSearched = searched(q)
  for (const text of [card.summary, `${card.title} · ${card.organization.name}`]) {
    const marked = markedIn(text, isSearched)
    if (marked) return marked
  }
  for (const { label, name, words } of termsOf(card))
    if (isAmong(words.join(' '), isSearched)) return `${label}: ${markedIn(name, isSearched) ?? name}`
  return null
}

/** A term as it is called, and all the words that find it. */
type Term = { label: string; name: string; words: readonly string[] }

/** What tells most first. */
function* termsOf(card: OpportunityCard): Generator<Term> {
  const named = (label: string, facet: Facet, values: readonly string[]) =>
    values.map((value) => {
      const name = facetValueName(facet, value)
      return { label, name, words: [name, value, ...(facet === 'skill' ? skillWords(value) : [])] }
    })
  yield* named('Skill', 'skill', [...card.skills.map(({ id }) => id), ...card.teaches])
  yield* named('Kind', 'kind', [card.kind])
  for (const { city, country } of card.places) {
    const name = [city, facetValueName('country', country)].filter(Boolean).join(', ')
    yield { label: 'Place', name, words: [name] }
  }
  for (const id of card.remoteRegions) yield* named('Place', id.length === 2 ? 'country' : 'region', [id])
  yield* named('Made for', 'audience', card.audiences)
  yield* named('Work group', 'work_group', card.workGroups)
  yield* named('Workplace', 'workplace', card.workplace ? [card.workplace] : [])
  yield* named('Profession', 'profession', card.professions)
  const share = describeShare(card.commitment)
  yield { label: 'Commitment', name: share, words: [share] }
}

const isAmong = (text: string, isSearched: (word: string) => boolean) => fold(text).split(' ').some(isSearched)

/** Tells whether a word, folded, is one of those searched; a last one may be the beginning of it. */
function searched(q: string): (word: string) => boolean {
  const terms = typedTerms(q)
  const words = new Set(terms.flatMap(({ text }) => fold(text).split(' ')))
  const last = terms.at(-1)
  const beginning = last?.isBeginning ? (fold(last.text).split(' ').at(-1) ?? '') : ''
  return (word) => words.has(word) || (beginning !== '' && word.startsWith(beginning))
}

function markedIn(text: string, isSearched: (word: string) => boolean): string | null {
  if (!isAmong(text, isSearched)) return null
  // Every second piece is a word, with what stands between them.
  const pieces = text.split(/([\p{L}\p{M}\p{N}]+)/u)
  const isHit = (i: number) => i % 2 === 1 && isSearched(fold(pieces[i] ?? ''))
  const first = pieces.findIndex((_, i) => isHit(i))
  if (first < 0) return null
  const from = Math.max(0, first - 2 * BEFORE)
  const to = Math.min(pieces.length, from + 2 * SHOWN)
  const shown = pieces.slice(from, to).map((piece, i) => (isHit(from + i) ? marked(piece) : piece))
  return `${from > 0 ? '… ' : ''}${shown.join('').trim()}${to < pieces.length - 1 ? ' …' : ''}`
}

const marked = (word: string) => snippetMarks.open + word + snippetMarks.close
