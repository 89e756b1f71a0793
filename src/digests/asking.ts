import { eq, sql } from 'drizzle-orm'
import { DAY, HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { tooMany } from '../errors.ts'
import { recordEvent } from '../events.ts'
import { countMailRequests, selectSameSearch } from './queries.ts'
import { defaultSchedule } from './schema.ts'
import { subscriptions } from './table.ts'

/** Mails a stranger can cause: to one address, from one network, and in all. */
const LIMITS = { addressHour: 3, addressDay: 5, networkHour: 20, totalHour: 2_000 }
const ALL = 'all'

type Asked = { email: string; query: string; zone: string; network: string }

/**
 * Asks an address to confirm a subscription. Known, unknown and suppressed addresses get the same answer; over the
 * limit of an address nothing is sent. Too many requests from one network answer 429.
 */
export async function subscribe(ctx: Ctx, { email, query, zone, network }: Asked): Promise<void> {
  const emailKey = await ctx.secrets.fingerprint(email.toLowerCase())
  const networkScope = `network ${await ctx.secrets.fingerprint(network)}`
  const [counted, fromNetwork, inAll] = await ctx.db.batch([
    countRequest(ctx, emailKey, networkScope),
    countMailRequests(ctx.db, networkScope, ctx.now - HOUR),
    countMailRequests(ctx.db, ALL, ctx.now - HOUR),
  ])
  if (counted.length) return record(ctx, { email, emailKey, query, zone })
  if ((fromNetwork[0]?.count ?? 0) >= LIMITS.networkHour || (inAll[0]?.count ?? 0) >= LIMITS.totalHour)
    throw tooMany('Too many subscriptions were asked for; try again in an hour')
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

type Request = { email: string; emailKey: string; query: string; zone: string }

/** One subscription a reader and search, however often it is asked for; the newest request is what is mailed. */
async function record(ctx: Ctx, request: Request): Promise<void> {
  const asked = ctx.newId('ask')
  const schedule = /\bopportunity=/.test(request.query)
    ? { ...defaultSchedule, cadence: 'daily' as const }
    : defaultSchedule
  const fresh = { ...request, ...schedule, id: ctx.newId('sub'), createdAt: ctx.now, updatedAt: ctx.now }
  const [, [row]] = await ctx.db.batch([
    ctx.db.insert(subscriptions).values(fresh).onConflictDoNothing(),
    selectSameSearch(ctx.db, request.emailKey, request.query),
  ])
  const id = row?.id ?? fresh.id
  await atomically(ctx.db, [
    ctx.db.update(subscriptions).set({ asked, askedAt: ctx.now }).where(eq(subscriptions.id, id)),
    recordEvent(ctx, 'subscription.requested', id),
  ])
  await ctx.queue.send([{ type: 'confirmation', subscriptionId: id, asked, now: ctx.now }])
}
