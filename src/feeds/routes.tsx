import { type Context, Hono } from 'hono'
import { EmbedPage } from '../../web/feeds/embed-page.tsx'
import { notFound } from '../errors.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { page } from '../http/page.tsx'
import { revalidated, revalidatedConstant, wantsFresh } from '../http/revalidating.ts'
import { foundPublic, selectOpportunity } from '../opportunities/queries.ts'
import { closedBecause } from '../opportunities/state.ts'
import { idOf, paths } from '../paths.ts'
import { openings } from '../search/openings.ts'
import { MOST_EXPORTED, type Notice, type Sort } from '../search/schema.ts'
import { embeddable, embedLimit, oembedOf } from './embedding.ts'
import { type Finding, findOpen, listPublic, openPublic, openSearch } from './finding.ts'
import { manifest } from './manifest.ts'
import { robotsOf, sitemapOf } from './sitemap.ts'

const FEED_LENGTH = 50

const types = {
  xml: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  calendar: 'text/calendar; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  sitemap: 'application/xml; charset=utf-8',
  oembed: 'application/json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  manifest: 'application/manifest+json; charset=utf-8',
}

/** Any page may frame this one: it has no script, no form and nobody's session. */
const EMBED_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors *"

const paramsOf = (c: Context<AppEnv>) => new URL(c.req.url).searchParams

function send(c: Context<AppEnv>, type: keyof typeof types, body: string | null, missing = 'Page') {
  if (body === null) throw notFound(missing)
  return c.body(body, 200, { 'Content-Type': types[type] })
}

/** Headers hold no other letters than those of a query string. */
const toPair = ({ path, message }: Notice) => [path, message]

type Sought = { params?: URLSearchParams; most: number; sort?: Sort; isPaged?: boolean }

/** What is made of a search, and not made again for who has it. */
function ofSearch(
  c: Context<AppEnv>,
  { params = paramsOf(c), most, ...how }: Sought,
  compose: (found: Finding) => Response | Promise<Response>,
) {
  const { ctx } = c.var
  return revalidated(c, {
    open: () => openSearch(ctx, params, wantsFresh(c)),
    compose: async (opened) => compose(await findOpen(ctx, params, most, { opened, ...how })),
  })
}

// Each library behind a format is evaluated on its first use.
const feed = (format: 'xml' | 'atom' | 'json') => (c: Context<AppEnv>) =>
  ofSearch(c, { most: FEED_LENGTH }, async (found) => {
    const { jsonFeed, xmlFeed } = await import('./syndicating.ts')
    const { origin } = c.var.ctx
    return send(c, format, format === 'json' ? jsonFeed(found, origin) : xmlFeed(format, found, origin))
  })

const sitemap = (c: Context<AppEnv>, part: number | null) =>
  revalidated(c, {
    open: () => openPublic(c.var.ctx, wantsFresh(c)),
    compose: (opened) => {
      const { openings, programs } = listPublic(opened, c.var.ctx.now)
      return send(c, 'sitemap', sitemapOf(openings, c.var.ctx.origin, part, undefined, programs))
    },
  })

export const feedRoutes = new Hono<AppEnv>()
  .get('/feed.xml', open, feed('xml'))
  .get('/feed.atom', open, feed('atom'))
  .get('/feed.json', open, feed('json'))

  .get('/deadlines.ics', open, (c) =>
    ofSearch(c, { most: MOST_EXPORTED, sort: 'deadline' }, async (found) => {
      const { deadlinesOf } = await import('./deadlines.ts')
      return send(c, 'calendar', deadlinesOf(found, c.var.ctx.origin))
    }),
  )

  .get('/opportunities/:id/deadline.ics', open, (c) => {
    const { ctx } = c.var
    const also = () => selectOpportunity(ctx.db, idOf(c.req.param('id')))
    return revalidated(c, {
      open: () => openings(ctx, { fresh: wantsFresh(c), also: also() }),
      compose: async (opened) => {
        const { deadlineOf } = await import('./deadlines.ts')
        const opportunity = foundPublic(opened.also)
        const dates = closedBecause(opportunity, ctx.now) ? null : deadlineOf(opportunity, ctx.origin)
        return send(c, 'calendar', dates, 'Deadline')
      },
    })
  })

  .get('/opportunities.csv', open, (c) =>
    ofSearch(c, { most: MOST_EXPORTED, isPaged: true }, async ({ openings, search, next, notices }) => {
      const { csvOf } = await import('./exporting-csv.ts')
      c.header('Content-Disposition', 'attachment; filename="opportunities.csv"')
      if (next) c.header('Link', `<${c.var.ctx.origin}${paths.csv(`${search}&cursor=${next}`)}>; rel="next"`)
      if (notices.length) c.header('X-Not-Understood', new URLSearchParams(notices.map(toPair)).toString())
      return send(c, 'csv', await csvOf(c.var.ctx, openings))
    }),
  )

  .get('/embed', open, (c) => {
    const { origin, now } = c.var.ctx
    // First, for browsers take over what a 304 says.
    c.header('Content-Security-Policy', EMBED_POLICY)
    return ofSearch(c, { most: embedLimit(paramsOf(c)) }, (found) =>
      page(c, <EmbedPage {...found} origin={origin} now={now} />),
    )
  })

  .get('/oembed', open, async (c) => {
    const { origin } = c.var.ctx
    if ((c.req.query('format') ?? 'json') !== 'json') return c.text('Only format=json is spoken here\n', 501)
    const params = embeddable(c.req.query('url') ?? '', origin)
    if (!params) throw notFound('Page')
    return ofSearch(c, { params, most: 0 }, (found) =>
      send(c, 'oembed', JSON.stringify(oembedOf(found, params, paramsOf(c), origin))),
    )
  })

  .get(paths.sitemap(), open, (c) => sitemap(c, null))
  .get('/:file{sitemap-[1-9][0-9]{0,3}\\.xml}', open, (c) =>
    sitemap(c, Number.parseInt(c.req.param('file').slice(8), 10)),
  )
  .get('/robots.txt', open, (c) => revalidatedConstant(c, () => send(c, 'text', robotsOf(c.var.ctx.origin))))
  .get(paths.manifest(), open, (c) => revalidatedConstant(c, () => send(c, 'manifest', JSON.stringify(manifest()))))
