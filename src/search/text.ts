/**
 * What people type as an FTS5 query: every word must occur, "quoted words" stand together, the last word may be the
 * beginning of one. Null where nothing is left to look for. Operators of FTS5 are words like any other.
 */
export function textMatch(typed: string): string | null {
  const terms = [...typed.replace(/\p{Cc}/gu, ' ').matchAll(/"([^"]*)"?|([^\s"]+)/g)].map(([, phrase, word]) => ({
    text: phrase ?? word ?? '',
    word,
  }))
  const known = terms.filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
  if (!known.length) return null
  const last = known.at(-1)
  return known.map((term) => `"${term.text}"${term === last && term.word ? '*' : ''}`).join(' ')
}
