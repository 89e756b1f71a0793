import { and, eq, sql } from 'drizzle-orm'
import { eraseDetails } from '../audit/queries.ts'
import { unknownCommitment } from '../commitment.ts'
import { actorId, type Ctx } from '../context.ts'
import { atomically, type Statement } from '../db/client.ts'
import { conflict } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { interests } from './life/table.ts'
import { canRetract } from './policy.ts'
import type { Retraction } from './schema.ts'
import { requirePublished } from './standing.ts'
import { decisions, drafts, opportunities as o, retractions, revisions } from './table.ts'

/** What stands where an erased title stood. */
const ERASED_TITLE = 'Retracted'

/**
 * Takes an opportunity from the public, at once and everywhere. Of a hazardous one all words are erased, in its
 * revisions, drafts and the search as well: only its kind and work group are left.
 */
export async function retractOpportunity(ctx: Ctx, id: string, { reason, note }: Retraction): Promise<void> {
  const { retraction } = await requirePublished(ctx, id, () => canRetract(ctx.actor))
  if (retraction && (retraction.reason === 'hazardous' || reason !== 'hazardous'))
    throw conflict('This opportunity is retracted already')
  const said = { reason, note, retractedBy: actorId(ctx.actor), retractedAt: ctx.now }
  await atomically(ctx.db, [
    ctx.db
      .insert(retractions)
      .values({ opportunityId: id, ...said })
      .onConflictDoUpdate({ target: retractions.opportunityId, set: said }),
    ...(reason === 'hazardous' ? erase(ctx, id) : []),
    ...recordEvent(ctx, 'opportunity.retracted', id, reason === 'hazardous' ? undefined : note),
  ])
}

function erase(ctx: Ctx, id: string): Statement[] {
  const { db } = ctx
  return [
    db.update(o).set(erased).where(eq(o.id, id)),
    db.update(revisions).set({ content: null, typed: {} }).where(eq(revisions.opportunityId, id)),
    db.update(decisions).set({ before: null, reason: '' }).where(eq(decisions.opportunityId, id)),
    db.delete(drafts).where(eq(drafts.opportunityId, id)),
    db.update(interests).set({ message: '', answer: null }).where(eq(interests.opportunityId, id)),
    db.run(sql`update report_answers set note = '' where subject_id = ${id}`),
    ...eraseDetails(ctx, id),
  ]
}

const erased = {
  title: ERASED_TITLE,
  summary: '',
  bodyHtml: '',
  bodyText: '',
  terms: '',
  applyUrl: null,
  validation: null,
  professions: [],
  skills: [],
  teaches: [],
  audiences: [],
  languages: [],
  commitment: unknownCommitment,
  startsOn: null,
  workplace: null,
  places: [],
  remoteRegions: [],
  zoneFence: null,
  level: null,
  degree: null,
  seats: null,
}

/** Shows it again. What was erased cannot come back. */
export async function reinstateOpportunity(ctx: Ctx, id: string): Promise<void> {
  const { retraction } = await requirePublished(ctx, id, () => canRetract(ctx.actor))
  if (!retraction) throw conflict('This opportunity is not retracted')
  if (retraction.reason === 'hazardous') throw conflict('What was hazardous is erased and cannot be shown again')
  await atomically(ctx.db, [
    ctx.db.delete(retractions).where(and(eq(retractions.opportunityId, id), sql`reason <> 'hazardous'`)),
    ...recordEventIfChanged(ctx, 'opportunity.reinstated', id),
  ])
}
