import { and, eq, exists, isNull, sql } from 'drizzle-orm'
import { HOUR, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically, type Statement } from '../db/client.ts'
import type { Delivery } from '../mail/mailer.ts'
import { nextDue } from './cadence.ts'
import { type Claimed, claimDigest, type DigestKey, stillOurs } from './claiming.ts'
import { type Composed, composeDigest, unsubscribeHeaders } from './composing.ts'
import { requireSubscription, type Subscription } from './queries.ts'
import { digestItems, digests, subscriptions } from './table.ts'

/** Providers keep keys for a day: after this no try may follow the first. */
const HORIZON = 23 * HOUR
const FIRST_PAUSE = 5 * MINUTE
const LONGEST_PAUSE = 4 * HOUR

/** Sends a shard, one reader after the other: what goes wrong with one does not touch the next. */
export async function sendDigests(ctx: Ctx, keys: readonly DigestKey[]): Promise<void> {
  for (const key of keys) await sendDigest(ctx, key)
}

async function sendDigest(ctx: Ctx, key: DigestKey): Promise<void> {
  const claim = await claimDigest(ctx, key)
  if (!claim) return
  const subscription = await requireSubscription(ctx.db, key.subscriptionId)
  const outcome = await attempt(ctx, claim.digest, claim.resumed, subscription).catch(
    (error): Outcome => ({
      state: 'failed',
      reason: `could not be composed: ${error instanceof Error ? error.message : error}`,
    }),
  )
  await finish(ctx, claim.digest, subscription, outcome)
}

type Outcome =
  | { state: 'sent'; providerId: string | null }
  | { state: 'skipped' | 'failed' | 'uncertain'; reason: string }
  | { state: 'pending'; reason: string; nextTryAt: number }

async function attempt(ctx: Ctx, digest: Claimed, resumed: boolean, subscription: Subscription): Promise<Outcome> {
  const fixed = composedBefore(digest)
  if (fixed && resumed && !ctx.mail.keepsKeys)
    return { state: 'uncertain', reason: 'the sender stopped while the mail was on its way' }
  if (fixed && isBeyondHorizon(ctx, digest)) return beyondHorizon(resumed, digest)
  const composed = fixed ?? (await composeDigest(ctx, digest, subscription))
  if (!composed) return { state: 'skipped', reason: 'nothing new' }
  const delivery = await ctx.mail.send({
    to: subscription.email,
    subject: composed.subject,
    html: composed.html,
    text: composed.bodyText,
    headers: await unsubscribeHeaders(ctx, digest),
    idempotencyKey: `${digest.run}/${subscription.id}`,
  })
  return outcomeOf(ctx, digest, delivery)
}

const composedBefore = ({ subject, html, bodyText }: Claimed): Composed | null =>
  subject !== null && html !== null && bodyText !== null ? { subject, html, bodyText } : null

const isBeyondHorizon = (ctx: Ctx, digest: Claimed) => ctx.now - (digest.firstTryAt ?? ctx.now) > HORIZON
const AMBIGUOUS = 'perhaps accepted: '

/** Where an earlier try may have been accepted nobody can tell any more; else it surely was not. */
const beyondHorizon = (resumed: boolean, digest: Claimed): Outcome =>
  resumed || digest.reason?.startsWith(AMBIGUOUS)
    ? { state: 'uncertain', reason: 'tried for 23 hours without a clear answer' }
    : { state: 'failed', reason: `refused for 23 hours: ${digest.reason ?? 'no answer'}` }

function outcomeOf(ctx: Ctx, digest: Claimed, delivery: Delivery): Outcome {
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (digest.tries - 1))
  switch (delivery.outcome) {
    case 'sent':
      return { state: 'sent', providerId: delivery.providerId }
    case 'refused':
      return { state: 'failed', reason: delivery.cause }
    case 'deferred':
      return {
        state: 'pending',
        reason: keepDoubt(digest, delivery.cause),
        nextTryAt: ctx.now + (delivery.retryAfterMs ?? pause),
      }
    case 'ambiguous':
      if (!ctx.mail.keepsKeys) return { state: 'uncertain', reason: delivery.cause }
      return { state: 'pending', reason: AMBIGUOUS + delivery.cause, nextTryAt: ctx.now + pause }
  }
}

/** One try that may have been accepted is not forgotten when a later one surely was not. */
const keepDoubt = (digest: Claimed, cause: string) => (digest.reason?.startsWith(AMBIGUOUS) ? digest.reason : cause)

/** Records the outcome. What is over moves the reader on to the next period; items that surely never arrived are free again. */
async function finish(ctx: Ctx, digest: Claimed, subscription: Subscription, outcome: Outcome): Promise<void> {
  const over = outcome.state !== 'pending'
  const statements: Statement[] = []
  if (over) statements.push(moveOn(ctx, digest, subscription))
  if (outcome.state === 'failed') statements.push(releaseItems(ctx, digest))
  await atomically(ctx.db, [
    ...statements,
    ctx.db
      .update(digests)
      .set({ reason: null, ...outcome, leaseUntil: null, finishedAt: over ? ctx.now : null })
      .where(stillOurs(digest)),
  ])
}

function moveOn(ctx: Ctx, digest: Claimed, subscription: Subscription): Statement {
  const due = nextDue(subscription, ctx.now, digest.period)
  return ctx.db
    .update(subscriptions)
    .set({ nextPeriod: due.period, nextDueAt: due.at })
    .where(
      and(
        eq(subscriptions.id, subscription.id),
        eq(subscriptions.nextPeriod, digest.period),
        isNull(subscriptions.endedAt),
        leaseHeld(ctx, digest),
      ),
    )
}

function releaseItems(ctx: Ctx, digest: Claimed): Statement {
  const { subscriptionId, period } = digest
  return ctx.db
    .delete(digestItems)
    .where(and(eq(digestItems.subscriptionId, subscriptionId), eq(digestItems.period, period), leaseHeld(ctx, digest)))
}

/** For writes beside the digest's own row, in one batch with it and before it. */
const leaseHeld = (ctx: Ctx, digest: Claimed) =>
  exists(ctx.db.select({ held: sql`1` }).from(digests).where(stillOurs(digest)))
