import { sql } from 'drizzle-orm'
import { HOUR, MINUTE } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'

/** Links that one network has read for it in an hour: others' boards are asked for every one of them. */
const MOST_AN_HOUR = 20

/** Counts a link that is to be read. Past the limit it counts nothing and answers in how many minutes to try again. */
export async function countFetch(ctx: Ctx, network: string): Promise<{ inMinutes: number } | null> {
  const scope = `prefill ${await ctx.secrets.fingerprint(network)}`
  const since = ctx.now - HOUR
  const [counted, [first]] = await ctx.db.batch([
    // Counted beside the mail that networks ask for, and forgotten after a day like that.
    ctx.db.all<{ at: number }>(sql`
      insert into mail_requests (scope, at) select ${scope}, ${ctx.now}
      where (select count(*) from mail_requests where scope = ${scope} and at > ${since}) < ${MOST_AN_HOUR}
      returning at`),
    ctx.db.all<{ at: number }>(sql`select min(at) as at from mail_requests where scope = ${scope} and at > ${since}`),
  ])
  if (counted.length) return null
  return { inMinutes: Math.max(1, Math.ceil(((first?.at ?? ctx.now) - since) / MINUTE)) }
}
