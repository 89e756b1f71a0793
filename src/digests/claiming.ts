import { sql } from 'drizzle-orm'
import { HOUR, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { stillEntitled } from './reaching.ts'
import type { cadences, Kind } from './schema.ts'

/** A sender that has not finished by then is taken for dead; a call must fit in it with its time limits. */
export const LEASE = 10 * MINUTE
/** Providers keep keys for a day: after this no try may follow the first. */
export const HORIZON = 23 * HOUR

/** The digests of one kind whose subscriptions lie from `from` to `to`: what the table says of them is the truth. */
export type Shard = { kind: Kind; from: string; to: string }

/**
 * Consent, suppression and existence, as they are now: `d` is the digest. Without it nobody is mailed. Asked as a value:
 * of a bare `exists` newer SQLite makes a join, and then a shard is looked for among all that is open.
 */
export const wantsMail = (now: number) => sql`(exists (
  select 1 from subscriptions s
  where s.id = d.subscription_id and s.confirmed_at is not null and s.ended_at is null
    and coalesce(s.paused_until, 0) <= ${now}
    and not exists (select 1 from suppressions where email_key = s.email_key) and ${stillEntitled('s')}) is true)`

/** Neither the provider nor an operator has asked to wait: `d` is the digest. */
export const mayGoOn = (now: number) => sql`(
  not exists (select 1 from mail_pauses where until > ${now})
  and not exists (select 1 from digest_runs r where r.kind = d.kind and r.period = d.run and r.paused_at is not null))`

/** Never tried, put off until now, or left by a sender that died before any call carried it: `d` is the digest. */
export const isDue = (now: number) => sql`(
  d.state in ('pending', 'sending') and d.call_id is null
  and case d.state when 'pending' then coalesce(d.next_try_at, 0) <= ${now} else d.lease_until <= ${now} end)`

/** No try may follow any more: `d` is the digest. */
export const isTooLate = (now: number) => sql`d.first_try_at < ${now - HORIZON}`

export type Claimed = {
  subscriptionId: string
  period: string
  run: string
  tries: number
  createdAt: number
  /** How many may travel in one call with it; null for as many as a call takes. */
  most: number | null
  /** Fixed before, by a call that was surely refused. */
  bodyHash: string | null
  reader: Reader
}

/** A subscription as it was when its digest was claimed. */
export type Reader = {
  id: string
  kind: Kind
  personId: string | null
  subjectId: string | null
  email: string
  emailKey: string
  query: string
  cadence: (typeof cadences)[number]
  confirmedAt: number
  /** The board's version when the reader confirmed: what was open then counts as known. */
  knownVersion: number
}

type ClaimedRow = Omit<Claimed, 'reader'> & { reader: string }

/**
 * Takes at most so many digests of a shard for sending, in one guarded update that also asks whether their readers still
 * want them: of any number of senders one gets each.
 */
export const claimDigests = (ctx: Ctx, { kind, from, to }: Shard, limit: number) =>
  ctx.db.all<ClaimedRow>(sql`
    update digests set state = 'sending', tries = tries + 1, first_try_at = coalesce(first_try_at, ${ctx.now}),
      lease_until = ${ctx.now + LEASE}
    where rowid in (
      select d.rowid from digests d
      where d.kind = ${kind} and d.subscription_id between ${from} and ${to} and ${isDue(ctx.now)}
        and ${mayGoOn(ctx.now)} and not coalesce(${isTooLate(ctx.now)}, 0) and ${wantsMail(ctx.now)}
      order by d.subscription_id limit ${limit})
    returning subscription_id as "subscriptionId", period, run, tries, created_at as "createdAt", most,
      case when body is not null and email_key = (select email_key from subscriptions where id = subscription_id)
        then body_hash end as "bodyHash",
      (select json_object('id', s.id, 'kind', s.kind, 'personId', s.person_id, 'subjectId', s.subject_id,
        'email', s.email, 'emailKey', s.email_key, 'query', s.query, 'cadence', s.cadence,
        'confirmedAt', s.confirmed_at, 'knownVersion', coalesce(s.known_version, 0))
        from subscriptions s where s.id = digests.subscription_id) as reader`)

export const readClaimed = (rows: readonly ClaimedRow[]): Claimed[] =>
  rows.map((row) => ({ ...row, reader: JSON.parse(row.reader) as Reader }))
