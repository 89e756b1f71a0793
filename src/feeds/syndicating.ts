import { Feed, type Item } from 'feed'
import { isoInstant } from '../calendar.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { paths } from '../paths.ts'
import type { Finding } from './finding.ts'
import { escapeHtml, factsLine, noticesLine, oneLine, titleLine } from './saying.ts'

const orderWords = (search: string) =>
  new URLSearchParams(search).get('sort') === 'deadline' ? 'the nearest deadline' : 'the newest'
const describe = ({ search, notices }: Finding) =>
  `Opportunities in AI safety, ${orderWords(search)} first. ${noticesLine(notices)}`.trim()
const feedTitle = (words: string) => oneLine(`Onward: ${words}`)
const idOf = (o: OpportunityCard, origin: string) => origin + paths.opportunity(o.id, '')
const linkOf = (o: OpportunityCard, origin: string) => origin + paths.opportunity(o.id, o.title)

/** The writer of XML takes `&amp;` for a `&` that is escaped already. */
const xmlText = (text: string) => oneLine(text).replaceAll('&', '&amp;')

function htmlOf(o: OpportunityCard): string {
  const lines = [oneLine(o.summary), factsLine(o)].filter(Boolean)
  return lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')
}

/** A search as RSS 2.0 (`xml`) or Atom. */
export function xmlFeed(format: 'xml' | 'atom', found: Finding, origin: string): string {
  const { search, words, openings } = found
  const self = origin + paths.feed(format, search)
  const feed = new Feed({
    id: self,
    title: xmlText(feedTitle(words)),
    description: xmlText(describe(found)),
    link: origin + paths.board(search),
    feed: self,
    language: 'en',
    generator: 'Onward',
    // The clock would change the bytes of a feed that says the same.
    updated: new Date(Math.max(0, ...openings.map((o) => o.updatedAt))),
  })
  for (const o of openings) feed.addItem({ ...itemOf(o, origin), ...(format === 'xml' ? rssOnly(o, origin) : {}) })
  return format === 'xml' ? feed.rss2() : feed.atom1()
}

const itemOf = (o: OpportunityCard, origin: string): Item => ({
  id: idOf(o, origin),
  link: linkOf(o, origin),
  title: escapeHtml(titleLine(o)),
  content: htmlOf(o),
  author: [{ name: xmlText(o.organization.name) }],
  published: new Date(o.publishedAt),
  date: new Date(o.updatedAt),
})

/**
 * The library writes titles as HTML, which only Atom declares, an author where RSS asks for a mail address, and a guid
 * that is no link. An extension takes the place of what has the same name.
 */
const rssOnly = (o: OpportunityCard, origin: string): Partial<Item> => ({
  author: [],
  description: escapeHtml(oneLine(o.summary) || factsLine(o)),
  extensions: [
    { name: 'title', objects: { _text: xmlText(titleLine(o)) } },
    { name: 'guid', objects: { _attributes: { isPermaLink: true }, _text: idOf(o, origin) } },
    { name: 'dc:creator', objects: { _text: xmlText(o.organization.name) } },
    { name: 'atom:updated', objects: { _text: isoInstant(o.updatedAt) } },
  ],
})

/** A search as JSON Feed 1.1 (https://jsonfeed.org/version/1.1); the library writes 1.0. */
export function jsonFeed(found: Finding, origin: string): string {
  const { search, words, openings } = found
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(words),
    description: describe(found),
    home_page_url: origin + paths.board(search),
    feed_url: origin + paths.feed('json', search),
    language: 'en',
    items: openings.map((o) => ({
      id: idOf(o, origin),
      url: linkOf(o, origin),
      title: titleLine(o),
      content_html: htmlOf(o),
      summary: oneLine(o.summary) || factsLine(o),
      authors: [{ name: oneLine(o.organization.name) }],
      date_published: isoInstant(o.publishedAt),
      date_modified: isoInstant(o.updatedAt),
    })),
  })
}
