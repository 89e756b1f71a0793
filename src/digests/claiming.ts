import { and, eq, exists, isNull, lte, or, sql } from 'drizzle-orm'
import { MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { suppressions } from '../mail/table.ts'
import { digestItems, digests, subscriptions } from './table.ts'

/** A sender that has not finished by then is taken for dead; a shard's mails must fit in it with their time limits. */
const LEASE = 10 * MINUTE

export type DigestKey = { subscriptionId: string; period: string }

const isDigest = ({ subscriptionId, period }: DigestKey) =>
  and(eq(digests.subscriptionId, subscriptionId), eq(digests.period, period))

const wantsMail = sql`exists (
  select 1 from ${subscriptions} as reader
  where reader.id = ${digests.subscriptionId} and reader.confirmed_at is not null and reader.ended_at is null
    and not exists (select 1 from ${suppressions} as stop where stop.email_key = reader.email_key))`

const waiting = (ctx: Ctx) =>
  and(eq(digests.state, 'pending'), or(isNull(digests.nextTryAt), lte(digests.nextTryAt, ctx.now)))
const abandoned = (ctx: Ctx) => and(eq(digests.state, 'sending'), lte(digests.leaseUntil, ctx.now))

/** A sender that stopped over a mail whose bytes were fixed may have had it accepted. */
const inDoubt = sql<boolean>`(${digests.doubt} = 1 or (${digests.state} = 'sending' and ${digests.bodyHash} is not null))`

/**
 * Takes a digest for sending: one guarded update, which also checks that the reader still wants it. Of any number of
 * senders one gets it; null where there is nothing to send. A reader who left is skipped, and the items that surely did
 * not arrive are free for another subscription of theirs.
 */
export async function claimDigest(ctx: Ctx, key: DigestKey): Promise<Claimed | null> {
  const open = or(waiting(ctx), abandoned(ctx))
  const left = and(isDigest(key), open, sql`not ${wantsMail}`)
  const [claimed] = await ctx.db.batch([
    ctx.db
      .update(digests)
      .set({
        doubt: inDoubt,
        state: 'sending',
        tries: sql`${digests.tries} + 1`,
        firstTryAt: sql`coalesce(${digests.firstTryAt}, ${ctx.now})`,
        leaseUntil: ctx.now + LEASE,
      })
      .where(and(isDigest(key), open, wantsMail))
      .returning(),
    ctx.db.delete(digestItems).where(
      and(
        eq(digestItems.subscriptionId, key.subscriptionId),
        eq(digestItems.period, key.period),
        exists(
          ctx.db
            .select({ left: sql`1` })
            .from(digests)
            .where(and(left, sql`not ${inDoubt}`)),
        ),
      ),
    ),
    ctx.db
      .update(digests)
      .set({
        state: sql`case when ${inDoubt} then 'uncertain' else 'skipped' end`,
        reason: 'the reader has left',
        finishedAt: ctx.now,
      })
      .where(left),
  ])
  return claimed[0] ?? null
}

export type Claimed = typeof digests.$inferSelect

/** Still ours: a sender whose lease was taken over may write nothing. */
export const stillOurs = (digest: Claimed) =>
  and(isDigest(digest), eq(digests.state, 'sending'), eq(digests.tries, digest.tries))
