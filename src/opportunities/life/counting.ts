import { sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { Db } from '../../db/client.ts'
import { isOpenNow } from './open-now.ts'

export type Counted = 'view' | 'apply'

/** What one network adds in a day: to one figure, as of a university behind one address, and to all of them. */
const MOST_OF_ONE = 5
const MOST_IN_ALL = 300
const NETWORKS_REMEMBERED = 20_000

/**
 * What each network has added today, in the memory of this isolate alone: no reader is written down for it. Another
 * isolate starts anew, so a network counts a few times a figure at most, never as often as it asks.
 */
const heard = new WeakMap<Db, LRUCache<string, number>>()

function isWithinLimits({ db }: Ctx, network: string, figure: string, day: string): boolean {
  let networks = heard.get(db)
  if (!networks) {
    networks = new LRUCache({ max: NETWORKS_REMEMBERED })
    heard.set(db, networks)
  }
  const keys = [`${day} ${network} ${figure}`, `${day} ${network}`]
  const [one = 0, all = 0] = keys.map((key) => networks.get(key) ?? 0)
  if (one >= MOST_OF_ONE || all >= MOST_IN_ALL) return false
  for (const key of keys) networks.set(key, (networks.get(key) ?? 0) + 1)
  return true
}

/** Adds one to a figure of an opportunity that is open, in one write; past the limits of a network in none. */
export async function count(ctx: Ctx, id: string, name: Counted, network: string): Promise<void> {
  const day = dayIn(ctx.now, 'UTC')
  if (!isWithinLimits(ctx, network, `${name} ${id}`, day)) return
  await ctx.db.run(sql`
    insert into counters (subject_id, name, day, count)
    select o.id, ${name}, ${day}, 1 from opportunities o
    where o.id = ${id} and ${isOpenNow(ctx)}
    on conflict (subject_id, name, day) do update set count = count + 1`)
}
