import type { MiddlewareHandler } from 'hono'
import { forbidden } from '../errors.ts'
import type { AppEnv } from './app-env.ts'

/** Parsed once: it is the same for every request. */
const hosts = new Map<string, string>()
function hostOf(origin: string): string {
  let host = hosts.get(origin)
  if (!host) {
    host = new URL(origin).host
    hosts.set(origin, host)
  }
  return host
}

/** Links, cookies and origin checks hold for one host only: any other is not ours. */
export const ownHostOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!isOwnHost(c.req.raw, c.var.ctx.origin)) return c.text('This host is not served here\n', 421)
  await next()
}

export const isOwnHost = (request: Request, origin: string) =>
  (request.headers.get('host') ?? new URL(request.url).host) === hostOf(origin)

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** A token stands for the reader, a signature for the provider; neither sends an Origin. The API ignores cookies. */
const EXEMPT = /^\/(unsubscribe\/|webhooks\/|api\/v1\/)/

/** Refuses every unsafe request that another site could have caused, whatever its content type. */
export const sameOriginOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!SAFE.has(c.req.method) && !EXEMPT.test(c.req.path) && !fromHere(c.req.raw, c.var.ctx.origin)) throw forbidden()
  await next()
}

function fromHere(request: Request, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site && site !== 'same-origin') return false
  return request.headers.get('origin') === origin
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const always = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
  // `no-referrer` would make browsers send `Origin: null`.
  'Referrer-Policy': 'strict-origin-when-cross-origin',
}
/** What every page carries: no inline script or style, no framing, no sniffing. */
export const safety = { ...always, 'Content-Security-Policy': POLICY }

/** Makes every answer safe; private unless the route says else. */
export const safeHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  for (const [name, value] of Object.entries(always)) headers.set(name, value)
  headers.set('X-Request-Id', c.get('requestId'))
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', POLICY)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
}
