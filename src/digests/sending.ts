import { sql } from 'drizzle-orm'
import { joined } from '../../web/emails/digest-mail.tsx'
import type { Ctx } from '../context.ts'
import { atomically, type Statement, violatesUnique } from '../db/client.ts'
import { type BatchDelivery, causeOf } from '../mail/mailer.ts'
import type { Job } from '../queue.ts'
import { openings } from '../search/openings.ts'
import { type Call, digestKey, type Member, takeCalls } from './calls.ts'
import { type Claimed, claimDigests, readClaimed, type Shard } from './claiming.ts'
import { type Composed, composeDigests } from './composing.ts'
import { finishCalls, longestWait } from './finishing.ts'
import { freeze, type MadeCall, placeInCalls } from './freezing.ts'
import { TICK } from './scheduling.ts'

/** Singly, what a call takes costs no more than an invocation's statements and time allow. */
const MOST_SINGLE = 10
/** Without keys each mail is taken by itself right before it is sent: little is in doubt when a sender dies. */
const MOST_WITHOUT_KEYS = 4
const TRIES = 3

/** Sends what is due of a shard; what is left of it is handed on. */
export async function sendDigests(ctx: Ctx, shard: Shard): Promise<void> {
  const { batch, keepsKeys } = ctx.mail
  const most = batch?.most ?? (keepsKeys ? MOST_SINGLE : MOST_WITHOUT_KEYS)
  const limit = shard.kind === 'talent' ? 1 : most
  const { also = [] } = await openings(ctx, { fresh: true, also: claimDigests(ctx, shard, limit) })
  const claimed = readClaimed(also)
  if (!claimed.length) return comeBackAfterPause(ctx, shard)
  await sendClaimed(ctx, shard, claimed)
  const last = claimed[limit - 1]
  if (last && last.subscriptionId < shard.to)
    await ctx.queue.send([{ type: 'digests', now: ctx.now, ...shard, from: last.subscriptionId }])
}

/** What a pause keeps from being claimed comes back when it is over; after a longer one than a tick the tick brings it. */
async function comeBackAfterPause(ctx: Ctx, shard: Shard): Promise<void> {
  const [pause] = await ctx.db.all<{ until: number | null }>(
    sql`select max(until) as until from mail_pauses where until > ${ctx.now}`,
  )
  await comeBack(ctx, { type: 'digests', now: ctx.now, ...shard }, (pause?.until ?? 0) - ctx.now)
}

async function comeBack(ctx: Ctx, job: Job, waitMs: number): Promise<void> {
  if (waitMs > 0 && waitMs <= TICK) await ctx.queue.send([{ ...job, now: ctx.now + ctx.elapsed() }], waitMs)
}

async function sendClaimed(ctx: Ctx, { kind }: Shard, claimed: readonly Claimed[]): Promise<void> {
  const fresh = claimed.filter(({ bodyHash }) => bodyHash === null)
  const again = claimed.filter(({ bodyHash }) => bodyHash !== null)
  const fixedBefore = placeInCalls(ctx, again, mostIn(ctx))
  if (fixedBefore.length) await atomically(ctx.db, freeze(ctx, [], fixedBefore, false))
  // Last before they are sent: it looks once more who wants what.
  const made = await freezeFresh(ctx, kind, fresh)
  const waiting = new Set(fixedBefore.map(({ call }) => call))
  for (const id of ctx.mail.keepsKeys ? [] : made.map(({ id }) => id)) waiting.add(id)
  if (ctx.mail.keepsKeys) await sendAll(ctx, made)
  await sendCalls(ctx, [...waiting])
}

const mostIn = ({ mail }: Ctx) => mail.batch?.most ?? 1

/** Composes and fixes, and answers the calls that were made. */
async function freezeFresh(ctx: Ctx, kind: Shard['kind'], fresh: readonly Claimed[]): Promise<Call[]> {
  for (let attempt = 1; fresh.length; attempt++) {
    const composed = await composeDigests(ctx, kind, fresh)
    const ready = composed.flatMap((one) => ('letter' in one ? [one.claimed] : []))
    const statements = freeze(ctx, composed, placeInCalls(ctx, ready, mostIn(ctx)), ctx.mail.keepsKeys)
    try {
      const answers = await ctx.db.batch(statements as unknown as [Statement])
      return callsOf(answers.at(-1) as unknown as MadeCall[], composed)
    } catch (error) {
      // Another subscription of a reader told the same just now: what is left for them is looked up again.
      if (attempt === TRIES || !violatesUnique(error, 'digest_items.email_key')) throw error
    }
  }
  return []
}

function callsOf(made: readonly MadeCall[], composed: readonly Composed[]): Call[] {
  const ready = new Map(composed.flatMap((one) => ('letter' in one ? [[digestKey(one.claimed), one]] : [])))
  return made.map(({ id, members }) => ({
    id,
    tries: 1,
    doubt: false,
    mails: (JSON.parse(members) as Member[]).flatMap((member) => {
      const one = ready.get(digestKey(member))
      return one ? [{ ...one.letter, ...member, email: one.claimed.reader.email }] : []
    }),
  }))
}

/** Makes calls that wait: never made, put off, or left by a sender that died. */
export async function sendCalls(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ctx.mail.keepsKeys) return ids.length ? sendAll(ctx, await takeCalls(ctx, ids)) : undefined
  for (const id of ids) await sendAll(ctx, await takeCalls(ctx, [id]))
}

async function sendAll(ctx: Ctx, calls: readonly Call[]): Promise<void> {
  const done: { call: Call; delivery: BatchDelivery }[] = []
  for (const call of calls) done.push({ call, delivery: await deliver(ctx, call).catch(lost) })
  if (!done.length) return
  await atomically(ctx.db, finishCalls(ctx, done))
  const ids = done.flatMap(({ call, delivery }) => (delivery.outcome === 'sent' ? [] : [call.id]))
  await comeBack(ctx, { type: 'digest-calls', now: ctx.now, ids }, longestWait(done))
}

/** What became of the call nobody knows. */
const lost = (error: unknown): BatchDelivery => ({ outcome: 'ambiguous', cause: causeOf(error) })

async function deliver({ mail }: Ctx, { id, mails }: Call): Promise<BatchDelivery> {
  const messages = mails.map(({ email, subject, pieces, headers }) => ({ to: email, subject, pieces, headers }))
  const [only] = messages
  if (only && messages.length === 1) {
    const { pieces, ...rest } = only
    const delivery = await mail.send({ ...rest, ...joined(pieces), idempotencyKey: id })
    return delivery.outcome === 'sent' ? { outcome: 'sent', providerIds: [delivery.providerId] } : delivery
  }
  return mail.batch ? mail.batch.send(messages, id) : { outcome: 'refused', cause: 'one mail a call' }
}
