import { and, eq } from 'drizzle-orm'
import { confirmationMail } from '../../web/emails/confirmation-mail.tsx'
import { closedSearch } from '../../web/emails/search-words.ts'
import type { Ctx } from '../context.ts'
import { sendOnce } from '../mail/sending-once.ts'
import { paths } from '../paths.ts'
import { boardQueryString } from '../search/schema.ts'
import { subscriptions } from './table.ts'
import { makeToken } from './tokens.ts'

/** Mails the link that confirms, once a request. What may go out later is thrown, so that the queue tries again. */
export async function sendConfirmation(ctx: Ctx, subscriptionId: string, asked: string): Promise<void> {
  const [subscription] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
  if (!subscription || subscription.endedAt || subscription.asked !== asked) return
  const { words, query } = closedSearch(subscription.query)
  const when = subscription.cadence === 'weekly' ? 'weekly, on Monday morning' : subscription.cadence
  const token = await makeToken(ctx, 'confirm', subscriptionId, subscription.askedAt ?? ctx.now)
  const mail = confirmationMail({
    ...(query.opportunity
      ? { what: words, see: ctx.origin + paths.opportunity(query.opportunity, '') }
      : { what: `${words}, ${when}`, see: ctx.origin + paths.board(boardQueryString(query)) }),
    link: ctx.origin + paths.confirmation(token),
  })
  const idempotencyKey = `confirmation/${asked}`
  await sendOnce(ctx, `confirmation ${subscriptionId}`, { to: subscription.email, ...mail, idempotencyKey })
  await ctx.db
    .update(subscriptions)
    .set({ asked: null })
    .where(and(eq(subscriptions.id, subscriptionId), eq(subscriptions.asked, asked)))
}
