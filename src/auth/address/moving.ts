import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'

type Move = { personId: string; from: string; to: { email: string; emailKey: string }; used: SQL }

/**
 * All that is kept under an address but the account itself; of what stands under both one is kept. What was fixed for the
 * old mailbox stays with it: that it refuses mail, what was erased, the bytes of mail on its way.
 */
export function moveAddress({ db, now }: Ctx, { personId, from, to, used }: Move): Statement[] {
  const set = sql`email = ${to.email}, email_key = ${to.emailKey}`
  const under = sql`email_key = ${from} and ${used}`
  return [
    db.run(sql`update or ignore digest_items set email_key = ${to.emailKey} where ${under}`),
    db.run(sql`delete from digest_items where ${under}`),
    ...moveSubscriptions({ db, now }, { from, to, used }),
    db.run(sql`update or ignore asks set email_key = ${to.emailKey} where ${under}`),
    db.run(sql`delete from asks where ${under}`),
    db.run(sql`update check_ins set email_key = ${to.emailKey} where ${under}`),
    db.run(sql`update or ignore objections set email_key = ${to.emailKey} where ${under}`),
    db.run(sql`delete from objections where ${under}`),
    db.run(sql`update or ignore invitations set ${set} where ${under}`),
    db.run(sql`delete from invitations where ${under}`),
    db.run(sql`update drafts set ${set} where ${under}`),
    db.run(sql`update or ignore participants set ${set} where person_id = ${personId} and ${under}`),
    db.run(sql`delete from sign_in_requests where ${under}`),
  ]
}

/** Of two alike one stays: the confirmed one of the new address, else that of the old. */
function moveSubscriptions({ db, now }: Pick<Ctx, 'db' | 'now'>, { from, to, used }: Omit<Move, 'personId'>) {
  const end = sql`ended_at = ${now}, next_due_at = null, asked = null, updated_at = ${now}`
  const alike = (emailKey: string) => sql`exists (select 1 from subscriptions o where o.email_key = ${emailKey}
    and o.ended_at is null and o.kind = subscriptions.kind and o.query = subscriptions.query
    and coalesce(o.subject_id, '') = coalesce(subscriptions.subject_id, ''))`
  const open = (emailKey: string) => sql`email_key = ${emailKey} and ended_at is null and ${used}`
  return [
    db.run(sql`update subscriptions set ${end} where ${open(to.emailKey)} and confirmed_at is null and ${alike(from)}`),
    db.run(sql`update subscriptions set ${end} where ${open(from)} and ${alike(to.emailKey)}`),
    db.run(sql`update subscriptions set email = ${to.email}, email_key = ${to.emailKey}, updated_at = ${now}
      where email_key = ${from} and ${used}`),
  ]
}
