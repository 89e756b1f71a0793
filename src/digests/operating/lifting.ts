import { eq } from 'drizzle-orm'
import { isAdmin } from '../../auth/policy.ts'
import type { Ctx } from '../../context.ts'
import { authorize, invalid } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { emailKeyOf } from '../../mail/allowance.ts'
import { withoutAddresses } from '../../mail/mailer.ts'
import { suppressions } from '../../mail/table.ts'
import type { Lifting } from './schema.ts'

/** Lets mail go to an address again that had stopped after a bounce or complaint. The log says why, and never to whom. */
export async function liftSuppression(ctx: Ctx, { email, reason }: Lifting): Promise<void> {
  authorize(isAdmin(ctx.actor))
  const emailKey = await emailKeyOf(ctx, email)
  const [lifted] = await ctx.db.batch([
    ctx.db.delete(suppressions).where(eq(suppressions.emailKey, emailKey)).returning({ at: suppressions.at }),
    ...recordEventIfChanged(ctx, 'mail.let go out again', ctx.newId('lift'), withoutAddresses(reason)),
  ])
  if (!(lifted as unknown[]).length)
    throw invalid([{ path: 'email', message: 'Mail to this address is not stopped: look at how it is spelled' }])
}
