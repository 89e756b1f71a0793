import { LRUCache } from 'lru-cache'
import { Closing, DigestFrame, Less, More, underWords } from './digest-frame.tsx'
import { type Fragment, joined, type Piece } from './item.tsx'
import { documentOf, type Mail } from './mail.tsx'
import { headerText, linkLine, oneLine, wrapped } from './plain-lines.ts'
import { escapeHtml, parted, template } from './template.ts'

export { type Fragment, fitsPiece, joined, type Piece, sharedFits } from './item.tsx'
export { noteFragment, talentFragment } from './note-item.tsx'
export { opportunityFragment } from './opportunity-item.tsx'

const MOST_ITEMS = 20
/** What tells of nothing: the same in every mail. */
const FRAME = { subjectId: null }

export type DigestParts = {
  subject: string
  /** "New for your search: …", "Your best new matches", "New people for …". */
  intro: string
  /** At most 20; the rest is for `more`. */
  items: readonly Fragment[]
  more: { count: number; link: string } | null
  /** What closes soon; may be empty. */
  closing: readonly Fragment[]
  links: { see: string; manage: string; pause: string; less: string | null; unsubscribe: string; archive: string }
  /** What makes the links this reader's own, where it is to be kept once for all of them. */
  token?: string
  /** Why they get it and who sends it, in one sentence. */
  because: string
  /** Where the rest and all of it are: "on the board" unless something else is said. */
  where?: string
}

/** The words of a mail around its items, each on one line and safe. */
export function digestWords({ subject, intro, items, more, because, where = 'on the board' }: DigestParts) {
  return {
    subject: headerText(subject) || 'News from Onward',
    preview: previewOf(items) || oneLine(intro),
    intro: oneLine(intro) || 'What is new',
    more: more && `${more.count} more ${where}`,
    see: `See all ${where}`,
    because: oneLine(because),
  }
}

const MOST_OF_PREVIEW = 160

/** What the subject did not say: facts of the first item, then what the others are called. */
function previewOf([first, ...others]: readonly Fragment[]): string {
  const titles = others.slice(0, 5).flatMap(({ brief }) => brief?.title ?? [])
  return oneLine([first?.brief?.facts, ...titles].filter(Boolean).join(' | '), MOST_OF_PREVIEW)
}

const names = [
  'subject',
  'preview',
  'intro',
  'items',
  'more',
  'closing',
  'seeWords',
  'see',
  'because',
  'manage',
  'pause',
  'less',
  'archive',
  'unsubscribe',
] as const

/** Everything around the items, rendered once a process. */
const frameParts = parted(names, ({ seeWords, see, manage, pause, unsubscribe, archive, ...marks }) => (
  <DigestFrame {...marks} see={{ words: seeWords, link: see }} links={{ manage, pause, unsubscribe, archive }} />
))
const moreTemplate = template(['words', 'link'], More)
const lessTemplate = template(['link'], Less)
const closingParts = parted(['items'], ({ items }) => <Closing>{items}</Closing>)

/** A digest as its pieces in their order, in HTML and as a letter: nothing is rendered, and most of it is shared. */
export function digestPieces(parts: DigestParts): { subject: string; pieces: Piece[] } {
  const words = digestWords(parts)
  const { more, links } = parts
  const token = parts.token && own(parts.token)
  const link = (piece: Piece) => (token ? around(token, piece) : [piece])
  const fill: Record<(typeof names)[number], readonly Piece[]> = {
    subject: [own(words.subject, '')],
    preview: [own(words.preview, '')],
    intro: [own(words.intro, `${wrapped(words.intro)}\n\n`)],
    items: parts.items.slice(0, MOST_ITEMS).flatMap(piecesOf),
    more: more ? [moreOf(words.more ?? '', more.link)] : [],
    closing: parts.closing.length ? closingOf(parts.closing) : [],
    seeWords: [own(words.see, '')],
    see: [own(links.see, `${linkLine(words.see, links.see)}\n\n`)],
    because: [own(words.because, wrapped(words.because))],
    manage: link(own(links.manage)),
    pause: link(own(links.pause)),
    less: links.less ? link(lessOf(links.less)) : [],
    archive: link(own(links.archive)),
    unsubscribe: link(own(links.unsubscribe)),
  }
  const pieces = frame().flatMap((part) => (typeof part === 'string' ? fill[part] : [part]))
  return { subject: words.subject, pieces }
}

/** The same in one piece. */
export function digestMail(parts: DigestParts): Mail {
  const { subject, pieces } = digestPieces(parts)
  const { html, text } = joined(pieces)
  return { subject, html, text }
}

/** What the letter says right before some of these, and after them. */
const lead: Partial<Record<string, string>> = {
  because: '---\n\n',
  manage: `${underWords.manage}:\n`,
  pause: `${underWords.pause}:\n`,
  archive: `${underWords.archive}:\n`,
  unsubscribe: `${underWords.unsubscribe}:\n`,
}
const close: Partial<Record<string, string>> = {
  because: '\n\n',
  manage: '\n\n',
  pause: '\n\n',
  archive: '\n\n',
  unsubscribe: '\n',
}

let kept: (Piece | (typeof names)[number])[] | undefined

/** The frame's own pieces, and what belongs between them by name. */
function frame() {
  kept ??= frameParts().map((part, i, all) => {
    if (i % 2) return part as (typeof names)[number]
    const text = (close[all[i - 1] ?? ''] ?? '') + (lead[all[i + 1] ?? ''] ?? '')
    return { html: i ? part : documentOf(part), text, shared: FRAME }
  })
  return kept
}

const own = (words: string, text = words): Piece => ({ html: escapeHtml(words), text })

const MOST_SIDES = 200
const sides = new LRUCache<string, Piece>({ max: MOST_SIDES })

/** What stands beside a token is the same for many readers. */
function side(html: string, text: string): Piece[] {
  if (!html && !text) return []
  const key = `${html}\u0000${text}`
  const known = sides.get(key)
  if (known) return [known]
  const piece = { html, text, shared: FRAME }
  sides.set(key, piece)
  return [piece]
}

/** A piece that holds a token, as what is before it, the token, and what is after. */
function around(token: Piece, piece: Piece): Piece[] {
  const [html, text] = [piece.html.split(token.html), piece.text.split(token.text)]
  if (html.length !== 2 || text.length !== 2) return [piece]
  return [...side(html[0] ?? '', text[0] ?? ''), token, ...side(html[1] ?? '', text[1] ?? '')]
}

const ended = new WeakMap<Piece, Piece>()

/** A letter has an empty line between two parts: it goes with the one before. */
function endOf(piece: Piece): Piece {
  const known = ended.get(piece)
  if (known) return known
  const { html, text, shared } = piece
  const made = { html, text: `${text}\n\n`, ...(shared && { shared }) }
  if (shared) ended.set(piece, made)
  return made
}

function piecesOf(fragment: Fragment): Piece[] {
  const pieces = fragment.pieces ?? [fragment]
  return pieces.map((piece, i) => (i === pieces.length - 1 ? endOf(piece) : piece))
}

const moreOf = (words: string, link: string): Piece => ({
  html: moreTemplate({ words: escapeHtml(words), link: escapeHtml(link) }),
  text: `${linkLine(words, link)}\n\n`,
})

const lessOf = (link: string): Piece => ({
  html: lessTemplate({ link: escapeHtml(link) }),
  text: `${linkLine(underWords.less, link)}\n\n`,
})

function closingOf(closing: readonly Fragment[]): Piece[] {
  const [before = '', , after = ''] = closingParts()
  const heading: Piece = { html: before, text: 'Closing soon\n\n' }
  return [heading, ...closing.flatMap(piecesOf), { html: after, text: '' }]
}

const MOST_OF_TITLE = 90
const MOST_OF_NAME = 50

type About = {
  /** What the mail is about, before all else. */
  about?: string
  /** What the other things are called. */
  others?: string
}

/** "Research fellow at Northlight and 3 more": the first thing first. */
export function digestSubject(
  first: { title: string; organization?: string },
  count: number,
  { about, others = 'more' }: About = {},
): string {
  const title = oneLine(first.title, MOST_OF_TITLE) || 'Something new'
  const organization = first.organization && oneLine(first.organization, MOST_OF_NAME)
  const before = about && oneLine(about, MOST_OF_NAME)
  return headerText(
    [before && `${before}: `, title, organization && ` at ${organization}`, count > 1 && ` and ${count - 1} ${others}`]
      .filter(Boolean)
      .join(''),
  )
}
