import { and, eq, isNull, sql } from 'drizzle-orm'
import { DAY, HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { notFound, tooMany } from '../errors.ts'
import { recordEvent } from '../events.ts'
import { nextDue } from './cadence.ts'
import {
  countMailRequests,
  requireSubscription,
  selectLastPeriod,
  selectSameSearch,
  selectSuppression,
} from './queries.ts'
import { defaultSchedule, type Schedule } from './schema.ts'
import { mailRequests, subscriptions } from './table.ts'
import { makeToken, readToken } from './tokens.ts'

/** Mails a stranger can cause: to one address, from one network, and in all. */
const LIMITS = { addressHour: 3, addressDay: 5, networkHour: 20, totalHour: 2_000 }
const ALL = 'all'

type Asked = { email: string; query: string; zone: string; network: string }

/**
 * Asks an address to confirm a subscription. Known, unknown and suppressed addresses get the same answer; over the
 * limit of an address nothing is sent. Too many requests from one network answer 429.
 */
export async function subscribe(ctx: Ctx, { email, query, zone, network }: Asked): Promise<void> {
  const emailKey = await ctx.secrets.fingerprint(email.toLowerCase())
  const networkScope = `network ${await ctx.secrets.fingerprint(network)}`
  const [inHour, inDay, fromNetwork, inAll, suppressed, [same]] = await ctx.db.batch([
    countMailRequests(ctx.db, emailKey, ctx.now - HOUR),
    countMailRequests(ctx.db, emailKey, ctx.now - DAY),
    countMailRequests(ctx.db, networkScope, ctx.now - HOUR),
    countMailRequests(ctx.db, ALL, ctx.now - HOUR),
    selectSuppression(ctx.db, emailKey),
    selectSameSearch(ctx.db, emailKey, query),
  ])
  const count = (rows: { count: number }[]) => rows[0]?.count ?? 0
  if (count(fromNetwork) >= LIMITS.networkHour || count(inAll) >= LIMITS.totalHour)
    throw tooMany('Too many subscriptions were asked for; try again in an hour')
  if (count(inHour) >= LIMITS.addressHour || count(inDay) >= LIMITS.addressDay || suppressed.length) return

  const id = same?.id ?? ctx.newId('sub')
  const subscription = { id, email, emailKey, query, zone, ...defaultSchedule, createdAt: ctx.now, updatedAt: ctx.now }
  await atomically(ctx.db, [
    ctx.db.insert(subscriptions).values(subscription).onConflictDoNothing(),
    ctx.db.insert(mailRequests).values([emailKey, networkScope, ALL].map((scope) => ({ scope, at: ctx.now }))),
    recordEvent(ctx, 'subscription.requested', id),
  ])
  await ctx.queue.send([
    { type: 'confirmation', subscriptionId: id, asked: ctx.newId('ask'), now: ctx.now, sentAt: ctx.now },
  ])
}

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
    recordEvent(ctx, 'subscription.confirmed', subscription.id),
  ])
  return makeToken(ctx, 'manage', subscription.id)
}

/** The subscription a reader's own link stands for. */
export const readSubscription = async (ctx: Ctx, token: string) =>
  requireSubscription(ctx.db, await readToken(ctx, 'manage', token))

/** Changes when mail comes. A period that has had its digest gets no second one. */
export async function changeSchedule(ctx: Ctx, token: string, schedule: Schedule): Promise<void> {
  const id = await readToken(ctx, 'manage', token)
  const [last] = await selectLastPeriod(ctx.db, id)
  const due = nextDue(schedule, ctx.now, last?.period)
  await atomically(ctx.db, [
    ctx.db
      .update(subscriptions)
      .set({ ...schedule, nextPeriod: due.period, nextDueAt: due.at, updatedAt: ctx.now })
      .where(and(eq(subscriptions.id, id), isNull(subscriptions.endedAt))),
    recordEvent(ctx, 'subscription.rescheduled', id),
  ])
}

/** Ends a subscription at once. Doing it again changes nothing. */
export async function unsubscribe(ctx: Ctx, token: string): Promise<void> {
  const id = await readToken(ctx, 'manage', token)
  await atomically(ctx.db, [
    ctx.db
      .update(subscriptions)
      .set({ endedAt: ctx.now, nextDueAt: null, updatedAt: ctx.now })
      .where(and(eq(subscriptions.id, id), isNull(subscriptions.endedAt))),
    recordEvent(ctx, 'subscription.ended', id),
  ])
}
