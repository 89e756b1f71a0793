const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** The words of HTML, with single spaces; for search and for summaries. */
export const plainText = (html: string) =>
  codePoints(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

/** The text of HTML without tags: what `&amp;` and its like stand for. */
export const codePoints = (text: string) =>
  text.replace(
    /&(#x[0-9a-f]+|#\d+|[a-z]+);/gi,
    (whole, name: string) => entities[name.toLowerCase()] ?? codePoint(name, whole),
  )

function codePoint(name: string, otherwise: string): string {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise
}

/** The first sentence or words of a text, at most `most` characters, cut at a word. */
export function excerpt(text: string, most = 200): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()} …`
}
