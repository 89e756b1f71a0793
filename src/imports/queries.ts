import { and, eq, ne, sql } from 'drizzle-orm'
import { type SQLiteColumn, union } from 'drizzle-orm/sqlite-core'
import { inList } from '../db/bulk.ts'
import type { Db } from '../db/client.ts'
import { closures, opportunities as o } from '../opportunities/table.ts'
import { members, merges } from '../organizations/table.ts'
import { imported } from './table.ts'

/** What the source's rows said when they were last read, by external id. */
export async function findImported(db: Db, source: string, externalIds: readonly string[]) {
  const rows = await db
    .select({ externalId: imported.externalId, subjectId: imported.subjectId, hash: imported.contentHash })
    .from(imported)
    .where(and(eq(imported.source, source), inList(sql`${imported.externalId}`, externalIds)))
  return new Map(rows.map((row) => [row.externalId, row]))
}

/** Which of these subjects others speak for too: other sources, their own members, or what was merged into them. */
export async function findShared(db: Db, source: string, subjectIds: readonly string[]): Promise<Set<string>> {
  const among = (column: SQLiteColumn) => inList(sql`${column}`, subjectIds)
  const rows = await union(
    db
      .select({ subjectId: imported.subjectId })
      .from(imported)
      .where(and(ne(imported.source, source), among(imported.subjectId))),
    db.select({ subjectId: members.organizationId }).from(members).where(among(members.organizationId)),
    db.select({ subjectId: merges.intoId }).from(merges).where(among(merges.intoId)),
  )
  return new Set(rows.map((row) => row.subjectId))
}

/** The state of opportunities that an import may change, by id. */
export async function findOpportunityStates(db: Db, ids: readonly string[]) {
  const rows = await db
    .select({
      id: o.id,
      publishedAt: o.publishedAt,
      closesAt: o.closesAt,
      createdAt: o.createdAt,
      closedBy: closures.closedBy,
      isRetracted: sql<number>`exists (select 1 from retractions where opportunity_id = ${o.id})`.as('is_retracted'),
      isEdited: sql<number>`exists (select 1 from revisions where opportunity_id = ${o.id})`.as('is_edited'),
    })
    .from(o)
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .where(inList(sql`${o.id}`, ids))
  return new Map(rows.map((row) => [row.id, row]))
}
export type OpportunityState =
  Awaited<ReturnType<typeof findOpportunityStates>> extends Map<string, infer S> ? S : never
