import { and, eq } from 'drizzle-orm'
import { confirmationMail } from '../../web/emails/confirmation-mail.tsx'
import { closedSearchWords } from '../../web/emails/search-words.ts'
import type { Ctx } from '../context.ts'
import { sendOnce } from '../mail/sending-once.ts'
import { paths } from '../paths.ts'
import { openings } from '../search/openings.ts'
import { subscriptions } from './table.ts'
import { makeToken } from './tokens.ts'

/** Mails the link that confirms, once a request. What may go out later is thrown, so that the queue tries again. */
export async function sendConfirmation(ctx: Ctx, subscriptionId: string, asked: string): Promise<void> {
  const [subscription] = await ctx.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
  if (!subscription || subscription.endedAt || subscription.asked !== asked) return
  const { index } = await openings(ctx)
  const token = await makeToken(ctx, 'confirm', subscriptionId, subscription.askedAt ?? ctx.now)
  const mail = confirmationMail({
    when: subscription.cadence === 'weekly' ? 'weekly, on Monday morning' : subscription.cadence,
    search: closedSearchWords(subscription.query, index),
    link: ctx.origin + paths.confirmation(token),
  })
  const idempotencyKey = `confirmation/${asked}`
  await sendOnce(ctx, `confirmation ${subscriptionId}`, { to: subscription.email, ...mail, idempotencyKey })
  await ctx.db
    .update(subscriptions)
    .set({ asked: null })
    .where(and(eq(subscriptions.id, subscriptionId), eq(subscriptions.asked, asked)))
}
