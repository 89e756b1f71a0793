import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { actorId } from '../context.ts'
import { inList, insertMany } from '../db/bulk.ts'
import type { Statement } from '../db/client.ts'
import { events } from '../db/table.ts'
import { closures, opportunities } from '../opportunities/table.ts'
import type { Organization } from '../organizations/merging.ts'
import { organizations } from '../organizations/table.ts'
import type { CheckedRow } from './checking.ts'
import type { Run } from './importing.ts'
import { overwriting } from './overwriting.ts'
import type { Result } from './report.ts'
import { imported } from './table.ts'

/** What a row has changed; `isKnown` where an earlier import has read the row. */
export type Change = { externalId: string; hash: string; subjectId: string; result: Result; isKnown: boolean }

/** Remembers what each row said, that unchanged rows were seen again, and one audit event for each change. */
export function saveChanges(
  { ctx, source }: Run,
  rows: readonly CheckedRow[],
  changes: readonly Change[],
): Statement[] {
  const changed = new Set(changes.map(({ externalId }) => externalId))
  const unchanged = rows.map(({ externalId }) => externalId).filter((externalId) => !changed.has(externalId))
  const remembered = ({ externalId, subjectId, hash }: Change) => ({
    source,
    externalId,
    subjectId,
    contentHash: hash,
    seenAt: ctx.now,
  })
  const fresh = changes.filter(({ isKnown }) => !isKnown)
  const known = changes.filter(({ isKnown }) => isKnown)
  return [
    ...insertMany(ctx.db, imported, fresh.map(remembered)),
    ...insertMany(
      ctx.db,
      imported,
      known.map(remembered),
      overwriting(imported, sql`source, external_id`, ['subjectId', 'contentHash', 'seenAt']),
    ),
    ...(unchanged.length ? [seenAgain(ctx, source, unchanged)] : []),
    ...insertMany(
      ctx.db,
      events,
      changes.map(({ subjectId, result }) => eventOf(ctx, `import.${result}`, subjectId)),
    ),
  ]
}

const seenAgain = (ctx: Ctx, source: string, externalIds: readonly string[]) =>
  ctx.db
    .update(imported)
    .set({ seenAt: ctx.now })
    .where(sql`${imported.source} = ${source} and ${inList(sql`${imported.externalId}`, externalIds)}`)

const eventOf = (ctx: Ctx, name: string, subjectId: string) => ({
  id: ctx.newId('evt'),
  name,
  subjectId,
  actorId: actorId(ctx.actor),
  at: ctx.now,
})

const fixed = new Set(['id', 'createdAt', 'example'])

/** Writes organizations whole, new and known ones. */
export function saveOrganizations(ctx: Ctx, rows: readonly Organization[]): Statement[] {
  const fields = Object.keys(rows[0] ?? {}).filter((field) => !fixed.has(field))
  return insertMany(ctx.db, organizations, rows, overwriting(organizations, sql`id`, fields))
}

/** `reopened` is what is added to the count of an opportunity that is there. */
export type OpportunityRow = typeof opportunities.$inferInsert & { reopened: 0 | 1 }

/** Writes opportunities whole, new and known ones. */
export function saveOpportunities(ctx: Ctx, rows: readonly OpportunityRow[]): Statement[] {
  const fields = Object.keys(rows[0] ?? {}).filter((field) => !fixed.has(field) && field !== 'reopened')
  const reopened = sql.raw('reopened = opportunities.reopened + excluded.reopened')
  return insertMany(ctx.db, opportunities, rows, overwriting(opportunities, sql`id`, fields, reopened))
}

export const closedByImport = (source: string) => `import:${source}`

/** Closes what its source has taken down; a closure by anyone else stands as it is. */
export const saveClosures = (ctx: Ctx, rows: readonly (typeof closures.$inferInsert)[]): Statement[] =>
  insertMany(
    ctx.db,
    closures,
    rows,
    sql`${overwriting(closures, sql`opportunity_id`, ['closedAt'])} where closures.closed_by = excluded.closed_by`,
  )

/** Opens what its source had taken down and shows again; a trigger counts the reopening. */
export const deleteClosures = (ctx: Ctx, opportunityIds: readonly string[]): Statement[] =>
  opportunityIds.length ? [ctx.db.delete(closures).where(inList(sql`${closures.opportunityId}`, opportunityIds))] : []
