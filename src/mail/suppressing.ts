import { and, eq, exists, gte, lt, type SQL, sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically, type Statement, violatesUnique } from '../db/client.ts'
import { recordEventIfChanged } from '../events.ts'
import { emailKeyOf } from './allowance.ts'
import type { BounceKind } from './bounce-kind.ts'
import type { Delivery } from './mailer.ts'
import { bounceScores, mailEvents, suppressions } from './table.ts'

/** So many bounces in a row that speak of no lasting cause are one that does. */
const SOFT_LIMIT = 4
const QUIET = 30 * DAY
/** Providers repeat a report for days. */
const EVENTS_KEPT = 30 * DAY

/** `eventId` is the reporter's own id of the report: the same one is acted on once. It stands in the log. */
type Report = { emailKey: string; eventId?: string }

/**
 * A mail came back, or its reader called it spam. A permanent bounce and a complaint stop all mail to the address at
 * once, others are counted. Nothing that the reader confirms later lifts it. False where the report was known.
 */
export async function recordBounce(ctx: Ctx, report: Report & { kind: BounceKind | 'complaint' }): Promise<boolean> {
  const { emailKey, kind, eventId = ctx.newId('bounce') } = report
  const stopping = kind === 'transient' ? countBounce(ctx, emailKey) : [suppress(ctx, emailKey, kind)]
  return actOnce(ctx, [
    ctx.db.insert(mailEvents).values({ id: eventId, kind, at: ctx.now }),
    ...stopping,
    ...recordEventIfChanged(ctx, 'mail.suppressed', eventId),
    ctx.db
      .delete(bounceScores)
      .where(
        and(
          eq(bounceScores.emailKey, emailKey),
          exists(ctx.db.select({ on: sql`1` }).from(suppressions).where(eq(suppressions.emailKey, emailKey))),
        ),
      ),
  ])
}

/** A mail arrived: what was counted against the address is forgotten. */
export const recordArrival = (ctx: Ctx, { emailKey, eventId = ctx.newId('arrival') }: Report): Promise<boolean> =>
  actOnce(ctx, [
    ctx.db.run(sql`insert into mail_events (id, kind, at) select ${eventId}, 'arrival', ${ctx.now}
      where exists (select 1 from bounce_scores where email_key = ${emailKey})`),
    ctx.db.delete(bounceScores).where(eq(bounceScores.emailKey, emailKey)),
  ])

/** Where a server refused a mail because the mailbox is not there, no other is sent to it. */
export async function recordRefusal(ctx: Ctx, to: string, delivery: Pick<Delivery, 'outcome'> & { noMailbox?: true }) {
  if (delivery.outcome !== 'refused' || !delivery.noMailbox) return
  await recordBounce(ctx, { emailKey: await emailKeyOf(ctx, to), kind: 'permanent' })
}

/** All of it, or nothing where the report was acted on before. Old reports go with it. */
async function actOnce(ctx: Ctx, statements: Statement[]): Promise<boolean> {
  try {
    await atomically(ctx.db, [...statements, ctx.db.delete(mailEvents).where(lt(mailEvents.at, ctx.now - EVENTS_KEPT))])
    return true
  } catch (error) {
    if (!violatesUnique(error, 'mail_events.id')) throw error
    return false
  }
}

/** That somebody complained outweighs that a mail bounced. */
function suppress(ctx: Ctx, emailKey: string, kind: 'permanent' | 'complaint'): Statement {
  const reason = kind === 'complaint' ? 'complained' : 'bounced'
  return ctx.db
    .insert(suppressions)
    .values({ emailKey, reason, at: ctx.now })
    .onConflictDoUpdate({
      target: suppressions.emailKey,
      set: { reason, at: ctx.now },
      setWhere: sql`${reason} = 'complained' and ${suppressions.reason} = 'bounced'`,
    })
}

/** Counts one more, and stops mail where that makes it too many. */
function countBounce(ctx: Ctx, emailKey: string): Statement[] {
  const quietMonths: SQL = sql`max(0, min(30, (${ctx.now} - ${bounceScores.at}) / ${QUIET}))`
  const isFull = and(eq(bounceScores.emailKey, emailKey), gte(bounceScores.score, SOFT_LIMIT))
  return [
    ctx.db
      .insert(bounceScores)
      .values({ emailKey, score: 1, at: ctx.now })
      .onConflictDoUpdate({
        target: bounceScores.emailKey,
        set: { score: sql`${bounceScores.score} / (1 << ${quietMonths}) + 1`, at: ctx.now },
      }),
    ctx.db.run(sql`insert into suppressions (email_key, reason, at) select email_key, 'bounced', ${ctx.now}
      from bounce_scores where ${isFull} on conflict do nothing`),
  ]
}
