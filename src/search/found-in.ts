import type { OpportunityCard } from '../opportunities/queries.ts'
import { termsOf } from '../opportunities/terms.ts'
import { skillNames } from '../taxonomy/naming.ts'
import { fold } from '../text/fold.ts'
import { snippetMarks } from './schema.ts'
import { typedTerms } from './text.ts'

/** So many words are shown around what was found, and so many of them before it. */
const SHOWN = 16
const BEFORE = 5

/** Where searched words stand in what a card holds, marked, or null: the body is the database's to look through. */
export function foundIn(card: OpportunityCard, q: string): string | null {
  const isSearched = searched(q)
  for (const text of linesOf(card)) {
    const marked = markedIn(text, isSearched)
    if (marked) return marked
  }
  return null
}

/** What tells most first; what takes longest to write last. */
function* linesOf(card: OpportunityCard): Generator<string> {
  yield card.summary
  yield `${card.title} · ${card.organization.name}`
  yield [...card.skills.map(({ id }) => id), ...card.teaches].map((id) => skillNames.get(id) ?? id).join(' · ')
  yield* termsOf(card).split('\n')
}

/** Tells whether a word, folded, is one of those searched; a last one may be the beginning of it. */
function searched(q: string): (word: string) => boolean {
  const terms = typedTerms(q)
  const words = new Set(terms.flatMap(({ text }) => fold(text).split(' ')))
  const last = terms.at(-1)
  const beginning = last?.isBeginning ? (fold(last.text).split(' ').at(-1) ?? '') : ''
  return (word) => words.has(word) || (beginning !== '' && word.startsWith(beginning))
}

function markedIn(text: string, isSearched: (word: string) => boolean): string | null {
  if (!fold(text).split(' ').some(isSearched)) return null
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
