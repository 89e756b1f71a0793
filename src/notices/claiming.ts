import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import { DAY, HOUR, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { notices } from '../mail/table.ts'

export type NoticeKey = { subjectId: string; occasion: string; recipientId: string }
export type Notice = typeof notices.$inferSelect

/** A sender that has not finished by then is taken for dead. */
const LEASE = 10 * MINUTE
/** Providers keep keys for a day. */
const KEYS_KEPT = 23 * HOUR
/** What could not be sent for so long is no news any more. */
const GIVEN_UP_AFTER = 7 * DAY
const MOST_A_TICK = 1_000

const isNotice = ({ subjectId, occasion, recipientId }: NoticeKey) =>
  and(eq(notices.subjectId, subjectId), eq(notices.occasion, occasion), eq(notices.recipientId, recipientId))

const isDue = ({ now }: Ctx) => and(isNull(notices.sentAt), or(isNull(notices.nextTryAt), lte(notices.nextTryAt, now)))

/** What is to be mailed now: never tried, put off until now, or left by a sender that died. */
export const listDueNotices = (ctx: Ctx): Promise<NoticeKey[]> =>
  ctx.db
    .select({ subjectId: notices.subjectId, occasion: notices.occasion, recipientId: notices.recipientId })
    .from(notices)
    .where(isDue(ctx))
    .orderBy(notices.createdAt)
    .limit(MOST_A_TICK)

/**
 * Takes a notice for sending: of any number of senders one gets it, null is for the others. What an earlier sender may
 * have sent is tried again only while the provider would know it by its key.
 */
export async function claimNotice(ctx: Ctx, key: NoticeKey): Promise<Notice | null> {
  const inDoubt = ctx.mail.keepsKeys ? lte(notices.firstTryAt, ctx.now - KEYS_KEPT) : sql`true`
  const [, , claimed] = await ctx.db.batch([
    ctx.db
      .update(notices)
      .set({ sentAt: ctx.now, fault: 'uncertain: the sender stopped while the mail was on its way' })
      .where(and(isNotice(key), isDue(ctx), eq(notices.doubt, true), inDoubt)),
    ctx.db
      .update(notices)
      .set({ sentAt: ctx.now, fault: 'it could not be sent for a week' })
      .where(and(isNotice(key), isDue(ctx), lte(notices.createdAt, ctx.now - GIVEN_UP_AFTER))),
    ctx.db
      .update(notices)
      .set({ nextTryAt: ctx.now + LEASE, firstTryAt: sql`coalesce(${notices.firstTryAt}, ${ctx.now})`, doubt: true })
      .where(and(isNotice(key), isDue(ctx)))
      .returning(),
  ])
  return claimed[0] ?? null
}

type Outcome =
  | { sentAt: number; fault: string | null; doubt: false; nextTryAt: null }
  | { nextTryAt: number; doubt: boolean; firstTryAt?: null }

export const sentAt = (at: number): Outcome => ({ sentAt: at, fault: null, doubt: false, nextTryAt: null })
export const givenUp = (at: number, fault: string): Outcome => ({ sentAt: at, fault, doubt: false, nextTryAt: null })
/** It surely did not go out. */
export const putOff = (until: number): Outcome => ({ nextTryAt: until, doubt: false, firstTryAt: null })
/** It may have gone out: the same bytes again, under the same key. */
export const repeat = (at: number): Outcome => ({ nextTryAt: at, doubt: true })

/** Writes down how it went, unless it was asked for anew in the meantime; `also` what else came of it. */
export const finishNotice = async (ctx: Ctx, notice: Notice, outcome: Outcome, also: Statement[] = []) => {
  await ctx.db.batch([
    ctx.db
      .update(notices)
      .set(outcome)
      .where(and(isNotice(notice), eq(notices.createdAt, notice.createdAt), isNull(notices.sentAt))),
    ...also,
  ])
}
