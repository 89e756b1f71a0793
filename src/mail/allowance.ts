import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import { DAY, HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { tooMany } from '../errors.ts'
import { mailRequests } from './table.ts'

/** Mails that strangers can cause, of all kinds together: from one network, and in all. */
const LIMITS = { networkHour: 20, totalHour: 2_000 }
/**
 * To one address. An address nobody has proven yet gets few in all; signing in and what others write to somebody with an
 * account are counted apart, so that neither can use up the other.
 */
const TO_ADDRESS = {
  asked: { hour: 3, day: 5 },
  signIn: { hour: 10, day: 30 },
  fromOthers: { hour: 5, day: 20 },
}
const ALL = 'all'

type Kind = keyof typeof TO_ADDRESS
type Asked = { emailKey: string; network: string; kind?: Kind }

/**
 * Counts a mail that somebody asked us to send. False where the address has had its share or wants no mail: then
 * nothing is sent, and the asker is told the same. Too many from one network, or in all, answer 429.
 */
export async function allowMail(ctx: Ctx, { emailKey, network, kind = 'asked' }: Asked): Promise<boolean> {
  const networkScope = `network ${await ctx.secrets.fingerprint(network)}`
  const [counted, fromNetwork, inAll] = await ctx.db.batch([
    countRequest(ctx, { emailKey, networkScope, kind }),
    countSince(ctx, networkScope),
    countSince(ctx, ALL),
  ])
  if (counted.length) return true
  if ((fromNetwork[0]?.count ?? 0) >= LIMITS.networkHour || (inAll[0]?.count ?? 0) >= LIMITS.totalHour)
    throw tooMany('Too many mails were asked for; try again in an hour')
  return false
}

type Request = { emailKey: string; networkScope: string; kind: Kind }

/** Counts the request in every scope, or in none where one is full: checked and written in one statement. */
function countRequest(ctx: Ctx, { emailKey, networkScope, kind }: Request) {
  const apart =
    kind === 'asked'
      ? sql`false`
      : sql`exists (select 1 from people where email_key = ${emailKey} and proven_at is not null)`
  const scope = sql`(case when ${apart} then ${`${kind} ${emailKey}`} else ${emailKey} end)`
  const most = (of: 'hour' | 'day') =>
    sql`(case when ${apart} then ${TO_ADDRESS[kind][of]} else ${TO_ADDRESS.asked[of]} end)`
  // Whoever has an account and asks for the link to it wants that one, also where they wanted no digest any more.
  const isStopping = kind === 'signIn' ? sql`(reason <> 'complained' or not ${apart})` : sql`true`
  const count = (of: SQL | string, forMs: number) =>
    sql`(select count(*) from mail_requests where scope = ${of} and at > ${ctx.now - forMs})`
  return ctx.db.all<{ scope: string }>(sql`
    insert into mail_requests (scope, at)
    select value, ${ctx.now} from (
      select ${scope} as value union all select ${networkScope} union all select ${ALL})
    where ${count(scope, HOUR)} < ${most('hour')} and ${count(scope, DAY)} < ${most('day')}
      and ${count(networkScope, HOUR)} < ${LIMITS.networkHour} and ${count(ALL, HOUR)} < ${LIMITS.totalHour}
      and not exists (select 1 from suppressions where email_key = ${emailKey} and ${isStopping})
    returning scope`)
}

const countSince = (ctx: Ctx, scope: string) =>
  ctx.db
    .select({ count: sql<number>`count(*)` })
    .from(mailRequests)
    .where(and(eq(mailRequests.scope, scope), gt(mailRequests.at, ctx.now - HOUR)))

/** What is kept of an address instead of the address. */
export const emailKeyOf = ({ secrets }: Pick<Ctx, 'secrets'>, email: string) => secrets.fingerprint(email.toLowerCase())
