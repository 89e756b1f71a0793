import { count, isNotNull, lt, sql } from 'drizzle-orm'
import { HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { selectBoardVersion } from '../opportunities/queries.ts'
import { opportunities } from '../opportunities/table.ts'
import { openings } from './openings.ts'
import { FORMAT, partsOf } from './snapshot-text.ts'
import { selectStored } from './snapshots.ts'
import { snapshots } from './table.ts'

/** Below so many, reading every row costs little. */
const LEAST_OPEN = 10_000
/** So many changes are read beside a snapshot at little cost; fewer wait for an hour. */
const MOST_CHANGES = 1_000
/** Parts that one statement brings: 7 parameters each of the 100 that D1 takes. */
const AT_ONCE = 6

/**
 * Stores the index for isolates to come, where the last one stored has fallen behind. A tick that ends halfway leaves
 * parts that nobody reads, and the next deletes them; of two at once each stores its own.
 */
export async function storeSnapshot(ctx: Ctx, sizes: { leastOpen?: number; part?: number } = {}): Promise<void> {
  const { db, now } = ctx
  const { leastOpen = LEAST_OPEN } = sizes
  const [[board], [stored], [listed]] = await db.batch([selectBoardVersion(db), selectStored(db, now), countListed(db)])
  const changes = (board?.value ?? 0) - (stored?.version ?? Number.NEGATIVE_INFINITY)
  const isDue = changes > MOST_CHANGES || (changes > 0 && now - (stored?.builtFor ?? 0) >= HOUR)
  if (!isDue || (listed?.count ?? 0) < leastOpen) return

  const { index } = await openings(ctx, { fresh: true })
  if (index.openings.length < leastOpen) return
  const id = ctx.newId('snap')
  const { version } = index
  const parts = [...partsOf(index, sizes.part)]
  const rows = parts.map((columns, part) => ({
    id,
    part,
    parts: parts.length,
    format: FORMAT,
    version,
    builtFor: now,
    columns,
  }))
  for (let i = 0; i < rows.length; i += AT_ONCE)
    await db.batch([db.insert(snapshots).values(rows.slice(i, i + AT_ONCE)), deleteErased(db)])
  await db.delete(snapshots).where(lt(snapshots.id, id))
}

/** What was read before words of it were erased holds them still. */
const deleteErased = (db: Db) =>
  db.run(sql`delete from snapshots where version < (select max(o.changed_version) from retractions r
    join opportunities o on o.id = r.opportunity_id where r.reason = 'hazardous')`)

const countListed = (db: Db) =>
  db.select({ count: count() }).from(opportunities).where(isNotNull(opportunities.publishedAt))
