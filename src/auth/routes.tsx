import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { AccountPage } from '../../web/auth/account-page.tsx'
import { KeysPage } from '../../web/auth/keys-page.tsx'
import { AskedToSignInPage, SignInLinkPage, SignInPage } from '../../web/auth/sign-in-pages.tsx'
import type { Person } from '../context.ts'
import { issuesOf, notFound } from '../errors.ts'
import { Address } from '../fields.ts'
import { membershipInGroup } from '../groups/policy.ts'
import { listOwnGroups } from '../groups/queries.ts'
import { anybody, linkHolder, open, personOf, SESSION_COOKIE, signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { networkOf } from '../http/network.ts'
import { page } from '../http/page.tsx'
import { selectAges } from '../moderation/queue.ts'
import { membershipIn } from '../organizations/policy.ts'
import { listOwnOrganizations } from '../organizations/queries.ts'
import { paths } from '../paths.ts'
import { renamePerson } from '../people/renaming.ts'
import { PersonInput } from '../people/schema.ts'
import { listKeys, makeKey, revokeKey } from './api-keys.ts'
import { KeyInput, type KeyScope, nextPath, SignInCode } from './schema.ts'
import { agentWords, endSession, endSessions, findPerson, listSessions } from './sessions.ts'
import {
  askToSignIn,
  readSignIn,
  SESSION_VALID_MS,
  SIGN_IN_VALID_MS,
  type SignedIn,
  signInByCode,
  signInByLink,
} from './signing-in.ts'

const NONCE_COOKIE = 'sign-in'
const cookie = (ms: number) =>
  ({ prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge: ms / 1000 }) as const

const browserOf = (c: Context<AppEnv>) => ({
  nonce: getCookie(c, NONCE_COOKIE, 'host'),
  agent: agentWords(c.req.header('user-agent')),
})

/** A new id at every sign-in; what the browser held before is ended. */
async function welcome(c: Context<AppEnv>, { token, next }: SignedIn): Promise<Response> {
  const before = await findPerson(c.var.ctx, getCookie(c, SESSION_COOKIE, 'host') ?? '')
  if (before) await endSession(c.var.ctx, before.id, before.session.id)
  setCookie(c, SESSION_COOKIE, token, cookie(SESSION_VALID_MS))
  deleteCookie(c, NONCE_COOKIE, { prefix: 'host', path: '/', secure: true })
  return c.redirect(nextPath(next), 303)
}

async function account(c: Context<AppEnv>, refused: { typed?: string; error?: string } = {}) {
  const { ctx } = c.var
  const person = personOf(c)
  const [sessions, keys, organizations, groups] = await ctx.db.batch([
    listSessions(ctx, person.id),
    listKeys(ctx, person.id),
    listOwnOrganizations(ctx.db, person.id),
    listOwnGroups(ctx.db, person.id),
  ])
  const done = c.req.query('done') ?? ''
  const [ages] = person.role === 'person' ? [] : await selectAges(ctx.db, ctx.now)
  const props = { person, waiting: ages?.count ?? null, sessions, keys, organizations, groups, done, now: ctx.now }
  return page(c, <AccountPage {...props} {...refused} />, refused.error ? 422 : 200)
}

type Asked = { typed?: string; subject?: string; error?: string; made?: string }

async function keysPage(c: Context<AppEnv>, asked: Asked = {}) {
  const person = personOf(c)
  const { db } = c.var.ctx
  const [organizations, groups] = await db.batch([listOwnOrganizations(db, person.id), listOwnGroups(db, person.id)])
  return page(c, <KeysPage {...{ person, organizations, groups, ...asked }} />, asked.error ? 422 : 200)
}

/** What a key is to reach: oneself, or an organization or group of one's own. */
function reachOf(person: Person, subject: string | undefined): { scope: KeyScope; subjectId: string } {
  if (subject === undefined || subject === person.id) return { scope: 'person', subjectId: person.id }
  if (membershipIn(person, subject) !== null) return { scope: 'organization', subjectId: subject }
  if (membershipInGroup(person, subject) !== null) return { scope: 'group', subjectId: subject }
  throw notFound('Organization or group')
}

export const authRoutes = new Hono<AppEnv>()
  .get('/sign-in', anybody, (c) => {
    const next = nextPath(c.req.query('next'))
    if (c.var.ctx.actor.type === 'person') return c.redirect(next, 303)
    return page(c, <SignInPage next={next} />)
  })

  .post('/sign-in', open, async (c) => {
    const form = await readForm(c.req.raw)
    const typed = form.get('email') ?? ''
    const next = nextPath(form.get('next'))
    const email = Address.safeParse(typed)
    if (!email.success) {
      const error = email.error.issues[0]?.message
      return page(c, <SignInPage {...{ next, typed, error }} />, 422)
    }
    const { nonce } = await askToSignIn(c.var.ctx, { email: email.data, next, network: networkOf(c.req.raw) })
    setCookie(c, NONCE_COOKIE, nonce, cookie(SIGN_IN_VALID_MS))
    return page(c, <AskedToSignInPage />, 202)
  })

  .post('/sign-in/code', linkHolder, async (c) => {
    const typed = (await readForm(c.req.raw)).get('code') ?? ''
    const code = SignInCode.safeParse(typed)
    if (!code.success) {
      const error = code.error.issues[0]?.message ?? 'Give the code from the mail'
      return page(c, <AskedToSignInPage {...{ typed, error }} />, 422)
    }
    const signedIn = await signInByCode(c.var.ctx, code.data, browserOf(c))
    if (signedIn) return welcome(c, signedIn)
    const error =
      'This is not the code of the newest mail, or it was tried too often. Look again, or ask for a new mail.'
    return page(c, <AskedToSignInPage {...{ typed, error }} />, 422)
  })

  // Only the press acts. Mail scanners open links, and some run the scripts of what they open.
  .get('/sign-in/:token', linkHolder, async (c) => {
    const found = await readSignIn(c.var.ctx, c.req.param('token'), browserOf(c).nonce)
    return page(c, <SignInLinkPage found={found} />, found === 'gone' ? 404 : 200)
  })

  .post('/sign-in/:token', linkHolder, async (c) => {
    const token = c.req.param('token')
    const signedIn = await signInByLink(c.var.ctx, token, browserOf(c))
    if (signedIn) return welcome(c, signedIn)
    const found = await readSignIn(c.var.ctx, token, browserOf(c).nonce)
    return page(c, <SignInLinkPage found={found} />, found === 'elsewhere' ? 403 : 404)
  })

  .post('/sign-out', signedIn, async (c) => {
    const { id, session } = personOf(c)
    await endSession(c.var.ctx, id, session.id)
    deleteCookie(c, SESSION_COOKIE, { prefix: 'host', path: '/', secure: true })
    return c.redirect(paths.board(), 303)
  })

  .get('/me', signedIn, (c) => account(c))

  .post('/me/name', signedIn, async (c) => {
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const given = PersonInput.safeParse(typed)
    if (!given.success) {
      const error = issuesOf(given.error)
        .map(({ message }) => message)
        .join(' ')
      return account(c, { typed: typed.name ?? '', error })
    }
    await renamePerson(c.var.ctx, personOf(c).id, given.data)
    return c.redirect(`${paths.me()}?done=name`, 303)
  })

  .post('/me/sessions/end', signedIn, async (c) => {
    const { id, session } = personOf(c)
    if ((await readForm(c.req.raw)).get('here') === 'too') {
      await endSessions(c.var.ctx, id)
      deleteCookie(c, SESSION_COOKIE, { prefix: 'host', path: '/', secure: true })
      return c.redirect(paths.board(), 303)
    }
    await endSessions(c.var.ctx, id, { except: session.id })
    return c.redirect(`${paths.me()}?done=sessions`, 303)
  })

  .post('/me/sessions/:id/end', signedIn, async (c) => {
    await endSession(c.var.ctx, personOf(c).id, c.req.param('id'))
    return c.redirect(`${paths.me()}?done=session`, 303)
  })

  .get('/me/keys', signedIn, (c) => keysPage(c, { subject: c.req.query('subject') }))

  .post('/me/keys', signedIn, async (c) => {
    const { subject, ...typed } = Object.fromEntries(await readForm(c.req.raw))
    const person = personOf(c)
    const given = KeyInput.safeParse(typed)
    if (!given.success) return keysPage(c, { typed: typed.name ?? '', subject, error: given.error.issues[0]?.message })
    const of = reachOf(person, subject)
    const made = await makeKey(c.var.ctx, { personId: person.id, ...of, name: given.data.name })
    return keysPage(c, { subject, made })
  })

  .post('/me/keys/:id/revocation', signedIn, async (c) => {
    await revokeKey(c.var.ctx, personOf(c).id, c.req.param('id'))
    return c.redirect(`${paths.me()}?done=key`, 303)
  })
