import { inList } from '../db/bulk.ts'
import type { Db } from '../db/client.ts'
import { opportunities as o } from '../opportunities/table.ts'

/** What a row of the CSV says that no card does, by the id of the opportunity. */
export async function findBesideCards(db: Db, ids: readonly string[]) {
  if (!ids.length) return new Map<string, BesideCard>()
  const rows = await selectBesideCards(db, ids)
  return new Map(rows.map((row) => [row.id, row]))
}

const selectBesideCards = (db: Db, ids: readonly string[]) =>
  db.select({ id: o.id, applyUrl: o.applyUrl, validation: o.validation }).from(o).where(inList(o.id, ids))

export type BesideCard = Awaited<ReturnType<typeof selectBesideCards>>[number]
