import { getTableColumns, or, sql } from 'drizzle-orm'
import { inList } from '../db/bulk.ts'
import type { Db } from '../db/client.ts'
import { organizations as o } from './table.ts'

/** Organizations by id or by folded name, whichever fits. */
export const listOrganizations = (db: Db, { ids, nameKeys }: { ids: readonly string[]; nameKeys: readonly string[] }) =>
  db
    .select(getTableColumns(o))
    .from(o)
    .where(or(inList(sql`${o.id}`, ids), inList(sql`${o.nameKey}`, nameKeys)))
