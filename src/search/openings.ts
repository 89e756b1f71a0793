import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { selectBoardVersion, selectOpenings } from '../opportunities/queries.ts'
import { buildIndex, type OpeningsIndex } from './index-of-openings.ts'
import { textMatch } from './text.ts'

/** An isolate asks for the data version at most this often. */
const RECHECK_MS = 1_000
const MOST_TEXT_HITS = 1_000

/** The index this isolate holds for a database, and when its version was last compared. */
const held = new WeakMap<Db, { index: OpeningsIndex; checkedAt: number }>()

export type Openings = { index: OpeningsIndex; text: number[] | null }

/**
 * Everything open, with the numbers that full text finds for `q` (newest 1,000; null where `q` has no words).
 * At most one round trip: rows come along only when the board has changed since this isolate last looked.
 */
export async function openings(ctx: Ctx, { q = '', fresh = false } = {}): Promise<Openings> {
  const match = textMatch(q)
  const known = held.get(ctx.db)
  const age = known ? ctx.now - known.checkedAt : Number.POSITIVE_INFINITY
  if (known && !match && !fresh && age >= 0 && age < RECHECK_MS) return { index: known.index, text: null }

  const usable = known && known.index.builtFor <= ctx.now ? known.index : null
  const [version, cards, hits] = await ctx.db.batch([
    selectBoardVersion(ctx.db),
    selectOpenings(ctx.db, ctx.now, usable?.version ?? -1),
    selectText(ctx.db, match ?? '""'),
  ])
  const current = version[0]?.value ?? 0
  const index = usable?.version === current ? usable : buildIndex(cards, current, ctx.now)
  held.set(ctx.db, { index, checkedAt: ctx.now })
  return { index, text: match ? hits.map((hit) => hit.seq) : null }
}

const selectText = (db: Db, match: string) =>
  db.all<{ seq: number }>(
    sql`select rowid as seq from opportunity_text where opportunity_text match ${match} order by rowid desc limit ${MOST_TEXT_HITS}`,
  )
