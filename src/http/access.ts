import type { Context, Hono, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { findKeyHolder } from '../auth/api-keys.ts'
import { hasShownPasskey } from '../auth/policy.ts'
import { findPerson } from '../auth/sessions.ts'
import type { Actor, KeyHolder, Person } from '../context.ts'
import { AppError, forbidden, notFound, signInFirst } from '../errors.ts'
import { paths } from '../paths.ts'
import type { AppEnv } from './app-env.ts'

export const SESSION_COOKIE = 'session'

/** Whom a route lets in, before its command looks at the thing itself. */
type Rule = {
  name: string
  /** Who asks. Without it nobody is asked, so that the answer is the same for everybody. */
  identify?: (c: Context<AppEnv>) => Promise<Actor>
  admit?: (c: Context<AppEnv>, actor: Actor) => Response | undefined
}
const rules = new WeakMap<object, string>()

function rule({ name, identify, admit }: Rule): MiddlewareHandler<AppEnv> {
  const guard: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (!identify) return next()
    const actor = await identify(c)
    c.set('ctx', { ...c.var.ctx, actor })
    return admit?.(c, actor) ?? next()
  }
  rules.set(guard, name)
  return guard
}

async function bySession(c: Context<AppEnv>): Promise<Actor> {
  const token = getCookie(c, SESSION_COOKIE, 'host')
  return (token && (await findPerson(c.var.ctx, token))) || { type: 'anonymous' }
}

async function byKey(c: Context<AppEnv>): Promise<Actor> {
  const [, token] = /^Bearer (onw_[\w-]{43})$/.exec(c.req.header('authorization') ?? '') ?? []
  const holder = token && (await findKeyHolder(c.var.ctx, token))
  if (!holder) throw new AppError(401, 'unauthenticated', 'Send a key that is good: Authorization: Bearer onw_…')
  return holder
}

/** Reads lead to the sign-in and back; a write that came too late is refused. */
function signIn(c: Context<AppEnv>): Response {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') throw signInFirst()
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(paths.signIn(pathname + search), 303)
}

/** Anybody, without being asked who they are. */
export const open = rule({ name: 'open' })
/** Whoever holds a link with a token of its own; the command reads the token. */
export const linkHolder = rule({ name: 'linkHolder' })
/** A provider that signs what it sends; the command reads the signature. */
export const signedByProvider = rule({ name: 'signedByProvider' })
/** Anybody; who is signed in is known. */
export const anybody = rule({ name: 'anybody', identify: bySession })
export const signedIn = rule({
  name: 'signedIn',
  identify: bySession,
  admit: (c, actor) => (actor.type === 'person' ? undefined : signIn(c)),
})
/** A key of the API; cookies are not looked at. The command checks what the key reaches. */
export const keyHolder = rule({ name: 'keyHolder', identify: byKey })

/** For the rest it is as if there were nothing. Their powers ask for a passkey: enrolled first, then shown once a session. */
const staff = (name: string, roles: Person['role'][]) =>
  rule({
    name,
    identify: bySession,
    admit: (c, actor) => {
      if (actor.type !== 'person') return signIn(c)
      if (!roles.includes(actor.role)) throw notFound('Page')
      if (hasShownPasskey(actor)) return undefined
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') throw forbidden()
      return c.redirect(paths.passkeys(new URL(c.req.url).pathname), 303)
    },
  })
export const moderators = staff('moderators', ['moderator', 'admin'])
export const admins = staff('admins', ['admin'])

/** Who holds the key, behind `keyHolder`. */
export function keyHolderOf(c: Context<AppEnv>): KeyHolder {
  const { actor } = c.var.ctx
  if (actor.type !== 'key') throw signInFirst()
  return actor
}

/** Who is signed in, behind a rule that lets in nobody else. */
export function personOf(c: Context<AppEnv>): Person {
  const { actor } = c.var.ctx
  if (actor.type !== 'person') throw signInFirst()
  return actor
}

/** Each route with the rule it names. Fails at start where one names none: nothing is open by oversight. */
// biome-ignore lint/suspicious/noExplicitAny: any app will do, whatever its bindings and paths
export function rulesOf(app: Pick<Hono<any, any, any>, 'routes'>): { method: string; path: string; rule: string }[] {
  const found = new Map<string, { method: string; path: string; rule: string | undefined }>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue
    const key = `${method} ${path}`
    const before = found.get(key)?.rule
    found.set(key, { method, path, rule: before ?? rules.get(handler) })
  }
  return [...found.values()].map(({ rule, ...route }) => {
    if (!rule) throw new Error(`${route.method} ${route.path} names no rule of src/http/access.ts`)
    return { ...route, rule }
  })
}
