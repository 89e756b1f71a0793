import { sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { inList, insertMany } from '../db/bulk.ts'
import { atomically, type Db } from '../db/client.ts'
import { openings } from '../search/openings.ts'
import { fieldOf } from './field.ts'
import { people } from './people-held.ts'
import { peopleMatching } from './people-matching.ts'
import { opportunityReach } from './table.ts'

/** So many are counted in one tick; the others wait for the next. */
const MOST_AT_ONCE = 200

type Due = { id: string; seq: number; version: number; isOpen: number }

/**
 * Counts whom each opportunity matches: those that were published, changed or reopened since the last pass, then those
 * counted longest ago, each at least once a day. What is no longer open loses its count.
 */
export async function countMatchedPeople(ctx: Ctx, most = MOST_AT_ONCE): Promise<void> {
  const { db, now } = ctx
  const due = await listDue(ctx, most)
  if (!due.length) return
  const open = due.filter(({ isOpen }) => isOpen)
  const rows = open.length ? await countEach(ctx, open) : []
  const over = due.filter(({ isOpen }) => !isOpen).map(({ id }) => id)
  const onConflict = sql`on conflict (opportunity_id) do update set
    people = excluded.people, counted_at = excluded.counted_at, version = excluded.version`
  await atomically(db, [
    ...insertMany(
      db,
      opportunityReach,
      rows.map((row) => ({ ...row, countedAt: now })),
      onConflict,
    ),
    ...(over.length ? [forget(db, over)] : []),
  ])
}

async function countEach(ctx: Ctx, due: readonly Due[]) {
  const { index: board } = await openings(ctx, { fresh: true })
  const index = await people(ctx)
  const field = fieldOf(board, ctx.now)
  const cards = await board.openings.cardsAt(due.map(({ seq }) => board.positions[seq] ?? -1))
  const versions = new Map(due.map(({ id, version }) => [id, version]))
  return cards.map((card) => ({
    opportunityId: card.id,
    people: peopleMatching(index, card, field, { limit: 0 }).count,
    version: versions.get(card.id) ?? 0,
  }))
}

async function listDue({ db, now }: Ctx, most: number): Promise<Due[]> {
  const isOpen = sql`(o.published_at is not null and (o.closes_at is null or o.closes_at > ${now})
    and not exists (select 1 from closures where opportunity_id = o.id)
    and not exists (select 1 from retractions where opportunity_id = o.id))`
  const columns = sql`o.id, o.seq, o.changed_version as version`
  const changed = db.all<Due>(sql`select ${columns}, 1 as isOpen from opportunities o
    where o.changed_version > coalesce((select max(version) from opportunity_reach), -1) and ${isOpen}
    order by o.changed_version limit ${most}`)
  const old = db.all<Due>(sql`select ${columns}, ${isOpen} as isOpen
    from opportunity_reach r join opportunities o on o.id = r.opportunity_id
    where r.counted_at <= ${now - DAY} order by r.counted_at limit ${most}`)
  const [first, then] = await db.batch([changed, old])
  const taken = new Set(first.map(({ id }) => id))
  return [...first, ...then.filter(({ id }) => !taken.has(id))].slice(0, most)
}

const forget = (db: Db, ids: readonly string[]) =>
  db.delete(opportunityReach).where(inList(opportunityReach.opportunityId, ids))
