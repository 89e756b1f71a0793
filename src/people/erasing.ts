import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Ctx, Person } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { erasures, people } from './table.ts'

/** Whether the owner of an address had themselves erased and has not come back: others then cause no mail to it. */
export async function isErased({ db }: Ctx, emailKey: string): Promise<boolean> {
  const found = await db
    .select({ at: erasures.erasedAt })
    .from(erasures)
    .where(and(eq(erasures.emailKey, emailKey), isNull(erasures.liftedAt)))
  return found.length > 0
}

/** Whoever shows that the mailbox is theirs is known again. `emailKey` may be a query. */
export const liftErasure = ({ db, now }: Ctx, emailKey: SQL): Statement =>
  db
    .update(erasures)
    .set({ liftedAt: now })
    .where(and(sql`${erasures.emailKey} = ${emailKey}`, isNull(erasures.liftedAt)))

/** Whether somebody is left who can do everything, once this person is gone. */
const anotherAdmin = (personId: string) => sql<number>`exists (select 1 from people a where a.role = 'admin'
  and a.id <> ${personId} and not exists (select 1 from suspensions where subject_id = a.id))`

/** The column that a refused erasure leaves empty: its failure takes the whole batch back. */
export const NOT_ERASABLE = 'NOT NULL constraint failed: erasures.email_key'

/** First in the batch. Fails it for whoever is gone already, and for the last admin. */
export const recordErasure = ({ db, now }: Ctx, personId: string): Statement =>
  db.run(sql`insert into erasures (email_key, erased_at) values ((select email_key from people
      where id = ${personId} and (role <> 'admin' or ${anotherAdmin(personId)})), ${now})
    on conflict (email_key) do update set erased_at = excluded.erased_at, lifted_at = null`)

/** Whose row is older than their erasure: a backup brought them back. */
export const listRevived = ({ db }: Ctx) =>
  db
    .select({ id: people.id })
    .from(people)
    .innerJoin(erasures, eq(erasures.emailKey, people.emailKey))
    .where(sql`${people.createdAt} <= ${erasures.erasedAt}`)

/** Whether nobody could do everything any more without this person. */
export async function isLastAdmin({ db }: Ctx, { id, role }: Pick<Person, 'id' | 'role'>): Promise<boolean> {
  if (role !== 'admin') return false
  const [row] = await db.all<{ another: number }>(sql`select ${anotherAdmin(id)} as another`)
  return row?.another !== 1
}
