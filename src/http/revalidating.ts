import type { Context } from 'hono'
import { ASSET_VERSION } from '../../web/assets.ts'
import { quarterOf } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { believedIndex } from '../search/openings.ts'
import type { AppEnv } from './app-env.ts'

/** For what everybody may keep, as long as it asks each time whether it is still right. */
export const shared = { 'Cache-Control': 'public, max-age=0, must-revalidate' }

/**
 * Names what is made at one address of the board's version, the clock's quarter of an hour and the static files. The tag
 * of another address never stands for it: there may be nothing at this one.
 */
export const etagOf = (ctx: Pick<Ctx, 'now'>, version: number, address: string) =>
  `W/"${version}-${quarterOf(ctx.now)}-${ASSET_VERSION}-${hashOf(address)}"`

/** FNV-1a: it keeps honest addresses apart, and a forged tag wins nothing but an empty answer. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

const opaque = (tag: string) => tag.replace(/^W\//, '')

/** Whether `If-None-Match` names it: one tag or several, weak or strong; `*` is whatever there is (RFC 9110, 13.1.2). */
export function isKnownTo({ headers }: Request, etag: string): boolean {
  const known = headers.get('if-none-match')
  if (!known || known === etag) return known === etag
  return known.trim() === '*' || (known.match(/(W\/)?"[^"]*"/g) ?? []).some((tag) => opaque(tag) === opaque(etag))
}

type OfBoard = { version: number }
type Source<T> = {
  /** Reads what the answer is made of, with the board's version, in one round trip. */
  open: () => Promise<T>
  compose: (opened: T) => Response | Promise<Response>
}

/**
 * A public answer that is the same for everybody: not composed again for who has it, and not even looked up within the
 * second in which the board's version is believed.
 */
export async function revalidated<T extends OfBoard>(c: Context<AppEnv>, { open, compose }: Source<T>) {
  const { ctx } = c.var
  const believed = wantsFresh(c) ? null : believedIndex(ctx)
  if (believed && isUnmoved(c, believed.version)) return unchanged(c, believed.version)
  const opened = await open()
  const { version } = opened
  return isUnmoved(c, version) ? unchanged(c, version) : named(c, version, await compose(opened))
}

/** The same for what only a deployment changes: asks no database. */
export const revalidatedConstant = async (c: Context<AppEnv>, compose: () => Response) =>
  isUnmoved(c, NO_BOARD) ? unchanged(c, NO_BOARD) : named(c, NO_BOARD, compose())

const NO_BOARD = 0

const tagOf = (c: Context<AppEnv>, version: number) => etagOf(c.var.ctx, version, c.req.url)

/** Whether there is anything at all for `*` to name, only composing it tells. */
const isUnmoved = (c: Context<AppEnv>, version: number) =>
  c.req.header('if-none-match') !== '*' && isKnownTo(c.req.raw, tagOf(c, version))

const headersOf = (c: Context<AppEnv>, version: number) => ({ ...shared, ETag: tagOf(c, version) })
const unchanged = (c: Context<AppEnv>, version: number): Response => c.body(null, 304, headersOf(c, version))

function named(c: Context<AppEnv>, version: number, answer: Response): Response {
  if (answer.status !== 200) return answer
  if (isKnownTo(c.req.raw, tagOf(c, version))) return unchanged(c, version)
  for (const [name, value] of Object.entries(headersOf(c, version))) answer.headers.set(name, value)
  return answer
}

/** Whether the request asks for what is newest, as a writer's own does: those who are signed in may have just written. */
export const wantsFresh = (c: Context<AppEnv>) => asksForFresh(c.req.raw)

export function asksForFresh({ headers }: Request): boolean {
  const [control, cookie] = [headers.get('cache-control'), headers.get('cookie')]
  return (control?.includes('no-cache') ?? false) || /(^|; )__Host-session=/.test(cookie ?? '')
}
