import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { HORIZON, LEASE, mayGoOn, wantsMail } from './claiming.ts'
import type { Letter } from './composing.ts'
import { forgetMailed } from './mailed.ts'
import { readBody, type Shared, selectPieces, sharedOf } from './pieces.ts'

export type Member = { subscriptionId: string; period: string }
export const digestKey = ({ subscriptionId, period }: Member) => `${subscriptionId} ${period}`

/** A call as its sender holds it: the key, the try it is, and the mails in their order. */
export type Call = {
  id: string
  tries: number
  /** Whether some try before this one may have been accepted. */
  doubt: boolean
  mails: (Letter & Member & { email: string })[]
}

/** Put off until now, or left by a sender that died: `c` is the call. */
export const isCallDue = (now: number) => sql`(
  case when c.lease_until is null then coalesce(c.next_try_at, 0) <= ${now} else c.lease_until <= ${now} end)`

/** A sender that stopped over a call may have had it accepted. */
const inDoubt = sql`(c.doubt = 1 or c.lease_until is not null)`

/** Its members who still want what was fixed for them, at the address it was fixed for: `c` is the call. */
const standing = (now: number) => sql`(
  select count(*) from digests d where d.call_id = c.id and d.state = 'sending' and d.body is not null
    and d.email_key = (select email_key from subscriptions where id = d.subscription_id) and ${wantsMail(now)})`

const isWhole = (now: number) => sql`${standing(now)} = json_array_length(c.members)`
export const someMayGoOn = (now: number) =>
  sql`exists (select 1 from digests d where d.call_id = c.id and d.state = 'sending' and ${mayGoOn(now)})`

type TakenRow = { id: string; tries: number; doubt: number; members: string }
type MailRow = Member & { callId: string; email: string; subject: string; body: string; headers: string }

/**
 * Takes calls that are due, each as it was made: whole, or not at all. One that may have been accepted and cannot be
 * repeated as it was is uncertain and never sent again; one that surely was not sets its members free. Past the horizon
 * no try follows.
 */
export async function takeCalls(ctx: Ctx, ids: readonly string[]): Promise<Call[]> {
  const { db, now } = ctx
  const due = sql`c.id in (select value from json_each(${JSON.stringify(ids)})) and ${isCallDue(now)}`
  const lastCause = sql`coalesce((select cause from digest_calls where id = call_id), 'no answer in 23 hours')`
  const endAsUncertain = (reason: SQL | string, which: SQL) =>
    db.run(sql`update digests set state = 'uncertain', lease_until = null, finished_at = ${now}, reason = ${reason}
      where state = 'sending' and call_id in (select c.id from digest_calls c where ${due} and ${which})`)
  const tooLate = sql`c.first_try_at < ${now - HORIZON}`
  const lost = ctx.mail.keepsKeys ? sql`not ${isWhole(now)}` : sql`true`
  const isTaken = sql`d.state = 'sending' and d.call_id in (
    select id from digest_calls where id in (select value from json_each(${JSON.stringify(ids)}))
      and lease_until = ${now + LEASE})`
  const [, , , , , taken, mails, pieces] = await db.batch([
    endAsUncertain(lastCause, sql`${tooLate} and ${inDoubt}`),
    endAsUncertain('the sender stopped while the mail was on its way', sql`${inDoubt} and ${lost}`),
    ...endedAsFailed(ctx, sql`select c.id from digest_calls c where ${due} and ${tooLate}`, lastCause),
    setFree(ctx, sql`select c.id from digest_calls c where ${due} and not ${isWhole(now)}`),
    db.all<TakenRow>(sql`
      update digest_calls as c set tries = tries + 1, doubt = ${inDoubt}, lease_until = ${now + LEASE}
      where ${due} and ${isWhole(now)} and ${someMayGoOn(now)} returning id, tries, doubt, members`),
    db.all<MailRow>(sql`
      select d.call_id as "callId", d.subscription_id as "subscriptionId", d.period, d.subject, d.body, d.headers, s.email
      from digests d join subscriptions s on s.id = d.subscription_id where ${isTaken}`),
    selectPieces(db, isTaken),
    dropEmptyCalls(ctx, ids),
  ])
  const shared = sharedOf(pieces)
  return taken.map(({ id, tries, doubt, members }) => ({
    id,
    tries,
    doubt: Boolean(doubt),
    mails: inOrder(
      JSON.parse(members) as Member[],
      mails.filter(({ callId }) => callId === id),
      shared,
    ),
  }))
}

function inOrder(members: readonly Member[], mails: readonly MailRow[], shared: Shared): Call['mails'] {
  const rows = new Map(mails.map((mail) => [digestKey(mail), mail]))
  return members.flatMap((member) => {
    const row = rows.get(digestKey(member))
    if (!row) return []
    const { subject, email } = row
    return [{ ...member, subject, email, pieces: readBody(row.body, shared), headers: JSON.parse(row.headers) }]
  })
}

/** What surely never arrived: failed, its bytes gone, and its items free for the next digest. */
export const endedAsFailed = ({ db, now }: Ctx, calls: SQL, reason: SQL | string) =>
  [
    forgetMailed(db, sql`d.state = 'sending' and d.call_id in (${calls})`),
    db.run(sql`update digests set state = 'failed', lease_until = null, finished_at = ${now}, reason = ${reason},
      subject = null, body = null, headers = null
      where state = 'sending' and call_id in (${calls})`),
  ] as const

/** Members of calls that surely were not accepted wait for another call. */
export const setFree = ({ db, now }: Ctx, calls: SQL, most: number | null = null) =>
  db.run(sql`update digests set state = 'pending', call_id = null, lease_until = null, next_try_at = ${now},
    most = ${most === null ? sql`most` : most}
    where state = 'sending' and call_id in (${calls})`)

/** A call that carries nobody any more is over. */
export const dropEmptyCalls = ({ db }: Ctx, ids: readonly string[]) =>
  db.run(sql`delete from digest_calls where id in (select value from json_each(${JSON.stringify(ids)}))
    and not exists (select 1 from digests d where d.call_id = digest_calls.id and d.state = 'sending')`)
