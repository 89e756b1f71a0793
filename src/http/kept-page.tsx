import type { Context } from 'hono'
import { LRUCache } from 'lru-cache'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { believedIndex } from '../search/openings.ts'
import type { AppEnv } from './app-env.ts'
import { isOwnHost, safety } from './guards.ts'
import { takesGzip } from './network.ts'
import { asksForFresh, etagOf, isKnownTo, quarterOf, shared } from './revalidating.ts'

/** A page goes by two names: its key, and the address that was last asked for it. */
const MOST_NAMES = 600

type Status = 200 | 410
type Bytes = Uint8Array<ArrayBuffer>
type Page = { edition: Edition; bytes: Bytes; gzipped?: Bytes; status: Status }
type Kept = { pages: LRUCache<string, Page>; edition?: Edition }
const kept = new WeakMap<Db, Kept>()

function keptFor({ db }: { db: Db }): Kept {
  let known = kept.get(db)
  if (!known) {
    known = { pages: new LRUCache({ max: MOST_NAMES }) }
    kept.set(db, known)
  }
  return known
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
export async function keptPage<T extends { version: number }>(
  c: Context<AppEnv>,
  source: Source<T>,
): Promise<Response> {
  const { key, open, render } = source
  if (key === null) return sendUnkept(c, await render(await open()))
  const { ctx, requestId } = c.var
  const page = believedPage(c.req.raw, ctx, key) ?? (await currentPage(c, key, source))
  keptFor(ctx).pages.set(key, page).set(c.req.url, page)
  return send(c.req.raw, page, requestId)
}

/** The page of this name, where the database need not be asked whether it is still right. */
function believedPage(request: Request, ctx: Asked, name: string): Page | null {
  const page = keptFor(ctx).pages.get(name)
  const index = page && !asksForFresh(request) ? believedIndex(ctx) : null
  return index && page?.edition === editionOf(ctx, index) ? page : null
}

async function currentPage<T extends { version: number }>(
  c: Context<AppEnv>,
  key: string,
  { open, render }: Source<T>,
): Promise<Page> {
  const { ctx } = c.var
  const opened = await open()
  const edition = editionOf(ctx, opened)
  const page = keptFor(ctx).pages.get(key)
  return page?.edition === edition ? page : newPage(edition, await render(opened))
}

const always = { ...safety, ...shared, Vary: 'Accept-Encoding' }
const html = { 'Content-Type': 'text/html; charset=UTF-8' }

/** What pages of one version and quarter of an hour carry, made once: headers cost more than all else of an answer. */
type Edition = { version: number; quarter: number; etag: string; unchanged: Headers; plain: Headers; gzipped: Headers }

function editionOf(ctx: Asked, { version }: { version: number }): Edition {
  const known = keptFor(ctx)
  const quarter = quarterOf(ctx)
  if (known.edition?.version !== version || known.edition.quarter !== quarter)
    known.edition = newEdition(version, quarter, etagOf(ctx, version))
  return known.edition
}

function newEdition(version: number, quarter: number, etag: string): Edition {
  const unchanged = new Headers({ ...always, ETag: etag })
  const plain = new Headers({ ...always, ...html, ETag: etag })
  const gzipped = new Headers({ ...always, ...html, ETag: etag, 'Content-Encoding': 'gzip' })
  return { version, quarter, etag, unchanged, plain, gzipped }
}

const encoder = new TextEncoder()
const htmlOf = (node: VNode) => `<!doctype html>${renderToString(node)}`
const newPage = (edition: Edition, { node, status = 200 }: Rendered): Page => ({
  edition,
  bytes: encoder.encode(htmlOf(node)),
  status,
})

/** A page that is asked for again is worth compressing: sending its bytes costs more than finding it. */
function sendKept(request: Request, page: Page, requestId: string): Response | Promise<Response> {
  if (page.gzipped || isKnownTo(request, page.edition.etag)) return send(request, page, requestId)
  return gzip(page.bytes).then((gzipped) => {
    page.gzipped = gzipped
    return send(request, page, requestId)
  })
}

function send(request: Request, page: Page, requestId: string): Response {
  const { edition, bytes, gzipped, status } = page
  if (isKnownTo(request, edition.etag)) return answer(null, { status: 304, headers: edition.unchanged }, requestId)
  if (!gzipped || !takesGzip(request)) return answer(bytes, { status, headers: edition.plain }, requestId)
  return answer(gzipped, { status, headers: edition.gzipped, encodeBody: 'manual' }, requestId)
}

type Init = { status: number; headers: Headers; encodeBody?: 'manual' }

/** A response copies its headers: the next one's id does not reach it. */
function answer(body: Bytes | null, init: Init, requestId: string): Response {
  init.headers.set('X-Request-Id', requestId)
  return new Response(body, init)
}

async function gzip(bytes: Bytes): Promise<Bytes> {
  const stream = new Response(bytes).body?.pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const sendUnkept = (c: Context<AppEnv>, { node, status = 200 }: Rendered) => c.html(htmlOf(node), status, shared)
