const COLUMNS = 72

/** Nearly every text: words of Latin letters with single spaces between them. It is left as it is. */
const PLAIN =
  /^[\x21-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027€]+(?: [\x21-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027€]+)*$/

/**
 * Text on one line that nothing in it can turn around or hide: no controls, no marks of direction, no private
 * characters, nothing without width but what joins letters and emoji, no tower of marks; cut at a word where it is longer than `most`.
 */
export function oneLine(text: string, most = 300): string {
  if (PLAIN.test(text)) return text.length <= most ? text : cutAtWord(text.slice(0, most - 2))
  const line = text
    .slice(0, most * 8)
    .toWellFormed()
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/(?![\u200C\u200D])[\p{Noncharacter_Code_Point}\p{Cf}\p{Co}\u2065]/gu, '')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .replace(/ {2,}/g, ' ')
    .trim()
  if (!/[^ \p{M}\u200C\u200D]/u.test(line)) return ''
  if (line.length <= most) return line
  const letters = [...line]
  return letters.length <= most ? line : cutAtWord(letters.slice(0, most - 2).join(''))
}

function cutAtWord(text: string): string {
  const space = text.lastIndexOf(' ')
  return `${space > text.length / 2 ? text.slice(0, space) : text} …`
}

/** Fit for a header: one line of at most 200 characters, and half a pair is none. */
export const headerText = (text: string) =>
  oneLine(text.replace(/[\u200C\u200D]/g, ''), 200)
    .slice(0, 200)
    .replace(/[\uD800-\uDBFF]$/, '')

/** A paragraph in lines as a letter has them. A word that is longer stays whole: it may be a link. */
export function wrapped(text: string, columns = COLUMNS): string {
  if (text.length <= columns && text[0] !== ' ') return text
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].join('\n')
}

/** Somebody else's words, marked as theirs. */
export const quoted = (text: string) => `> ${text.replaceAll('\n', '\n> ')}`

/** An address on a line of its own, below what it is for. */
export const linkLine = (words: string, link: string) => `${wrapped(words)}:\n${link}`
