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
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (host !== hostOf(c.var.ctx.origin)) return c.text('This host is not served here\n', 421)
  await next()
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** A token stands for the reader; mail programs send no Origin. The API ignores cookies. */
const EXEMPT = /^\/(unsubscribe\/|api\/v1\/)/

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

/** What every answer carries: no inline script or style, no framing, no sniffing; private unless the route says else. */
export const safeHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', POLICY)
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Strict-Transport-Security', 'max-age=31536000')
  // `no-referrer` would make browsers send `Origin: null`.
  headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  headers.set('X-Request-Id', c.var.requestId)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
}
