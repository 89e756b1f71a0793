import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { liftErasure } from '../people/erasing.ts'
import { nextDue } from './cadence.ts'
import { requireSubscription } from './queries.ts'
import { subscriptions } from './table.ts'
import { makeToken, readToken } from './tokens.ts'

/** Opens the subscription a mailed link stands for, without changing anything: scanners open links. */
export async function readConfirmation(ctx: Ctx, token: string) {
  const subscription = await requireSubscription(ctx.db, await readToken(ctx, 'confirm', token))
  if (subscription.endedAt) throw notFound('Subscription')
  return subscription
}

/** Confirms, once; what is open now counts as known. Answers the token that manages the subscription. */
export async function confirmSubscription(ctx: Ctx, token: string): Promise<string> {
  const subscription = await readConfirmation(ctx, token)
  const due = nextDue(subscription, ctx.now)
  await atomically(ctx.db, [
    ctx.db
      .update(subscriptions)
      .set({
        confirmedAt: ctx.now,
        knownVersion: sql`(select value from versions where name = 'board')`,
        nextPeriod: due.period,
        nextDueAt: due.at,
        updatedAt: ctx.now,
      })
      .where(
        and(eq(subscriptions.id, subscription.id), isNull(subscriptions.confirmedAt), isNull(subscriptions.endedAt)),
      ),
    ...recordEventIfChanged(ctx, 'subscription.confirmed', subscription.id),
    liftErasure(ctx, sql`${subscription.emailKey}`),
  ])
  return makeToken(ctx, 'manage', subscription.id)
}

/** The subscription a reader's own link stands for. */
export const readSubscription = async (ctx: Ctx, token: string) =>
  requireSubscription(ctx.db, await readToken(ctx, 'manage', token))

/** Ends a subscription at once. Doing it again changes nothing. */
export async function unsubscribe(ctx: Ctx, token: string): Promise<void> {
  const id = await readToken(ctx, 'manage', token)
  await atomically(ctx.db, [
    ctx.db
      .update(subscriptions)
      .set({ endedAt: ctx.now, nextDueAt: null, asked: null, updatedAt: ctx.now })
      .where(and(eq(subscriptions.id, id), isNull(subscriptions.endedAt))),
    ...recordEventIfChanged(ctx, 'subscription.ended', id),
  ])
}
