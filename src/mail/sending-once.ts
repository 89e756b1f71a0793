import type { Ctx } from '../context.ts'
import type { Message } from './mailer.ts'
import { recordRefusal } from './suppressing.ts'

/**
 * Sends the mail of a job. What may go out later is thrown, so that the queue tries again; what never will, or may have
 * gone out already, is logged as `what`.
 */
export async function sendOnce(ctx: Ctx, what: string, mail: Omit<Message, 'headers'>): Promise<void> {
  const delivery = await ctx.mail.send({ ...mail, headers: {} })
  if (delivery.outcome === 'sent') return
  const failure = `${what} ${delivery.outcome}: ${delivery.cause}`
  if (delivery.outcome === 'deferred' || (delivery.outcome === 'ambiguous' && ctx.mail.keepsKeys))
    throw new Error(failure)
  console.error(failure)
  await recordRefusal(ctx, mail.to, delivery)
}
