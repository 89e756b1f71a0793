import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { PeopleIndex } from './index-of-people.ts'
import { personOf, selectPeople, selectPeopleVersions } from './people-rows.ts'

/** The index this isolate holds for a database, and how far it has followed: the last change and the last deletion. */
type Held = { index: PeopleIndex; version: number; removed: number }
const held = new WeakMap<Db, Held>()

/** So many rows are read at once. */
const PAGE = 5_000
/** More places that were given up than this, and than people, and the index is built anew. */
const MOST_LEFT = 65_536

/**
 * Everybody who may be matched, as the database knows them now: it is asked each time, so that nothing which was
 * withdrawn is used. Only what has changed since the last time is read; a profile that was deleted makes it begin anew.
 */
export async function people({ db }: Pick<Ctx, 'db'>, page = PAGE): Promise<PeopleIndex> {
  for (;;) {
    const since = held.get(db)?.version ?? -1
    const [[versions], rows] = await db.batch([selectPeopleVersions(db), selectPeople(db, { since, most: page })])
    const known = heldFor(db, versions?.removed ?? 0)
    // Another request may have begun anew meanwhile, or this one has: what was read does not go on from there.
    if (known.version < since || known.removed !== (versions?.removed ?? 0)) continue
    for (const row of rows) {
      if (row.changed_version <= known.version) continue
      if (row.suspended) known.index.remove(row.person_id)
      else known.index.put(personOf(row))
      known.version = row.changed_version
    }
    if (rows.length === page) continue
    known.version = Math.max(known.version, versions?.people ?? 0)
    return known.index
  }
}

function heldFor(db: Db, removed: number): Held {
  const known = held.get(db)
  if (known && known.removed >= removed && known.index.left <= Math.max(MOST_LEFT, known.index.live)) return known
  const fresh = { index: new PeopleIndex(), version: -1, removed: Math.max(removed, known?.removed ?? 0) }
  held.set(db, fresh)
  return fresh
}
