import { and, eq, gt, sql } from 'drizzle-orm'
import { DAY, HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { tooMany } from '../errors.ts'
import { mailRequests } from './table.ts'

/** Mails that strangers can cause, of all kinds together: to one address, from one network, and in all. */
const LIMITS = { addressHour: 3, addressDay: 5, networkHour: 20, totalHour: 2_000 }
const ALL = 'all'

type Asked = { emailKey: string; network: string }

/**
 * Counts a mail that somebody asked us to send. False where the address has had its share or wants no mail: then
 * nothing is sent, and the asker is told the same. Too many from one network, or in all, answer 429.
 */
export async function allowMail(ctx: Ctx, { emailKey, network }: Asked): Promise<boolean> {
  const networkScope = `network ${await ctx.secrets.fingerprint(network)}`
  const [counted, fromNetwork, inAll] = await ctx.db.batch([
    countRequest(ctx, emailKey, networkScope),
    countSince(ctx, networkScope),
    countSince(ctx, ALL),
  ])
  if (counted.length) return true
  if ((fromNetwork[0]?.count ?? 0) >= LIMITS.networkHour || (inAll[0]?.count ?? 0) >= LIMITS.totalHour)
    throw tooMany('Too many mails were asked for; try again in an hour')
  return false
}

/** Counts the request in every scope, or in none where one is full: checked and written in one statement. */
function countRequest(ctx: Ctx, emailKey: string, networkScope: string) {
  const count = (scope: string, forMs: number) =>
    sql`(select count(*) from mail_requests where scope = ${scope} and at > ${ctx.now - forMs})`
  return ctx.db.all<{ scope: string }>(sql`
    insert into mail_requests (scope, at)
    select value, ${ctx.now} from json_each(${JSON.stringify([emailKey, networkScope, ALL])})
    where ${count(emailKey, HOUR)} < ${LIMITS.addressHour} and ${count(emailKey, DAY)} < ${LIMITS.addressDay}
      and ${count(networkScope, HOUR)} < ${LIMITS.networkHour} and ${count(ALL, HOUR)} < ${LIMITS.totalHour}
      and not exists (select 1 from suppressions where email_key = ${emailKey})
    returning scope`)
}

const countSince = (ctx: Ctx, scope: string) =>
  ctx.db
    .select({ count: sql<number>`count(*)` })
    .from(mailRequests)
    .where(and(eq(mailRequests.scope, scope), gt(mailRequests.at, ctx.now - HOUR)))

/** What is kept of an address instead of the address. */
export const emailKeyOf = (ctx: Ctx, email: string) => ctx.secrets.fingerprint(email.toLowerCase())
