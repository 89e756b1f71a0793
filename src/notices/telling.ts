import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'

/** Hands the mails to the queue; what it loses the next tick finds. */
export async function tellAtOnce(ctx: Ctx, id: string, occasion: string): Promise<void> {
  const recipients = await ctx.db.all<{ recipientId: string }>(
    sql`select recipient_id as "recipientId" from notices where subject_id = ${id} and occasion = ${occasion} and sent_at is null`,
  )
  const notices = recipients.map(({ recipientId }) => ({ subjectId: id, occasion, recipientId }))
  if (notices.length) await ctx.queue.send([{ type: 'notices', notices, now: ctx.now }])
}
