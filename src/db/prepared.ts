import { fillPlaceholders } from 'drizzle-orm'
import { type Built, builtOf, type Db, type Statement } from './client.ts'

/**
 * A statement that is built once for each database, for building takes three times what sending it does. What differs
 * from one call to the next is an `sql.placeholder`, filled from `values`.
 */
export function prepared<S extends Statement>(build: (db: Db) => S) {
  const known = new WeakMap<Db, Built>()
  return (db: Db, values: Record<string, unknown> = {}): S => {
    let built = known.get(db)
    if (!built) {
      built = keepText(builtOf(build(db)))
      known.set(db, built)
    }
    return filled<S>(db, built, values)
  }
}

/** Statements of plain SQL would write their text anew whenever asked for it. */
function keepText(built: Built): Built {
  const query = built.getQuery()
  return { getQuery: () => query, mapResult: (result, isFromBatch) => built.mapResult(result, isFromBatch) }
}

/** One use of it: for a batch, or awaited alone. */
function filled<S extends Statement>(db: Db, built: Built, values: Record<string, unknown>): S {
  const { sql, params } = built.getQuery()
  const one: Built = { getQuery: () => ({ sql, params: fillPlaceholders(params, values) }), mapResult: built.mapResult }
  const statement = {
    _prepare: () => one,
    // biome-ignore lint/suspicious/noThenProperty: statements are awaited like those of Drizzle
    then: (done: (rows: unknown) => unknown, failed: (error: unknown) => unknown) =>
      db.batch([statement as unknown as Statement]).then(([rows]) => done(rows), failed),
  }
  return statement as unknown as S
}
