import { and, isNull, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { people } from '../people/table.ts'
import { apiKeys, passkeys, sessions } from './table.ts'

/** The first proof of a mailbox: it takes away what others had set up for the address. `emailKey` may be a query. */
export function proveMailbox({ db, now }: Ctx, emailKey: SQL): Statement[] {
  const unproven = sql`(select id from people where email_key = ${emailKey} and proven_at is null)`
  return [
    db.delete(sessions).where(sql`${sessions.personId} in ${unproven}`),
    db.delete(passkeys).where(sql`${passkeys.personId} in ${unproven}`),
    db.delete(apiKeys).where(sql`${apiKeys.personId} in ${unproven}`),
    db
      .update(people)
      .set({ provenAt: now })
      .where(and(sql`${people.emailKey} = ${emailKey}`, isNull(people.provenAt))),
  ]
}
