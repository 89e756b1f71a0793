import { Closing, DigestFrame, Less, More, underWords } from './digest-frame.tsx'
import type { Fragment } from './item.tsx'
import { documentOf, type Mail } from './mail.tsx'
import { headerText, linkLine, oneLine, wrapped } from './plain-lines.ts'
import { escapeHtml, template } from './template.ts'

export type { Fragment } from './item.tsx'
export { noteFragment, talentFragment } from './note-item.tsx'
export { opportunityFragment } from './opportunity-item.tsx'

const MOST_ITEMS = 20

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
const frameTemplate = template(names, ({ seeWords, see, manage, pause, unsubscribe, archive, ...marks }) => (
  <DigestFrame {...marks} see={{ words: seeWords, link: see }} links={{ manage, pause, unsubscribe, archive }} />
))
const moreTemplate = template(['words', 'link'], More)
const lessTemplate = template(['link'], Less)
const closingTemplate = template(['items'], ({ items }) => <Closing>{items}</Closing>)

/** A digest from prepared fragments: strings are joined, nothing is rendered. */
export function digestMail(parts: DigestParts): Mail {
  const words = digestWords(parts)
  const { more, closing, links } = parts
  const items = parts.items.slice(0, MOST_ITEMS)
  const html = frameTemplate({
    subject: escapeHtml(words.subject),
    preview: escapeHtml(words.preview),
    intro: escapeHtml(words.intro),
    items: htmlOf(items),
    more: more ? moreTemplate({ words: escapeHtml(words.more ?? ''), link: escapeHtml(more.link) }) : '',
    closing: closing.length ? closingTemplate({ items: htmlOf(closing) }) : '',
    seeWords: escapeHtml(words.see),
    see: escapeHtml(links.see),
    because: escapeHtml(words.because),
    manage: escapeHtml(links.manage),
    pause: escapeHtml(links.pause),
    less: links.less ? lessTemplate({ link: escapeHtml(links.less) }) : '',
    archive: escapeHtml(links.archive),
    unsubscribe: escapeHtml(links.unsubscribe),
  })
  return { subject: words.subject, html: documentOf(html), text: textOf(parts, words) }
}

function htmlOf(fragments: readonly Fragment[]): string {
  let html = ''
  for (const fragment of fragments) html += fragment.html
  return html
}

/** The same as a letter: paragraphs, and every link below what it is for. */
function textOf({ items, more, closing, links }: DigestParts, words: ReturnType<typeof digestWords>): string {
  const text = ({ text }: Fragment) => text
  return `${[
    wrapped(words.intro),
    ...items.slice(0, MOST_ITEMS).map(text),
    ...(more ? [linkLine(words.more ?? '', more.link)] : []),
    ...(closing.length ? ['Closing soon', ...closing.map(text)] : []),
    linkLine(words.see, links.see),
    '---',
    wrapped(words.because),
    linkLine(underWords.manage, links.manage),
    linkLine(underWords.pause, links.pause),
    ...(links.less ? [linkLine(underWords.less, links.less)] : []),
    linkLine(underWords.archive, links.archive),
    linkLine(underWords.unsubscribe, links.unsubscribe),
  ].join('\n\n')}\n`
}

const MOST_OF_TITLE = 90
const MOST_OF_NAME = 50

/** "Research fellow at Northlight and 3 more": the first thing first. */
export function digestSubject(first: { title: string; organization?: string }, count: number): string {
  const title = oneLine(first.title, MOST_OF_TITLE) || 'Something new'
  const organization = first.organization && oneLine(first.organization, MOST_OF_NAME)
  return headerText(
    [title, organization && ` at ${organization}`, count > 1 && ` and ${count - 1} more`].filter(Boolean).join(''),
  )
}
