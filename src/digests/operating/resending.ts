import { sql } from 'drizzle-orm'
import { isAdmin } from '../../auth/policy.ts'
import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { authorize, conflict } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { wantsMail } from '../claiming.ts'
import type { Resending } from './schema.ts'

/** For so long operators see what failed: as long as runs are kept. */
export const SHOWN_FOR = 30 * DAY

/**
 * It surely never arrived, its reader still wants mail, and no later digest has taken over what it held: `d` is the
 * digest.
 */
export const isResendable = (now: number) => sql`(
  d.state = 'failed' and d.finished_at > ${now - SHOWN_FOR} and ${wantsMail(now)}
  and not exists (select 1 from digests later where later.subscription_id = d.subscription_id
    and later.period <> d.period and later.created_at >= d.created_at))`

/**
 * Sends once more what failed: composed anew and due at once. Its tries stay: a call of one is named by the try, so that
 * no key that was used goes out with other bytes.
 */
export async function resendDigest(ctx: Ctx, { subscription, period }: Resending): Promise<void> {
  authorize(isAdmin(ctx.actor))
  const [reset] = await ctx.db.batch([
    ctx.db.all(sql`
      update digests as d set state = 'pending', next_try_at = ${ctx.now}, first_try_at = null, lease_until = null,
        finished_at = null, reason = null, call_id = null, most = null, provider_id = null, subject = null, body = null,
        headers = null, body_hash = null, email_key = null
      where d.subscription_id = ${subscription} and d.period = ${period} and ${isResendable(ctx.now)}
      returning period`),
    ...recordEventIfChanged(ctx, 'digest.sent again', subscription, period),
  ])
  if (!reset.length) throw conflict('This digest can not be sent again, or is on its way already')
}
