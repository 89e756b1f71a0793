import { and, eq, sql } from 'drizzle-orm'
import { inList } from '../db/bulk.ts'
import type { Db } from '../db/client.ts'
import { closures, opportunities as o } from '../opportunities/table.ts'
import { imported } from './table.ts'

/** What the source's rows said when they were last read, by external id. */
export async function findImported(db: Db, source: string, externalIds: readonly string[]) {
  const rows = await db
    .select({ externalId: imported.externalId, subjectId: imported.subjectId, hash: imported.contentHash })
    .from(imported)
    .where(and(eq(imported.source, source), inList(sql`${imported.externalId}`, externalIds)))
  return new Map(rows.map((row) => [row.externalId, row]))
}

/** Which of these subjects other sources describe too. */
export async function findShared(db: Db, source: string, subjectIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ subjectId: imported.subjectId })
    .from(imported)
    .where(and(sql`${imported.source} <> ${source}`, inList(sql`${imported.subjectId}`, subjectIds)))
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
    })
    .from(o)
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .where(inList(sql`${o.id}`, ids))
  return new Map(rows.map((row) => [row.id, row]))
}
export type OpportunityState =
  Awaited<ReturnType<typeof findOpportunityStates>> extends Map<string, infer S> ? S : never
