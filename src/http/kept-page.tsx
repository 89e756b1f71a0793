import type { Context } from 'hono'
import { LRUCache } from 'lru-cache'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { believedIndex } from '../search/openings.ts'
import type { AppEnv } from './app-env.ts'
import { isOwnHost, safety } from './guards.ts'
import { takesGzip } from './network.ts'
import { asksForFresh, etagOf, isKnownTo, shared } from './revalidating.ts'

/** A page goes by two names: its key, and the address that was last asked for it. */
const MOST_NAMES = 600

type Status = 200 | 410
type Page = { etag: string; bytes: Uint8Array<ArrayBuffer>; gzipped?: Uint8Array<ArrayBuffer>; status: Status }
const kept = new WeakMap<Db, LRUCache<string, Page>>()

function pagesOf({ db }: { db: Db }): LRUCache<string, Page> {
  let pages = kept.get(db)
  if (!pages) {
    pages = new LRUCache({ max: MOST_NAMES })
    kept.set(db, pages)
  }
  return pages
}

type Asked = Pick<Ctx, 'db' | 'now' | 'newId' | 'origin'>

/** Answers a repeat of the very same address before anything else is done for it; null where it is none. */
export function repeatOf(request: Request, ctx: Asked): Response | Promise<Response> | null {
  if (request.method !== 'GET') return null
  const page = believedPage(request, ctx, request.url)
  return page && isOwnHost(request, ctx.origin) ? sendKept(request, page, ctx.newId('req')) : null
}

type Rendered = { node: VNode; status?: Status }
type Source<T> = {
  /** Names equal requests; none is kept without one. */
  key: string | null
  /** Reads what the page is made of, in one round trip. */
  open: () => Promise<T>
  render: (opened: T) => Rendered | Promise<Rendered>
}

/**
 * A public page that is the same for everybody: kept in the isolate, and not sent again to who has it, while the
 * board's version, the quarter of an hour and the static files are the same. A repeat within the second in which the
 * version is believed touches no database.
 */
export async function keptPage<T extends { index: OpeningsIndex }>(
  c: Context<AppEnv>,
  source: Source<T>,
): Promise<Response> {
  const { key, open, render } = source
  if (key === null) return sendUnkept(c, await render(await open()))
  const { ctx, requestId } = c.var
  const page = believedPage(c.req.raw, ctx, key) ?? (await currentPage(c, key, source))
  pagesOf(ctx).set(key, page).set(c.req.url, page)
  return send(c.req.raw, page, requestId)
}

/** The page of this name, where the database need not be asked whether it is still right. */
function believedPage(request: Request, ctx: Asked, name: string): Page | null {
  const page = pagesOf(ctx).get(name)
  const index = page && !asksForFresh(request) ? believedIndex(ctx) : null
  return index && page?.etag === etagOf(ctx, index.version) ? page : null
}

async function currentPage<T extends { index: OpeningsIndex }>(
  c: Context<AppEnv>,
  key: string,
  { open, render }: Source<T>,
): Promise<Page> {
  const { ctx } = c.var
  const opened = await open()
  const etag = etagOf(ctx, opened.index.version)
  const page = pagesOf(ctx).get(key)
  return page?.etag === etag ? page : newPage(etag, await render(opened))
}

const encoder = new TextEncoder()
const htmlOf = (node: VNode) => `<!doctype html>${renderToString(node)}`
const newPage = (etag: string, { node, status = 200 }: Rendered): Page => ({
  etag,
  bytes: encoder.encode(htmlOf(node)),
  status,
})

const ready = { ...safety, ...shared, Vary: 'Accept-Encoding' }

/** A page that is asked for again is worth compressing: sending its bytes costs more than finding it. */
function sendKept(request: Request, page: Page, requestId: string): Response | Promise<Response> {
  if (page.gzipped || isKnownTo(request, page.etag)) return send(request, page, requestId)
  return gzip(page.bytes).then((gzipped) => {
    page.gzipped = gzipped
    return send(request, page, requestId)
  })
}

function send(request: Request, { etag, bytes, gzipped, status }: Page, requestId: string): Response {
  const headers: Record<string, string> = { ...ready, ETag: etag, 'X-Request-Id': requestId }
  if (isKnownTo(request, etag)) return new Response(null, { status: 304, headers })
  headers['Content-Type'] = 'text/html; charset=UTF-8'
  if (!gzipped || !takesGzip(request)) return new Response(bytes, { status, headers })
  headers['Content-Encoding'] = 'gzip'
  return new Response(gzipped, { status, headers, encodeBody: 'manual' })
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Response(bytes).body?.pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const sendUnkept = (c: Context<AppEnv>, { node, status = 200 }: Rendered) => c.html(htmlOf(node), status, shared)
