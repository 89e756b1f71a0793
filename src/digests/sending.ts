import { and, eq, exists, isNull, sql } from 'drizzle-orm'
import { HOUR, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically, type Statement } from '../db/client.ts'
import { type Delivery, withoutAddresses } from '../mail/mailer.ts'
import { nextDue } from './cadence.ts'
import { type Claimed, claimDigest, type DigestKey, stillOurs } from './claiming.ts'
import { type Composed, composeDigest, LeaseLost } from './composing.ts'
import { requireSubscription, type Subscription } from './queries.ts'
import { digestItems, digests, subscriptions } from './table.ts'

/** Providers keep keys for a day: after this no try may follow the first. */
const HORIZON = 23 * HOUR
const FIRST_PAUSE = 5 * MINUTE
const LONGEST_PAUSE = 4 * HOUR
/** A mail that cannot be composed so often is given up for its period. */
const COMPOSING_TRIES = 3

/** Sends a shard, one reader after the other: what goes wrong with one does not touch the next. */
export async function sendDigests(ctx: Ctx, keys: readonly DigestKey[]): Promise<void> {
  for (const key of keys) {
    try {
      await sendDigest(ctx, key)
    } catch (error) {
      // Its lease runs out, and a later tick takes it up.
      if (!(error instanceof LeaseLost)) console.error(`digest ${key.subscriptionId} ${key.period}`, error)
    }
  }
}

async function sendDigest(ctx: Ctx, key: DigestKey): Promise<void> {
  const digest = await claimDigest(ctx, key)
  if (!digest) return
  const subscription = await requireSubscription(ctx.db, key.subscriptionId)
  await finish(ctx, digest, subscription, await attempt(ctx, digest, subscription))
}

type Outcome =
  | { state: 'sent'; providerId: string | null }
  | { state: 'skipped' | 'failed' | 'uncertain'; reason: string }
  | { state: 'pending'; reason: string; nextTryAt: number; doubt: boolean }

async function attempt(ctx: Ctx, digest: Claimed, subscription: Subscription): Promise<Outcome> {
  if (digest.doubt && !ctx.mail.keepsKeys) return over(digest, 'the sender stopped while the mail was on its way')
  if (digest.doubt && !composedBefore(digest)) return over(digest, 'what it held was retracted')
  if (ctx.now - (digest.firstTryAt ?? ctx.now) > HORIZON) return over(digest, digest.reason ?? 'no answer in 23 hours')
  let composed: Composed | null
  try {
    composed = composedBefore(digest) ?? (await composeDigest(ctx, digest, subscription))
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    return notComposed(ctx, digest, error)
  }
  if (!composed) return { state: 'skipped', reason: 'nothing new' }
  const { subject, html, bodyText: text, headers } = composed
  const idempotencyKey = `${digest.run}/${subscription.id}`
  return outcomeOf(
    ctx,
    digest,
    await ctx.mail.send({ to: subscription.email, subject, html, text, headers, idempotencyKey }),
  )
}

const composedBefore = ({ subject, html, bodyText, headers }: Claimed): Composed | null =>
  subject !== null && html !== null && bodyText !== null && headers !== null
    ? { subject, html, bodyText, headers }
    : null

/** No try follows: where one may have been accepted nobody can tell any more, else it surely was not. */
const over = ({ doubt }: Claimed, reason: string): Outcome => ({ state: doubt ? 'uncertain' : 'failed', reason })

function notComposed(ctx: Ctx, digest: Claimed, error: unknown): Outcome {
  const reason = withoutAddresses(`could not be composed: ${error instanceof Error ? error.message : error}`)
  if (digest.tries >= COMPOSING_TRIES) return over(digest, reason)
  return { state: 'pending', reason, nextTryAt: nextTry(ctx, digest), doubt: digest.doubt }
}

function outcomeOf(ctx: Ctx, digest: Claimed, delivery: Delivery): Outcome {
  switch (delivery.outcome) {
    case 'sent':
      return { state: 'sent', providerId: delivery.providerId }
    case 'refused':
      return over(digest, delivery.cause)
    case 'deferred': {
      const nextTryAt = nextTry(ctx, digest, delivery.retryAfterMs)
      return { state: 'pending', reason: delivery.cause, nextTryAt, doubt: digest.doubt }
    }
    case 'ambiguous':
      if (!ctx.mail.keepsKeys) return { state: 'uncertain', reason: delivery.cause }
      return { state: 'pending', reason: delivery.cause, nextTryAt: nextTry(ctx, digest), doubt: true }
  }
}

/** When to try again: as the provider asks or after a growing pause, and at the horizon at the latest. */
function nextTry(ctx: Ctx, digest: Claimed, asked: number | null = null): number {
  const pause = asked ?? Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (digest.tries - 1))
  return Math.min(ctx.now + pause, (digest.firstTryAt ?? ctx.now) + HORIZON + 1)
}

/** Records the outcome. What is over moves the reader on to the next period; items that surely never arrived are free. */
async function finish(ctx: Ctx, digest: Claimed, subscription: Subscription, outcome: Outcome): Promise<void> {
  const isOver = outcome.state !== 'pending'
  const statements: Statement[] = []
  if (isOver) statements.push(moveOn(ctx, digest, subscription))
  if (outcome.state === 'failed') statements.push(releaseItems(ctx, digest))
  await atomically(ctx.db, [
    ...statements,
    ctx.db
      .update(digests)
      .set({ reason: null, ...outcome, leaseUntil: null, finishedAt: isOver ? ctx.now : null })
      .where(stillOurs(digest)),
  ])
}

function moveOn(ctx: Ctx, digest: Claimed, subscription: Subscription): Statement {
  const due = nextDue(subscription, ctx.now, [digest.period])
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
