import type { Context } from 'hono'
import { LRUCache } from 'lru-cache'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { quarterOf } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { believedIndex } from '../search/openings.ts'
import type { AppEnv } from './app-env.ts'
import { isOwnHost, safety } from './guards.ts'
import { takesGzip } from './network.ts'
import { asksForFresh, etagOf, isKnownTo, shared } from './revalidating.ts'

/** Of the 128 MB that an isolate has: pages with their compressed copies, and the addresses that lead to them. */
const MOST_BYTES = { pages: 15_000_000, addresses: 1_000_000 }

type Status = 200 | 410
type Bytes = Uint8Array<ArrayBuffer>
type Page = { key: string; edition: Edition; etag: string; bytes: Bytes; gzipped?: Bytes; status: Status }
/** Pages by their keys, and the keys by the addresses that were asked: several may ask for one page. */
type Kept = { pages: LRUCache<string, Page>; keys: LRUCache<string, string>; edition?: Edition }
const kept = new WeakMap<Db, Kept>()

function keptFor({ db }: { db: Db }): Kept {
  let known = kept.get(db)
  if (!known) {
    known = {
      pages: new LRUCache({
        maxSize: MOST_BYTES.pages,
        sizeCalculation: ({ key, bytes, gzipped }) => key.length + bytes.length + (gzipped?.length ?? 0),
      }),
      keys: new LRUCache({
        maxSize: MOST_BYTES.addresses,
        sizeCalculation: (key, address) => key.length + address.length,
      }),
    }
    kept.set(db, known)
  }
  return known
}

type Asked = Pick<Ctx, 'db' | 'now' | 'newId' | 'origin'>

/** Answers a repeat of the very same address before anything else is done for it; null where it is none. */
export function repeatOf(request: Request, ctx: Asked): Response | Promise<Response> | null {
  if (request.method !== 'GET') return null
  const key = keptFor(ctx).keys.get(request.url)
  const page = key === undefined ? null : believedPage(request, ctx, key)
  return page && isOwnHost(request, ctx.origin) ? sendKept(request, ctx, page) : null
}

type Rendered = {
  node: VNode
  status?: Status
  /** It says that its address is wrong, and is not kept: such addresses are without number. */
  isWrong?: boolean
}
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
  if ('node' in page) return sendUnkept(c, page)
  keptFor(ctx).keys.set(c.req.url, key)
  return send(c.req.raw, page, requestId)
}

/** The page of this key, where the database need not be asked whether it is still right. */
function believedPage(request: Request, ctx: Asked, key: string): Page | null {
  const page = keptFor(ctx).pages.get(key)
  const index = page && !asksForFresh(request) ? believedIndex(ctx) : null
  return index && page?.edition === editionOf(ctx, index) ? page : null
}

async function currentPage<T extends { version: number }>(
  c: Context<AppEnv>,
  key: string,
  { open, render }: Source<T>,
): Promise<Page | Rendered> {
  const { ctx } = c.var
  const opened = await open()
  const edition = editionOf(ctx, opened)
  const { pages } = keptFor(ctx)
  const page = pages.get(key)
  if (page?.edition === edition) return page
  const rendered = await render(opened)
  if (rendered.isWrong) return rendered
  const { node, status = 200 } = rendered
  const etag = etagOf(ctx, edition.version, key)
  const made: Page = { key, edition, etag, bytes: encoder.encode(htmlOf(node)), status }
  pages.set(key, made)
  return made
}

const always = { ...safety, ...shared, Vary: 'Accept-Encoding' }
const html = { 'Content-Type': 'text/html; charset=UTF-8' }

/** What pages of one version and quarter of an hour carry, made once: headers cost more than all else of an answer. */
type Edition = { version: number; quarter: number; unchanged: Headers; plain: Headers; gzipped: Headers }

function editionOf(ctx: Asked, { version }: { version: number }): Edition {
  const known = keptFor(ctx)
  const quarter = quarterOf(ctx.now)
  if (known.edition?.version !== version || known.edition.quarter !== quarter)
    known.edition = newEdition(version, quarter)
  return known.edition
}

function newEdition(version: number, quarter: number): Edition {
  const unchanged = new Headers(always)
  const plain = new Headers({ ...always, ...html })
  const gzipped = new Headers({ ...always, ...html, 'Content-Encoding': 'gzip' })
  return { version, quarter, unchanged, plain, gzipped }
}

const encoder = new TextEncoder()
const htmlOf = (node: VNode) => `<!doctype html>${renderToString(node)}`

/** A page that is asked for again is worth compressing: sending its bytes costs more than finding it. */
function sendKept(request: Request, ctx: Asked, page: Page): Response | Promise<Response> {
  const requestId = ctx.newId('req')
  if (page.gzipped || isKnownTo(request, page.etag)) return send(request, page, requestId)
  return gzip(page.bytes).then((gzipped) => {
    const zipped = { ...page, gzipped }
    keptFor(ctx).pages.set(page.key, zipped)
    return send(request, zipped, requestId)
  })
}

function send(request: Request, page: Page, requestId: string): Response {
  const { edition, etag, bytes, gzipped, status } = page
  const names = { etag, requestId }
  if (isKnownTo(request, etag)) return answer(null, { status: 304, headers: edition.unchanged }, names)
  if (!gzipped || !takesGzip(request)) return answer(bytes, { status, headers: edition.plain }, names)
  return answer(gzipped, { status, headers: edition.gzipped, encodeBody: 'manual' }, names)
}

type Names = { etag: string; requestId: string }
type Init = { status: number; headers: Headers; encodeBody?: 'manual' }

/** A response copies its headers: the next one's do not reach it. */
function answer(body: Bytes | null, init: Init, { etag, requestId }: Names): Response {
  init.headers.set('ETag', etag)
  init.headers.set('X-Request-Id', requestId)
  return new Response(body, init)
}

async function gzip(bytes: Bytes): Promise<Bytes> {
  const stream = new Response(bytes).body?.pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

const sendUnkept = (c: Context<AppEnv>, { node, status = 200 }: Rendered) => c.html(htmlOf(node), status, shared)
