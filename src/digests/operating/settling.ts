import { sql } from 'drizzle-orm'
import { isAdmin } from '../../auth/policy.ts'
import type { Ctx } from '../../context.ts'
import { authorize, conflict } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { withoutAddresses } from '../../mail/mailer.ts'
import { forgetMailed } from '../mailed.ts'
import type { Settlement } from './schema.ts'

const NOT_ARRIVED = 'an operator found that it did not arrive'

/**
 * Ends the doubt about a call, as somebody found it at the provider. Where it did not arrive, what it told is free for
 * the next digest. The log keeps how they know, without addresses.
 */
export async function settleCall(ctx: Ctx, { call, arrived, reason }: Settlement): Promise<void> {
  authorize(isAdmin(ctx.actor))
  const { db, now } = ctx
  const lost = arrived === 'no'
  const inDoubt = sql`state = 'uncertain' and call_id = ${call}`
  const outcome = lost
    ? sql`'failed', ${NOT_ARRIVED}, ${now}, null, null, null`
    : sql`'sent', null, finished_at, subject, body, headers`
  const [, settled] = await db.batch([
    forgetMailed(db, sql`${lost ? 1 : 0} and d.call_id = ${call} and d.state = 'uncertain'`),
    db.all(
      sql`update digests set (state, reason, finished_at, subject, body, headers) = (select ${outcome}) where ${inDoubt} returning period`,
    ),
    ...recordEventIfChanged(ctx, lost ? 'call.found lost' : 'call.found arrived', call, withoutAddresses(reason)),
  ])
  if (!settled.length) throw conflict('This was settled already: look at the list again')
}
