import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { stillEntitled } from './reaching.ts'

/** Why a subscription brings nothing though it has not ended: see `stillEntitled`. */
export type Lapse = 'account suspended' | 'subject suspended' | 'moved' | 'left'
export type Suppression = { reason: 'bounced' | 'complained'; at: number }

/** What keeps mail from coming that a subscription itself does not say. */
export type Standing = {
  suppressed: Suppression | null
  lapse: Lapse | null
  /** Of the organization or group that it tells of. */
  name: string
}

/** In a statement where `subscriptions` goes by its own name: what `readStanding` reads. */
export const standing = (): SQL<string> => {
  const isSuspended = (id: SQL) => sql`exists (select 1 from suspensions where suspensions.subject_id = ${id})`
  return sql<string>`json_object(
    'suppressed', (select json_object('reason', reason, 'at', at) from suppressions p
      where p.email_key = subscriptions.email_key),
    'lapse', case
      when ${stillEntitled()} then null
      when ${isSuspended(sql`subscriptions.person_id`)} then 'account suspended'
      when ${isSuspended(sql`subscriptions.subject_id`)} then 'subject suspended'
      when not exists (select 1 from people
        where people.id = subscriptions.person_id and people.email_key = subscriptions.email_key) then 'moved'
      else 'left' end,
    'name', coalesce((select name from organizations where organizations.id = subscriptions.subject_id),
      (select name from groups where groups.id = subscriptions.subject_id), ''))`
}

export const readStanding = (text: string) => JSON.parse(text) as Standing

/** The same of one subscription, now. */
export async function standingOf({ db }: Ctx, subscriptionId: string): Promise<Standing> {
  const [row] = await db.all<{ standing: string }>(
    sql`select ${standing()} as standing from subscriptions where id = ${subscriptionId}`,
  )
  return row ? readStanding(row.standing) : { suppressed: null, lapse: null, name: '' }
}
