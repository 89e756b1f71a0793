import { type Context, Hono } from 'hono'
import { EmbedPage } from '../../web/feeds/embed-page.tsx'
import { notFound } from '../errors.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { page } from '../http/page.tsx'
import { requireOpportunity } from '../opportunities/queries.ts'
import { closedBecause } from '../opportunities/state.ts'
import { idOf, paths } from '../paths.ts'
import { embeddable, embedLimit, oembedOf } from './embedding.ts'
import { findOpen, listPublic } from './finding.ts'
import { manifest } from './manifest.ts'
import { robotsOf, sitemapOf } from './sitemap.ts'

const FEED_LENGTH = 50
const MOST_EXPORTED = 10_000

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

const asPublic = (c: Context<AppEnv>) => c.header('Cache-Control', 'public, max-age=0, must-revalidate')
const paramsOf = (c: Context<AppEnv>) => new URL(c.req.url).searchParams

function send(c: Context<AppEnv>, type: keyof typeof types, body: string | null, missing = 'Page') {
  if (body === null) throw notFound(missing)
  asPublic(c)
  return c.body(body, 200, { 'Content-Type': types[type] })
}

// Each library behind a format is evaluated on its first use.
const feed = (format: 'xml' | 'atom' | 'json') => async (c: Context<AppEnv>) => {
  const { jsonFeed, xmlFeed } = await import('./syndicating.ts')
  const { origin } = c.var.ctx
  const found = await findOpen(c.var.ctx, paramsOf(c), FEED_LENGTH)
  return send(c, format, format === 'json' ? jsonFeed(found, origin) : xmlFeed(format, found, origin))
}

async function sitemap(c: Context<AppEnv>, part: number | null) {
  const { openings, programs } = await listPublic(c.var.ctx)
  return send(c, 'sitemap', sitemapOf(openings, c.var.ctx.origin, part, undefined, programs))
}

export const feedRoutes = new Hono<AppEnv>()
  .get('/feed.xml', open, feed('xml'))
  .get('/feed.atom', open, feed('atom'))
  .get('/feed.json', open, feed('json'))

  .get('/deadlines.ics', open, async (c) => {
    const { deadlinesOf } = await import('./deadlines.ts')
    const found = await findOpen(c.var.ctx, paramsOf(c), MOST_EXPORTED, 'deadline')
    return send(c, 'calendar', deadlinesOf(found, c.var.ctx.origin))
  })

  .get('/opportunities/:id/deadline.ics', open, async (c) => {
    const { ctx } = c.var
    const { deadlineOf } = await import('./deadlines.ts')
    const opportunity = await requireOpportunity(ctx.db, idOf(c.req.param('id')))
    const dates = closedBecause(opportunity, ctx.now) ? null : deadlineOf(opportunity, ctx.origin)
    return send(c, 'calendar', dates, 'Deadline')
  })

  .get('/opportunities.csv', open, async (c) => {
    const { csvOf } = await import('./exporting-csv.ts')
    const { openings } = await findOpen(c.var.ctx, paramsOf(c), MOST_EXPORTED)
    c.header('Content-Disposition', 'attachment; filename="opportunities.csv"')
    return send(c, 'csv', await csvOf(c.var.ctx, openings))
  })

  .get('/embed', open, async (c) => {
    const { ctx } = c.var
    const found = await findOpen(ctx, paramsOf(c), embedLimit(paramsOf(c)))
    asPublic(c)
    c.header('Content-Security-Policy', EMBED_POLICY)
    return page(c, <EmbedPage {...found} origin={ctx.origin} now={ctx.now} />)
  })

  .get('/oembed', open, async (c) => {
    const { ctx } = c.var
    if ((c.req.query('format') ?? 'json') !== 'json') return c.text('Only format=json is spoken here\n', 501)
    const shown = embeddable(c.req.query('url') ?? '', ctx.origin)
    if (!shown) throw notFound('Page')
    const found = await findOpen(ctx, shown, 0)
    return send(c, 'oembed', JSON.stringify(oembedOf(found, shown, paramsOf(c), ctx.origin)))
  })

  .get(paths.sitemap(), open, (c) => sitemap(c, null))
  .get('/:file{sitemap-[1-9][0-9]{0,3}\\.xml}', open, (c) =>
    sitemap(c, Number.parseInt(c.req.param('file').slice(8), 10)),
  )
  .get('/robots.txt', open, (c) => send(c, 'text', robotsOf(c.var.ctx.origin)))
  .get(paths.manifest(), open, (c) => send(c, 'manifest', JSON.stringify(manifest())))
