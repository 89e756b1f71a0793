/**
 * What people type as an FTS5 query: every word must occur, "quoted words" stand together, the last word may be the
 * beginning of one. Null where nothing is left to look for. Operators of FTS5 are words like any other.
 */
export function textMatch(typed: string): string | null {
  const known = typedTerms(typed)
  if (!known.length) return null
  return known.map(({ text, isBeginning }) => `"${text}"${isBeginning ? '*' : ''}`).join(' ')
}

type TypedTerm = { text: string; isBeginning: boolean }

/** One letter, or one with signs such as "C++", begins too much. */
const BEGINNING = /[\p{L}\p{N}]\p{M}*[\p{L}\p{N}]\p{M}*$/u

/** What was typed as words and "phrases", without what says nothing; a last word may be the beginning of one. */
export function typedTerms(typed: string): TypedTerm[] {
  const terms = [...typed.replace(/\p{Cc}/gu, ' ').matchAll(/"([^"]*)"?|([^\s"]+)/g)]
    .map(([, phrase, word]) => ({ text: phrase ?? word ?? '', isBeginning: BEGINNING.test(word ?? '') }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
  return terms.map((term, i) => ({ ...term, isBeginning: term.isBeginning && i === terms.length - 1 }))
}
