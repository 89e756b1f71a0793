import { and, eq, isNull, sql } from 'drizzle-orm'
import { dayIn, daysBetween, instantOf } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { conflict, invalid } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { nextDue } from './cadence.ts'
import { listPeriods, type Subscription } from './queries.ts'
import { type Cadence, isRarer, type Schedule } from './schema.ts'
import { readSubscription } from './subscribing.ts'
import { subscriptions } from './table.ts'

const LONGEST_PAUSE_DAYS = 366

/** Changes when mail comes. A period that has had its digest gets no second one. */
export async function changeSchedule(ctx: Ctx, token: string, schedule: Schedule): Promise<void> {
  await reschedule(ctx, await readSubscription(ctx, token), schedule, 'subscription.rescheduled')
}

/** Makes mail come less often; where it is as rare already, nothing changes. */
export async function mailLessOften(ctx: Ctx, token: string, cadence: Cadence): Promise<void> {
  const subscription = await readSubscription(ctx, token)
  if (isRarer(cadence, subscription.cadence))
    await reschedule(ctx, subscription, { cadence }, 'subscription.rescheduled')
}

/** No mail before a day (`YYYY-MM-DD` on the reader's calendar), at most a year ahead. */
export async function pauseSubscription(ctx: Ctx, token: string, until: string): Promise<void> {
  const subscription = await readSubscription(ctx, token)
  const days = daysBetween(dayIn(ctx.now, subscription.zone), until)
  if (days < 1) throw invalid([{ path: 'until', message: 'Choose a day that is still to come' }])
  if (days > LONGEST_PAUSE_DAYS) throw invalid([{ path: 'until', message: 'Choose a day within a year' }])
  const pausedUntil = instantOf(until, 0, subscription.zone)
  await reschedule(ctx, subscription, { pausedUntil }, 'subscription.paused')
}

/** Mail comes again, from the next time on. */
export async function resumeSubscription(ctx: Ctx, token: string): Promise<void> {
  const subscription = await readSubscription(ctx, token)
  if (subscription.pausedUntil !== null)
    await reschedule(ctx, subscription, { pausedUntil: null }, 'subscription.resumed')
}

type Changes = Partial<Schedule> & { pausedUntil?: number | null }

/**
 * The next mailing is worked out from what was read: whoever changes the same at once is told to look again. One that
 * has ended stays as it is.
 */
async function reschedule(ctx: Ctx, read: Subscription, changes: Changes, event: string): Promise<void> {
  if (read.endedAt !== null) return
  const { pausedUntil, ...schedule } = { ...read, ...changes }
  const due = nextDue(schedule, Math.max(ctx.now, (pausedUntil ?? 0) - 1), await listPeriods(ctx.db, read.id))
  const [changed] = await ctx.db.batch([
    ctx.db
      .update(subscriptions)
      .set({ ...changes, nextPeriod: due.period, nextDueAt: due.at, updatedAt: ctx.now })
      .where(and(asRead(read), isNull(subscriptions.endedAt)))
      .returning({ id: subscriptions.id }),
    ...recordEventIfChanged(ctx, event, read.id),
  ])
  if (!(changed as unknown[]).length) throw conflict('This was changed just now, here or elsewhere: look at it again')
}

const asRead = ({ id, cadence, weekday, hour, zone, pausedUntil }: Subscription) =>
  and(
    eq(subscriptions.id, id),
    eq(subscriptions.cadence, cadence),
    eq(subscriptions.weekday, weekday),
    eq(subscriptions.hour, hour),
    eq(subscriptions.zone, zone),
    sql`${subscriptions.pausedUntil} is ${pausedUntil}`,
  )
