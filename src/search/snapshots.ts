import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import type { OpeningsIndex } from './building.ts'
import { cardReader } from './card-reader.ts'
import { FORMAT, readParts } from './snapshot-text.ts'
import { snapshots } from './table.ts'

/** The newest one that is complete and in this code's own form; one of later than `now` may lack what was still open. */
const newest = (now: number): SQL => sql`(
  select id from snapshots where format = ${FORMAT} and built_for <= ${now}
    and version <= (select value from versions where name = 'board')
  group by id having count(*) = max(parts) order by id desc limit 1)`

export const selectSnapshot = (db: Db, now: number) =>
  db
    .select()
    .from(snapshots)
    .where(eq(snapshots.id, newest(now)))
    .orderBy(asc(snapshots.part))

/** How far the newest one reaches. */
export const selectStored = (db: Db, now: number) =>
  db
    .select({ version: snapshots.version, builtFor: snapshots.builtFor })
    .from(snapshots)
    .where(eq(snapshots.id, newest(now)))
    .limit(1)

/** The board's version that the newest snapshot holds, or -1: what has changed since is read beside it. */
export const versionOfSnapshot = (now: number): SQL<number> =>
  sql`coalesce((select version from snapshots where id = ${newest(now)} limit 1), -1)`

type Parts = Awaited<ReturnType<typeof selectSnapshot>>

/** The index that a snapshot holds, or null where it cannot be read. */
export function indexOfSnapshot(db: Db, parts: Parts): OpeningsIndex | null {
  const [first] = parts
  if (!first) return null
  try {
    const texts = parts.map(({ columns }) => columns)
    return readParts(texts, first.version, first.builtFor, cardReader(db))
  } catch (error) {
    console.error(`snapshot ${first.id} cannot be read`, error)
    return null
  }
}
