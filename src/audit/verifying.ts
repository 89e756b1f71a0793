import { asc, eq, gt, sql } from 'drizzle-orm'
import { HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { eventDetails, events, seals } from '../db/table.ts'
import { GENESIS, hashDetail, isSeal } from './hashing.ts'
import { frontier, sealedColumns, selectHead } from './queries.ts'

const PAGE = 4_000
/** Requests take seconds: what states a time longer before its neighbour was written late, or made up. */
const LATE_MS = HOUR

type Break = { position: number; eventId: string; what: string }
export type Verdict = {
  /** How many seals hold, from the first one on. */
  checked: number
  /** Where to go on; null at the end of the chain, or at a break. */
  next: number | null
  broken: Break | null
  /** Events that state a time over an hour before the one sealed before them. */
  late: number
}

type Checking = Pick<Ctx, 'db' | 'secrets'>
type Options = { after?: number; pages?: number }

/**
 * Checks the chain from the seal behind `after` on, in pages, and names the first place where it does not hold. With
 * `pages` it stops there and says where to go on. A detail is missing without a break only where its subject, its author or it alone was
 * erased.
 */
export async function verifyChain(
  ctx: Checking,
  { after = 0, pages = Number.POSITIVE_INFINITY }: Options = {},
): Promise<Verdict> {
  const { db } = ctx
  let link: Link = { position: after, hash: after ? await hashAt(db, after) : GENESIS, at: 0 }
  let late = 0
  for (let page = 0; page < pages; page++) {
    const [rows, [head]] = await db.batch([selectSealed(db, link.position), selectHead(db)])
    for (const row of rows) {
      const checked = await check(ctx, link, row)
      if ('what' in checked) return { checked: link.position, next: null, broken: checked, late }
      if (checked.at < link.at - LATE_MS) late++
      link = checked
    }
    if (rows.length < PAGE) {
      const broken = cutOff(link, head) ?? (await findInserted(db, link))
      return { checked: link.position, next: null, broken, late }
    }
  }
  return { checked: link.position, next: link.position, broken: null, late }
}

type Link = { position: number; hash: string; at: number }

const selectSealed = (db: Db, after: number) =>
  db
    .select({
      position: seals.position,
      sealedId: sql<string>`${seals.eventId}`.as('sealed_id'),
      detailHash: seals.detailHash,
      hash: seals.hash,
      ...sealedColumns,
      // Asked only where words are missing: a subject may have any number of events.
      isErased: sql<number>`(${seals.detailHash} is not null and ${eventDetails.detail} is null and exists (
        select 1 from events e where e.subject_id in (${events.subjectId}, ${events.actorId}, ${events.id})
          and e.name like '%.erased'))`.as('is_erased'),
    })
    .from(seals)
    .leftJoin(events, eq(events.id, seals.eventId))
    .leftJoin(eventDetails, eq(eventDetails.eventId, seals.eventId))
    .where(gt(seals.position, after))
    .orderBy(asc(seals.position))
    .limit(PAGE)
type Row = Awaited<ReturnType<typeof selectSealed>>[number]

async function check(ctx: Checking, before: Link, row: Row): Promise<Link | Break> {
  const { position, sealedId, detailHash, hash, salt, detail, isErased, id, name, subjectId, actorId, at } = row
  const broken = (what: string) => ({ position, eventId: sealedId, what })
  if (position !== before.position + 1) {
    const missing = before.position + 1
    return { position: missing, eventId: '', what: 'a seal was removed' }
  }
  if (id === null || name === null || subjectId === null || actorId === null || at === null)
    return broken('the event was removed')
  if (!(await isSeal(ctx, hash, before.hash, { id, name, subjectId, actorId, at }, detailHash)))
    return broken('the event or its seal was altered')
  if (detail !== null && (await hashDetail(salt, detail)) !== detailHash)
    return broken('the words that belong to the event were altered')
  if (detail === null && detailHash !== null && !isErased)
    return broken('the words that belong to the event were removed, and nothing says that they were erased')
  return { position, hash, at }
}

async function hashAt(db: Db, position: number): Promise<string> {
  const [seal] = await db.select({ hash: seals.hash }).from(seals).where(eq(seals.position, position))
  return seal?.hash ?? 'none'
}

/** Sealing goes on from the head, so that what was cut off stays a gap. */
function cutOff({ position, hash }: Link, head: { position: number; hash: string } | undefined): Break | null {
  const whole = head ? head.position === position && head.hash === hash : position === 0
  return whole ? null : { position: position + 1, eventId: '', what: 'the end of the chain was removed' }
}

/** Ticks seal in order: what stands before the last sealed event and has no seal was put there afterwards. */
async function findInserted(db: Db, { position }: Link): Promise<Break | null> {
  const [inserted] = await db
    .select({ id: events.id })
    .from(events)
    .where(sql`${events}.rowid <= ${frontier} and not exists (select 1 from seals where event_id = ${events.id})`)
    .orderBy(sql`${events}.rowid`)
    .limit(1)
  return inserted ? { position, eventId: inserted.id, what: 'an event was inserted behind sealed ones' } : null
}
