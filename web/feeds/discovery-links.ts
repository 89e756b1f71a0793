import { paths } from '../../src/paths.ts'

/** The `link` elements by which readers and other sites find a search as feed, calendar and embedded list. */
export const discoveryLinks = (search: string, origin: string) =>
  [
    { type: 'application/rss+xml', title: 'RSS', href: paths.feed('xml', search) },
    { type: 'application/atom+xml', title: 'Atom', href: paths.feed('atom', search) },
    { type: 'application/feed+json', title: 'JSON Feed', href: paths.feed('json', search) },
    { type: 'text/calendar', title: 'Deadlines', href: paths.deadlines(search) },
    // Embedders take these two addresses as they stand.
    { type: 'application/json+oembed', title: 'oEmbed', href: origin + paths.oembed(origin + paths.board(search)) },
  ].map((link) => ({ rel: 'alternate', ...link }))
