import { and, isNull, type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { liftErasure } from '../people/erasing.ts'
import { people } from '../people/table.ts'
import { apiKeys, passkeys, sessions } from './table.ts'

/**
 * The proof of a mailbox. The first takes away what others had set up for the address; any lets the service know the
 * address again after an erasure.
 */
export function proveMailbox(ctx: Ctx, emailKey: SQL): Statement[] {
  const { db, now } = ctx
  const unproven = sql`(select id from people where email_key = ${emailKey} and proven_at is null)`
  return [
    db.delete(sessions).where(sql`${sessions.personId} in ${unproven}`),
    db.delete(passkeys).where(sql`${passkeys.personId} in ${unproven}`),
    db.delete(apiKeys).where(sql`${apiKeys.personId} in ${unproven}`),
    db
      .update(people)
      .set({ provenAt: now })
      .where(and(sql`${people.emailKey} = ${emailKey}`, isNull(people.provenAt))),
    liftErasure(ctx, emailKey),
  ]
}
