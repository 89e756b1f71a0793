import { confirmationMail } from '../../web/emails/confirmation-mail.tsx'
import type { Ctx } from '../context.ts'
import { paths } from '../paths.ts'
import { requireSubscription } from './queries.ts'
import { makeToken } from './tokens.ts'

/** Mails the link that confirms. A mail surely not accepted is thrown, so that the queue tries again. */
export async function sendConfirmation(ctx: Ctx, subscriptionId: string, asked: string): Promise<void> {
  const { email, query, endedAt } = await requireSubscription(ctx.db, subscriptionId)
  if (endedAt) return
  const token = await makeToken(ctx, 'confirm', subscriptionId)
  const mail = confirmationMail({ query, link: ctx.origin + paths.confirmation(token) })
  const delivery = await ctx.mail.send({ to: email, ...mail, headers: {}, idempotencyKey: `confirmation/${asked}` })
  if (delivery.outcome === 'deferred') throw new Error(`confirmation deferred: ${delivery.cause}`)
  if (delivery.outcome !== 'sent')
    console.error(`confirmation ${subscriptionId} ${delivery.outcome}: ${delivery.cause}`)
}
