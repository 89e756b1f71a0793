import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Ctx, Person } from '../context.ts'
import { atomically, type Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { opportunities } from '../opportunities/table.ts'
import { organizations } from '../organizations/table.ts'
import type { DismissalReason } from './schema.ts'
import { dismissals } from './table.ts'

type Said = { reason: DismissalReason; note: string }

/** Takes an opportunity out of somebody's matches, at once. Said again, the newer reason counts. */
export const dismiss = (ctx: Ctx, { id: personId }: Person, opportunityId: string, said: Said) =>
  atomically(ctx.db, [
    ctx.db
      .insert(dismissals)
      .values({ personId, opportunityId, ...said, at: ctx.now })
      .onConflictDoUpdate({
        target: [dismissals.personId, dismissals.opportunityId],
        set: { ...said, at: ctx.now },
      }),
    ...recordEvent(ctx, 'opportunity.dismissed', opportunityId),
  ])

/** Back among what is matched. 404 where it was not set aside. */
export async function takeBack(ctx: Ctx, { id: personId }: Person, opportunityId: string): Promise<void> {
  const [taken] = await ctx.db.batch([
    ctx.db
      .delete(dismissals)
      .where(and(eq(dismissals.personId, personId), eq(dismissals.opportunityId, opportunityId)))
      .returning({ id: dismissals.opportunityId }),
    ...recordEventIfChanged(ctx, 'opportunity.dismissal_taken_back', opportunityId),
  ])
  if (!(taken as unknown[]).length) throw notFound('Opportunity')
}

const PAGE_SIZE = 100

/** What somebody set aside, the newest first; `before` is the `next` of the page before. */
export async function listDismissals(db: Db, personId: string, before: string | null) {
  const rows = await db
    .select({
      id: dismissals.opportunityId,
      title: opportunities.title,
      organization: organizations.name,
      /** Its words may be what it was retracted for. */
      retracted: sql<boolean>`exists (select 1 from retractions where opportunity_id = ${dismissals.opportunityId})`
        .mapWith(Boolean)
        .as('retracted'),
      reason: dismissals.reason,
      note: dismissals.note,
      at: dismissals.at,
    })
    .from(dismissals)
    .innerJoin(opportunities, eq(opportunities.id, dismissals.opportunityId))
    .innerJoin(organizations, eq(organizations.id, opportunities.organizationId))
    .where(and(eq(dismissals.personId, personId), olderThan(before)))
    .orderBy(desc(dismissals.at), desc(dismissals.opportunityId))
    .limit(PAGE_SIZE + 1)
  const page = rows.slice(0, PAGE_SIZE)
  const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined
  return { rows: page, next: last ? `${last.at}-${last.id}` : null }
}
export type Dismissed = Awaited<ReturnType<typeof listDismissals>>['rows'][number]

function olderThan(before: string | null): SQL | undefined {
  const [, at, id] = /^(\d{1,15})-(opp_[0-9a-z]{1,40})$/.exec(before ?? '') ?? []
  return at && id ? sql`(${dismissals.at}, ${dismissals.opportunityId}) < (${Number(at)}, ${id})` : undefined
}
