import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { DAY, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { allowMail, emailKeyOf } from '../mail/allowance.ts'
import { sha256 } from '../secrets.ts'
import { proveMailbox } from './proving.ts'
import { signInRequests as requests } from './table.ts'
import { linkToken, mailedCode, randomToken } from './tokens.ts'

export const SIGN_IN_VALID_MS = 15 * MINUTE
export const SESSION_VALID_MS = 30 * DAY
const MOST_TRIES = 5

type Asked = { email: string; next: string; network: string }

/**
 * Mails a link and a code to an address, known or not. Answers what the asking browser must keep. Past the limit of an
 * address nothing is sent, and the link that is out stays good: strangers cannot kill it by asking.
 */
export async function askToSignIn(ctx: Ctx, { email, next, network }: Asked): Promise<{ nonce: string }> {
  const emailKey = await emailKeyOf(ctx, email)
  const [nonce, seed] = [randomToken(), randomToken()]
  const [tokenHash, nonceHash] = await Promise.all([linkToken(ctx, seed).then(sha256), sha256(nonce)])
  if (!(await allowMail(ctx, { emailKey, network, kind: 'signIn' }))) return { nonce }
  const request = { email, seed, tokenHash, nonceHash, next, tries: 0, askedAt: ctx.now, sessionId: null }
  await atomically(ctx.db, [
    ctx.db
      .insert(requests)
      .values({ emailKey, ...request })
      .onConflictDoUpdate({ target: requests.emailKey, set: request }),
    ...recordEvent(ctx, 'sign-in.requested', nonceHash),
  ])
  await ctx.queue.send([{ type: 'sign-in', seed, now: ctx.now }])
  return { nonce }
}

const open = (ctx: Ctx) => and(isNull(requests.sessionId), gt(requests.askedAt, ctx.now - SIGN_IN_VALID_MS))

/** What a mailed link would do in this browser, without doing it: scanners open links. */
export async function readSignIn(
  ctx: Ctx,
  token: string,
  nonce: string | undefined,
): Promise<'here' | 'elsewhere' | 'gone'> {
  const [row] = await ctx.db
    .select({ nonceHash: requests.nonceHash })
    .from(requests)
    .where(and(eq(requests.tokenHash, await sha256(token)), open(ctx)))
  if (!row) return 'gone'
  return row.nonceHash === (await sha256(nonce ?? '')) ? 'here' : 'elsewhere'
}

export type SignedIn = { token: string; next: string }
type Browser = { nonce: string | undefined; agent: string }

/** Signs in by the mailed link, in the browser that asked for it. Null where the link is not good (any more). */
export async function signInByLink(ctx: Ctx, token: string, { nonce, agent }: Browser): Promise<SignedIn | null> {
  const [tokenHash, nonceHash] = await Promise.all([sha256(token), sha256(nonce ?? '')])
  return startSession(ctx, tokenHash, nonceHash, agent)
}

/** Signs in by the mailed code, typed into the browser that asked for it: five tries. */
export async function signInByCode(ctx: Ctx, code: string, { nonce, agent }: Browser): Promise<SignedIn | null> {
  const nonceHash = await sha256(nonce ?? '')
  const [request] = await ctx.db
    .update(requests)
    .set({ tries: sql`${requests.tries} + 1` })
    .where(and(eq(requests.nonceHash, nonceHash), lt(requests.tries, MOST_TRIES), open(ctx)))
    .returning({ seed: requests.seed, tokenHash: requests.tokenHash })
  if (!request || (await sha256(await mailedCode(ctx, request.seed))) !== (await sha256(code))) return null
  return startSession(ctx, request.tokenHash, nonceHash, agent)
}

/**
 * Uses up a request, once however many presses there are, and makes its session. The first proof of a mailbox makes the
 * account, and takes away what others had set up for the address.
 */
async function startSession(ctx: Ctx, tokenHash: string, nonceHash: string, agent: string): Promise<SignedIn | null> {
  const token = randomToken()
  const [id, personId] = [ctx.newId('ses'), ctx.newId('per')]
  const sessionHash = await sha256(token)
  const used = sql`(select email_key from sign_in_requests where session_id = ${id})`
  const { db, now } = ctx
  const made = db.run(sql`insert into people (id, name, email, email_key, role, example, created_at)
    select ${personId}, '', email, email_key, 'person', 0, ${now} from sign_in_requests where session_id = ${id}
    on conflict (email_key) do nothing`)
  const proven = proveMailbox(ctx, used)
  const answers = await db.batch([
    db
      .update(requests)
      .set({ sessionId: id })
      .where(and(eq(requests.tokenHash, tokenHash), eq(requests.nonceHash, nonceHash), open(ctx)))
      .returning({ next: requests.next }),
    made,
    ...proven,
    db.all<{ id: string }>(sql`insert into sessions (id, token_hash, person_id, agent, created_at, seen_at, expires_at)
      select ${id}, ${sessionHash}, p.id, ${agent}, ${now}, ${now}, ${now + SESSION_VALID_MS} from people p
      where p.email_key = ${used} and not exists (select 1 from suspensions where subject_id = p.id) returning id`),
    ...recordEventIfChanged(ctx, 'session.started', id),
  ])
  const [request] = answers[0]
  const started = answers[2 + proven.length] as unknown[]
  return request && started.length ? { token, next: request.next } : null
}
