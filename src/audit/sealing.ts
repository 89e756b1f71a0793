import { eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { insertMany } from '../db/bulk.ts'
import { atomically, violatesUnique } from '../db/client.ts'
import { eventDetails, events, seals } from '../db/table.ts'
import { GENESIS, hashDetail, sealOf } from './hashing.ts'
import { frontier, sealedColumns, selectHead } from './queries.ts'
import { sealHead } from './table.ts'

const CHUNK = 500
const CHUNKS_A_TICK = 10

export type Sealed = { sealed: number; more: boolean }

/**
 * Seals what commands recorded since the last tick, in the order in which the database took it: clocks differ, and a
 * late event comes at the end. Of two ticks at once one seals and the other changes nothing.
 */
export async function sealEvents(ctx: Ctx): Promise<Sealed> {
  const most = CHUNK * CHUNKS_A_TICK
  const [[head], unsealed] = await ctx.db.batch([selectHead(ctx.db), selectUnsealed(ctx.db, most)])
  const rows = await chain(ctx, head ?? { position: 0, hash: GENESIS }, unsealed)
  const last = rows.at(-1)
  if (!last) return { sealed: 0, more: false }
  const chunks = Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) =>
    rows.slice(i * CHUNK, (i + 1) * CHUNK),
  )
  try {
    await atomically(ctx.db, [...chunks.flatMap((chunk) => insertMany(ctx.db, seals, chunk)), moveHead(ctx.db, last)])
  } catch (error) {
    if (violatesUnique(error, 'seals.position') || violatesUnique(error, 'seals.event_id'))
      return { sealed: 0, more: false }
    throw error
  }
  return { sealed: rows.length, more: unsealed.length === most }
}

const moveHead = (db: Ctx['db'], { position, hash }: { position: number; hash: string }) =>
  db
    .insert(sealHead)
    .values({ id: 1, position, hash })
    .onConflictDoUpdate({ target: sealHead.id, set: { position, hash } })

const selectUnsealed = (db: Ctx['db'], most: number) =>
  db
    .select({
      ...sealedColumns,
    })
    .from(events)
    .leftJoin(eventDetails, eq(eventDetails.eventId, events.id))
    .where(sql`${events}.rowid > ${frontier}`)
    .orderBy(sql`${events}.rowid`)
    .limit(most)
type Unsealed = Awaited<ReturnType<typeof selectUnsealed>>[number]

async function chain(ctx: Ctx, head: { position: number; hash: string }, unsealed: readonly Unsealed[]) {
  const rows: (typeof seals.$inferSelect)[] = []
  let { position, hash } = head
  for (const { salt, detail, ...event } of unsealed) {
    const detailHash = await hashDetail(salt, detail)
    hash = await sealOf(ctx, hash, event, detailHash)
    rows.push({ position: ++position, eventId: event.id, detailHash, hash })
  }
  return rows
}
