import type { Context } from 'hono'
import { LRUCache } from 'lru-cache'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { ASSET_VERSION } from '../../web/assets.ts'
import { MINUTE } from '../calendar.ts'
import type { Db } from '../db/client.ts'
import type { OpeningsIndex } from '../search/index-of-openings.ts'
import { believedIndex } from '../search/openings.ts'
import type { AppEnv } from './app-env.ts'

const MOST_PAGES = 300
const QUARTER = 15 * MINUTE

type Status = 200 | 410
type Kept = { stamp: string; bytes: Uint8Array<ArrayBuffer>; status: Status }
const kept = new WeakMap<Db, LRUCache<string, Kept>>()

function pagesOf(db: Db): LRUCache<string, Kept> {
  let pages = kept.get(db)
  if (!pages) {
    pages = new LRUCache({ max: MOST_PAGES })
    kept.set(db, pages)
  }
  return pages
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
  const believed = wantsFresh(c) ? null : believedIndex(c.var.ctx)
  const repeat = believed && repeated(c, source.key, stampOf(c, believed))
  if (repeat) return repeat
  const opened = await source.open()
  const stamp = stampOf(c, opened.index)
  return repeated(c, source.key, stamp) ?? sendNew(c, source.key, stamp, await source.render(opened))
}

const stampOf = (c: Context<AppEnv>, { version }: OpeningsIndex) =>
  `${version}-${Math.floor(c.var.ctx.now / QUARTER)}-${ASSET_VERSION}`

const headersOf = (stamp: string) => ({ ETag: `W/"${stamp}"`, 'Cache-Control': 'public, max-age=0, must-revalidate' })

function repeated(c: Context<AppEnv>, key: string | null, stamp: string): Response | null {
  if (key === null) return null
  const known = pagesOf(c.var.ctx.db).get(key)
  if (known?.stamp !== stamp) return null
  const headers = headersOf(stamp)
  if (c.req.header('if-none-match') === headers.ETag) return c.body(null, 304, headers)
  return send(known, headers)
}

/** The bytes were encoded when the page was kept. Compressing them is the edge's part, which knows what the reader takes. */
const send = ({ bytes, status }: Kept, headers: Record<string, string>) =>
  new Response(bytes, { status, headers: { ...headers, 'Content-Type': 'text/html; charset=UTF-8' } })

const encoder = new TextEncoder()

function sendNew(c: Context<AppEnv>, key: string | null, stamp: string, { node, status = 200 }: Rendered): Response {
  const bytes = encoder.encode(`<!doctype html>${renderToString(node)}`)
  const page = { stamp, bytes, status }
  const { ETag, ...headers } = headersOf(stamp)
  if (key === null) return send(page, headers)
  pagesOf(c.var.ctx.db).set(key, page)
  return send(page, { ...headers, ETag })
}

/** Whether the request asks for what is newest, as a writer's own does: those who are signed in may have just written. */
export const wantsFresh = (c: Context<AppEnv>) =>
  /no-cache/.test(c.req.header('cache-control') ?? '') || /(^|; )__Host-session=/.test(c.req.header('cookie') ?? '')
