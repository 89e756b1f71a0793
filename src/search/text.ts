/**
 * What people type as an FTS5 query: every word must occur, "quoted words" stand together, the last word may be the
 * beginning of one. Null where nothing is left to look for. Operators of FTS5 are words like any other.
 */
export function textMatch(typed: string): string | null {
  const known = typedTerms(typed)
  if (!known.length) return null
  const last = known.at(-1)
  return known.map((term) => `"${term.text}"${term === last && term.word ? '*' : ''}`).join(' ')
}

/** `word` is the same text where it is a word and no phrase. */
type TypedTerm = { text: string; word: string | undefined }

/** What was typed as words and "phrases", without what says nothing. */
export const typedTerms = (typed: string): TypedTerm[] =>
  [...typed.replace(/\p{Cc}/gu, ' ').matchAll(/"([^"]*)"?|([^\s"]+)/g)]
    .map(([, phrase, word]) => ({ text: phrase ?? word ?? '', word }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
