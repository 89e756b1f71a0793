import { isoInstant } from '../calendar.ts'
import { paths } from '../paths.ts'
import type { Listed } from './finding.ts'

/** The protocol allows 50,000 in a file. */
const URLS_A_FILE = 40_000

const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
const file = (root: string, entries: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${NAMESPACE}>\n${entries.join('\n')}\n</${root}>\n`

/** Addresses made of ids and slugs: nothing in them needs escaping. */
const entry = (tag: string, url: string, changedAt: number) =>
  `<${tag}><loc>${url}</loc>${changedAt > 0 ? `<lastmod>${isoInstant(changedAt)}</lastmod>` : ''}</${tag}>`

type Addressed = { id: string; name: string; updatedAt: number }

const lastChange = (changed: readonly { updatedAt: number }[]) =>
  changed.reduce((latest, o) => Math.max(latest, o.updatedAt), 0)

/**
 * Where everything open stands: the board, the organizations that have something open, each opportunity; and the
 * programs. Too many for one file, the first is an index of the others; `part` counts those from 1. Null where there is no such part.
 */
export function sitemapOf(
  openings: readonly Listed[],
  origin: string,
  part: number | null,
  most = URLS_A_FILE,
  programs: readonly Addressed[] = [],
): string | null {
  const changedAt = lastChange(openings)
  const byOrganization = Map.groupBy(openings, ({ organization }) =>
    paths.organization(organization.id, organization.name),
  )
  const urls = [
    entry('url', origin + paths.board(), changedAt),
    entry('url', origin + paths.organizations(), changedAt),
    ...[...byOrganization].map(([path, theirs]) => entry('url', origin + path, lastChange(theirs))),
    ...openings.map((o) => entry('url', origin + paths.opportunity(o.id, o.title), o.updatedAt)),
    ...(programs.length ? [entry('url', origin + paths.programs(), lastChange(programs))] : []),
    ...programs.map((p) => entry('url', origin + paths.program(p.id, p.name), p.updatedAt)),
  ]
  const parts = Math.ceil(urls.length / most)
  if (part === null && parts === 1) return file('urlset', urls)
  if (part === null) {
    const files = Array.from({ length: parts }, (_, i) =>
      entry('sitemap', origin + paths.sitemapPart(i + 1), changedAt),
    )
    return file('sitemapindex', files)
  }
  return part >= 1 && part <= parts ? file('urlset', urls.slice((part - 1) * most, part * most)) : null
}

/** Searches are without number, and all they lead to is in the sitemap: crawlers need no address with a question. */
export const robotsOf = (origin: string) => `User-agent: *
Allow: /
Allow: /static/
Disallow: /*?
Disallow: /subscriptions/
Disallow: /unsubscribe/
Disallow: /dev/
Disallow: /still-open/
Disallow: /opportunities/*/application
Disallow: /opportunities/*/interest

Sitemap: ${origin}${paths.sitemap()}
`
