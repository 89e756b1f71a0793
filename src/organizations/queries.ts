import { and, asc, eq, getTableColumns, gt, or, type SQL, sql } from 'drizzle-orm'
import { inList } from '../db/bulk.ts'
import type { Db } from '../db/client.ts'
import { members, organizations as o } from './table.ts'

/** Organizations by id or by folded name, whichever fits. */
export const listOrganizations = (db: Db, { ids, nameKeys }: { ids: readonly string[]; nameKeys: readonly string[] }) =>
  db
    .select(getTableColumns(o))
    .from(o)
    .where(or(inList(sql`${o.id}`, ids), inList(sql`${o.nameKey}`, nameKeys)))

/** Every word of the name or of an alias may be where it begins. Not LIKE: D1 refuses long patterns. */
function isCalled(words: string): SQL {
  const begins = (text: SQL) => sql`instr(${text}, ${words}) > 0`
  const aliases = sql`lower(replace(${o.aliases}, '"', ' '))`
  return words ? sql`(${begins(sql`' ' || ${o.nameKey}`)} or ${begins(aliases)})` : sql`true`
}

type Asked = { words: string; after: string | null; limit: number }

/** A page of the directory by folded name, and beside each row how many there are in all. `words` are folded too. */
export const selectDirectory = (db: Db, { words, after, limit }: Asked) => {
  const called = isCalled(words && ` ${words}`)
  const { aboutHtml: _, ...columns } = getTableColumns(o)
  return db
    .select({ ...columns, total: sql<number>`(select count(*) from ${o} where ${called})`.as('total') })
    .from(o)
    .where(and(called, after === null ? undefined : gt(o.nameKey, after)))
    .orderBy(asc(o.nameKey))
    .limit(limit)
}
export type DirectoryRow = Awaited<ReturnType<typeof selectDirectory>>[number]

export const selectOrganization = (db: Db, id: string) => db.select().from(o).where(eq(o.id, id)).limit(1)

/** The organizations that somebody may post for. */
export const listOwnOrganizations = (db: Db, personId: string) =>
  db
    .select({ id: o.id, name: o.name, role: members.role })
    .from(members)
    .innerJoin(o, eq(o.id, members.organizationId))
    .where(eq(members.personId, personId))
    .orderBy(asc(o.nameKey))
export type OwnOrganization = Awaited<ReturnType<typeof listOwnOrganizations>>[number]
