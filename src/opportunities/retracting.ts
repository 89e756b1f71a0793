import { and, eq, or, sql } from 'drizzle-orm'
import { eraseDetails } from '../audit/queries.ts'
import { unknownCommitment } from '../commitment.ts'
import { actorId, type Ctx } from '../context.ts'
import { atomically, type Statement } from '../db/client.ts'
import { conflict } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { interests } from './life/table.ts'
import { canRetract } from './policy.ts'
import type { Retraction } from './schema.ts'
import { findStanding, requireMay, requirePublished } from './standing.ts'
import { decisions, drafts, opportunities as o, retractions, revisions } from './table.ts'

/** What stands where an erased title stood. */
const ERASED_TITLE = 'Retracted'

/**
 * Takes an opportunity from the public, at once and everywhere. Of a hazardous one all words are erased, wherever they
 * are kept, and also of one that was never public: only its kind and work group are left.
 */
export async function retractOpportunity(ctx: Ctx, id: string, { reason, note }: Retraction): Promise<void> {
  const erasing = reason === 'hazardous'
  const may = () => canRetract(ctx.actor)
  const { retraction } = erasing
    ? requireMay(ctx, await findStanding(ctx, id), may)
    : await requirePublished(ctx, id, may)
  if (retraction && (retraction.reason === 'hazardous' || !erasing)) throw retractedAlready()
  if (erasing) {
    const retracted = recordEvent(ctx, 'opportunity.retracted', id)
    return atomically(ctx.db, [insertRetraction(ctx, id, { reason, note }), ...erase(ctx, id), ...retracted])
  }
  const [inserted] = await ctx.db.batch([
    insertRetraction(ctx, id, { reason, note }),
    ...recordEventIfChanged(ctx, 'opportunity.retracted', id, note),
  ])
  if (!inserted.length) throw retractedAlready()
}

const retractedAlready = () => conflict('This opportunity is retracted already')

/** What never was public has nothing to be retracted from. Of two at once the one that erases stands, else the first. */
const insertRetraction = (ctx: Ctx, id: string, { reason, note }: Retraction) =>
  ctx.db.all<{ id: string }>(sql`insert into retractions (opportunity_id, reason, note, retracted_by, retracted_at)
    select id, ${reason}, ${note}, ${actorId(ctx.actor)}, ${ctx.now} from opportunities where id = ${id}
    on conflict (opportunity_id) do update set
      reason = excluded.reason, note = excluded.note, retracted_by = excluded.retracted_by, retracted_at = excluded.retracted_at
      where retractions.reason <> 'hazardous' and excluded.reason = 'hazardous' returning opportunity_id as id`)

/** Every place that holds words of it. What waits is rejected, for nothing is left to decide about. */
function erase(ctx: Ctx, id: string): Statement[] {
  const { db } = ctx
  return [
    db.update(o).set(erased).where(eq(o.id, id)),
    db.run(sql`insert into decisions (revision_id, opportunity_id, verdict, reason, decided_by, decided_at)
      select id, opportunity_id, 'rejected', '', ${actorId(ctx.actor)}, ${ctx.now} from revisions
      where opportunity_id = ${id} and not exists (select 1 from decisions where revision_id = revisions.id)`),
    db.update(revisions).set({ content: null, typed: {} }).where(eq(revisions.opportunityId, id)),
    db.update(decisions).set({ before: null, reason: '' }).where(eq(decisions.opportunityId, id)),
    db.delete(drafts).where(or(eq(drafts.opportunityId, id), eq(drafts.copiedFrom, id))),
    db.update(interests).set({ message: '', answer: null }).where(eq(interests.opportunityId, id)),
    db.run(sql`update introductions set message = '' where opportunity_id = ${id}`),
    db.run(sql`update suggestions set note = '' where opportunity_id = ${id}`),
    db.run(sql`update landings set title = ${ERASED_TITLE} where opportunity_id = ${id}`),
    db.run(sql`update group_landings set title = ${ERASED_TITLE} where opportunity_id = ${id} and title is not null`),
    db.run(sql`update report_answers set note = '' where subject_id = ${id}`),
    db.run(sql`delete from kept_answers where instr(body, ${id}) > 0`),
    // The next tick stores a new one.
    db.run(sql`delete from snapshots`),
    ...eraseDigests(ctx, id),
    // Which of the mail that is kept unsent holds words of it, no id tells.
    db.run(sql`delete from outbox`),
    ...eraseDetails(ctx, id),
    // FTS5 keeps words that are gone, of earlier versions too, until it merges: of 100,000 texts this takes 11 s.
    db.run(sql`insert into opportunity_text (opportunity_text) values ('rebuild')`),
  ]
}

/**
 * The bytes of mail that held it, also of mail whose items moved with an address. What was surely not sent is composed
 * anew; what is in doubt is not sent again.
 */
const eraseDigests = ({ db }: Ctx, id: string): Statement[] => [
  db.run(sql`update digests set subject = null, body = null, headers = null, body_hash = null
    where (subscription_id, period) in (select subscription_id, period from digest_items
      where subject_id = ${id} or occasion = ${`talent ${id}`}
        or subject_id in (select id from group_landings where opportunity_id = ${id}))`),
  db.run(sql`update digests set subject = null, body = null, headers = null, body_hash = null
    where body ->> 0 in (select l.hash from mail_pieces l, json_each(l.layout) e
      where l.layout is not null and e.value in (select hash from mail_pieces where subject_id = ${id}))`),
  db.run(sql`delete from mail_pieces where subject_id = ${id}`),
]

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
