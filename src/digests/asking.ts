import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { recordEvent } from '../events.ts'
import { allowMail, emailKeyOf } from '../mail/allowance.ts'
import { selectSameSearch } from './queries.ts'
import { scheduleFor } from './schema.ts'
import { subscriptions } from './table.ts'

type Asked = { email: string; query: string; zone: string; network: string }

/**
 * Asks an address to confirm a subscription. Known, unknown and suppressed addresses get the same answer; over the
 * limit of an address nothing is sent. Too many requests from one network answer 429.
 */
export async function subscribe(ctx: Ctx, { email, query, zone, network }: Asked): Promise<void> {
  const emailKey = await emailKeyOf(ctx, email)
  if (await allowMail(ctx, { emailKey, network })) await record(ctx, { email, emailKey, query, zone })
}

type Request = { email: string; emailKey: string; query: string; zone: string }

/** One subscription a reader and search, however often it is asked for; the newest request is what is mailed. */
async function record(ctx: Ctx, request: Request): Promise<void> {
  const asked = ctx.newId('ask')
  const fresh = {
    ...request,
    ...scheduleFor(request.query),
    id: ctx.newId('sub'),
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
  const [, [row]] = await ctx.db.batch([
    ctx.db.insert(subscriptions).values(fresh).onConflictDoNothing(),
    selectSameSearch(ctx.db, request.emailKey, request.query),
  ])
  const id = row?.id ?? fresh.id
  await atomically(ctx.db, [
    ctx.db.update(subscriptions).set({ asked, askedAt: ctx.now }).where(eq(subscriptions.id, id)),
    ...recordEvent(ctx, 'subscription.requested', id),
  ])
  await ctx.queue.send([{ type: 'confirmation', subscriptionId: id, asked, now: ctx.now }])
}
