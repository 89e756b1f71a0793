import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { digests, subscriptions, suppressions } from './table.ts'

/** A sender that has not finished by then is taken for dead. */
const LEASE = 10 * MINUTE

export type DigestKey = { subscriptionId: string; period: string }

export const isDigest = ({ subscriptionId, period }: DigestKey) =>
  and(eq(digests.subscriptionId, subscriptionId), eq(digests.period, period))

const wantsMail = sql`exists (
  select 1 from ${subscriptions} as reader
  where reader.id = ${digests.subscriptionId} and reader.confirmed_at is not null and reader.ended_at is null
    and not exists (select 1 from ${suppressions} as stop where stop.email_key = reader.email_key))`

/**
 * Takes a digest for sending: one guarded update, which also checks that the reader still wants it. Of any number of
 * senders one gets it. `resumed` tells that a sender died over it, perhaps after the mail was accepted. Null where there
 * is nothing to send; a reader who left is recorded as skipped.
 */
export async function claimDigest(ctx: Ctx, key: DigestKey) {
  const waiting = and(eq(digests.state, 'pending'), or(isNull(digests.nextTryAt), lte(digests.nextTryAt, ctx.now)))
  const abandoned = and(eq(digests.state, 'sending'), lte(digests.leaseUntil, ctx.now))
  const claim = {
    state: 'sending' as const,
    tries: sql`${digests.tries} + 1`,
    firstTryAt: sql`coalesce(${digests.firstTryAt}, ${ctx.now})`,
    leaseUntil: ctx.now + LEASE,
  }
  const [fresh, resumed] = await ctx.db.batch([
    ctx.db
      .update(digests)
      .set(claim)
      .where(and(isDigest(key), waiting, wantsMail))
      .returning(),
    ctx.db
      .update(digests)
      .set(claim)
      .where(and(isDigest(key), abandoned, wantsMail))
      .returning(),
    ctx.db
      .update(digests)
      .set({
        state: sql`case when ${digests.bodyHash} is not null and ${digests.state} = 'sending' then 'uncertain' else 'skipped' end`,
        reason: 'the reader has left',
        finishedAt: ctx.now,
      })
      .where(and(isDigest(key), or(waiting, abandoned), sql`not ${wantsMail}`)),
  ])
  const [digest] = [...fresh, ...resumed]
  return digest ? { digest, resumed: resumed.length > 0 } : null
}

export type Claimed = NonNullable<Awaited<ReturnType<typeof claimDigest>>>['digest']

/** Still ours: a sender whose lease was taken over may write nothing. */
export const stillOurs = (digest: Claimed) =>
  and(isDigest(digest), eq(digests.state, 'sending'), eq(digests.tries, digest.tries), isNotNull(digests.leaseUntil))
