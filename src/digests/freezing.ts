import { type SQL, sql } from 'drizzle-orm'
import { MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { inChunks } from '../db/bulk.ts'
import type { Statement } from '../db/client.ts'
import { sha256 } from '../secrets.ts'
import { type Claimed, HORIZON, LEASE, mayGoOn, wantsMail } from './claiming.ts'
import type { Composed } from './composing.ts'
import type { News } from './drafting.ts'
import { forgetMailed } from './mailed.ts'
import { bodyOf, keepPieces, rowsOf } from './pieces.ts'

/** A mail that cannot be composed so often is given up for its period. */
const COMPOSING_TRIES = 3
const FIRST_PAUSE = 5 * MINUTE

/** Which call a digest travels in: its key names it. */
export type Placed = { claimed: Claimed; call: string }

/**
 * Puts digests into calls of at most `most`, in the order of their subscriptions. A call of one is named by its run and
 * subscription; at a later try, when a call of that name was surely refused or never made, also by the try.
 */
export function placeInCalls(ctx: Ctx, digests: readonly Claimed[], most: number): Placed[] {
  const placed: Placed[] = []
  const open = new Map<number, { call: string; room: number }>()
  for (const claimed of digests) {
    const size = Math.min(most, claimed.most ?? most)
    if (size <= 1) {
      placed.push({ claimed, call: keyOf(claimed) })
      continue
    }
    let place = open.get(size)
    if (!place?.room) place = { call: `${claimed.run}/${ctx.newId('call')}`, room: size }
    placed.push({ claimed, call: place.call })
    open.set(size, { ...place, room: place.room - 1 })
  }
  return placed
}

const keyOf = ({ run, subscriptionId, tries }: Claimed) =>
  tries > 1 ? `${run}/${subscriptionId}/${tries}` : `${run}/${subscriptionId}`

/** The claim still holds: a sender whose lease was taken over may write nothing. `d` is the digest, `j` the claim. */
const stillOurs = sql`d.subscription_id = j.value ->> 0 and d.period = j.value ->> 1 and d.state = 'sending'
  and d.tries = j.value ->> 2 and d.call_id is null`

/** A claim as a row of JSON, with what else is to be written. */
const rowOf = ({ subscriptionId, period, tries }: Claimed, ...rest: unknown[]) =>
  JSON.stringify([subscriptionId, period, tries, ...rest])
const inJson = (rows: readonly string[]) => inChunks(rows).map((chunk) => `[${chunk.join(',')}]`)

/**
 * Fixes the bytes, records what they tell, and makes the calls that carry them: one batch, with the consent of each reader
 * asked again. `taken` calls are the sender's own at once; others wait to be taken one by one.
 */
export function freeze(
  ctx: Ctx,
  composed: readonly Composed[],
  placed: readonly Placed[],
  taken: boolean,
): [...Statement[], MakeCalls] {
  const calls = new Map(placed.map(({ claimed, call }) => [claimed, call]))
  const fresh = composed.flatMap((one) => ('letter' in one ? [one] : []))
  const before = placed.filter(({ claimed }) => claimed.bodyHash !== null)
  const pieces = rowsOf(fresh.map(({ laid }) => laid.layout))
  const isUp = stillUp(fresh)
  const letters = fresh.map(({ claimed, laid, letter: { subject, headers } }) => {
    const body = bodyOf(laid)
    const hash = sha256(subject + body)
    const row = rowOf(claimed, calls.get(claimed), subject, headers, hash, claimed.reader.emailKey)
    return `${row.slice(0, -1)},${body}]`
  })
  const again = before.map(({ claimed, call }) => rowOf(claimed, call))
  const news = fresh.flatMap(({ claimed, news }) =>
    [...Map.groupBy(news, ({ occasion }) => occasion)].map(([occasion, told]) =>
      rowOf(
        claimed,
        calls.get(claimed),
        occasion,
        told.map(({ subjectId }) => subjectId),
      ),
    ),
  )
  return [
    ...inJson(fresh.flatMap(({ claimed }) => (claimed.tries > 1 ? [rowOf(claimed)] : []))).map((rows) =>
      forgetItems(ctx, rows),
    ),
    ...inJson([...pieces.values()]).map((rows) => keepPieces(ctx, rows, isUp)),
    ...inJson(letters).map((rows) => fixBytes(ctx, rows, sql`${isUp} and ${areKept([...pieces.keys()])}`)),
    ...inJson(again).map((rows) => carryAgain(ctx, rows)),
    ...inJson(news).map((rows) => recordItems(ctx, rows)),
    ...giveUp(ctx, composed),
    makeCalls(ctx, [...new Set(placed.map(({ call }) => call))], taken),
  ]
}

const OF_TALENT = /^talent /

/** Nothing of what these tell was taken down since they were drafted: what was is neither kept nor sent. */
function stillUp(fresh: readonly { news: readonly News[] }[]): SQL {
  const told = fresh.flatMap(({ news }) =>
    news.flatMap(({ subjectId, occasion }) =>
      OF_TALENT.test(occasion) ? [subjectId, occasion.replace(OF_TALENT, '')] : [subjectId],
    ),
  )
  return sql`not exists (select 1 from retractions where opportunity_id in (
    select value from json_each(${JSON.stringify([...new Set(told)])})))`
}

/** No mail is fixed whose pieces are not all there. */
const areKept = (hashes: readonly string[]) => sql`(
  select count(*) from mail_pieces where hash in (select value from json_each(${JSON.stringify(hashes)}))) = ${hashes.length}`

const ADDRESS_OF = sql`(select email_key from subscriptions where id = d.subscription_id)`

/** What a try recorded whose bytes were erased since. */
const forgetItems = ({ db }: Ctx, rows: string) =>
  forgetMailed(db, sql`d.rowid in (select d.rowid from json_each(${rows}) j join digests d on ${stillOurs})`)

/**
 * Where the provider has asked to wait since the claim, or the reader wants nothing more or has another address, nothing
 * is fixed: a later tick sees to it.
 */
const fixBytes = (ctx: Ctx, rows: string, may: SQL) =>
  ctx.db.run(sql`
    update digests as d set call_id = j.value ->> 3, subject = j.value ->> 4, headers = j.value -> 5,
      body_hash = j.value ->> 6, reason = null, email_key = j.value ->> 7, body = j.value -> 8
    from json_each(${rows}) j where ${may} and ${stillOurs} and ${mayGoOn(ctx.now)} and ${wantsMail(ctx.now)}
      and ${ADDRESS_OF} = j.value ->> 7`)

const carryAgain = (ctx: Ctx, rows: string) =>
  ctx.db.run(sql`
    update digests as d set call_id = j.value ->> 3 from json_each(${rows}) j
    where ${stillOurs} and ${mayGoOn(ctx.now)} and ${wantsMail(ctx.now)} and d.body is not null and d.email_key = ${ADDRESS_OF}`)

/** A row holds what one digest tells on one occasion. */
const recordItems = (ctx: Ctx, rows: string) =>
  ctx.db.run(sql`
    insert into digest_items (email_key, subject_id, occasion, subscription_id, period)
    select d.email_key, subject.value, j.value ->> 4, d.subscription_id, d.period
    from json_each(${rows}) j cross join digests d on d.subscription_id = j.value ->> 0 and d.period = j.value ->> 1
      and d.state = 'sending' and d.call_id = j.value ->> 3
      cross join json_each(j.value ->> 5) subject`)

function giveUp(ctx: Ctx, composed: readonly Composed[]): Statement[] {
  const nothing = composed.flatMap((one) => ('nothingNew' in one ? [rowOf(one.claimed)] : []))
  const faulty = composed.flatMap((one) =>
    'fault' in one
      ? [
          rowOf(
            one.claimed,
            one.fault,
            one.claimed.tries >= COMPOSING_TRIES ? null : ctx.now + pauseAfter(one.claimed.tries),
          ),
        ]
      : [],
  )
  return [
    ...inJson(nothing).map((rows) =>
      ctx.db.run(sql`update digests as d set state = 'skipped', reason = 'nothing new', lease_until = null,
        finished_at = ${ctx.now} from json_each(${rows}) j where ${stillOurs}`),
    ),
    ...inJson(faulty).map((rows) =>
      ctx.db.run(sql`update digests as d set state = case when j.value ->> 4 is null then 'failed' else 'pending' end,
        reason = j.value ->> 3, next_try_at = j.value ->> 4, lease_until = null,
        finished_at = case when j.value ->> 4 is null then ${ctx.now} end from json_each(${rows}) j where ${stillOurs}`),
    ),
  ]
}

export type MadeCall = { id: string; members: string }
type MakeCalls = ReturnType<typeof makeCalls>

/** The calls with those whose bytes are really fixed, and nobody else. */
const makeCalls = (ctx: Ctx, ids: readonly string[], taken: boolean) =>
  ctx.db.all<MadeCall>(sql`
    insert into digest_calls (id, members, tries, first_try_at, lease_until, next_try_at, created_at)
    select call_id, json_group_array(json_object('subscriptionId', subscription_id, 'period', period)),
      ${taken ? 1 : 0}, min(first_try_at), ${taken ? ctx.now + LEASE : null}, ${ctx.now}, ${ctx.now}
    from (select * from digests where call_id in (select value from json_each(${JSON.stringify(ids)}))
      and state = 'sending' order by call_id, subscription_id)
    group by call_id returning id, members`)

/** A growing pause, and never past the horizon of the first try. */
export const pauseAfter = (tries: number): number => Math.min(HORIZON, 4 * 60 * MINUTE, FIRST_PAUSE * 2 ** (tries - 1))
