import { and, eq, isNull, sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { violatesUnique } from '../db/client.ts'
import { authorize, conflict, invalid, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canRecordInGroup, canWithdrawInGroup, writerIn } from '../groups/policy.ts'
import type { EstimateInput } from './schema.ts'
import { estimates as t } from './table.ts'

const NEWER = 'Somebody has estimated this since you looked: look at the newest, then say yours'
const OTHERWISE = {
  both: 'Its kickstarting and upskilling are estimated apart already: say yours of one of them, or withdraw those',
  apart: 'It is estimated as a whole already: say yours of the whole, or withdraw that one',
}

/**
 * Says what a program changed; answers the id. Of something that was estimated before it is the next version, where
 * `after` is the newest one; else it conflicts. Refused where it would be counted beside the same, told apart otherwise.
 */
export async function makeEstimate(ctx: Ctx, groupId: string, input: EstimateInput): Promise<string> {
  const { db, now, actor } = ctx
  authorize(canRecordInGroup(actor, groupId))
  const { programId, participantId, effect, after } = input
  const today = dayIn(now, 'UTC')
  if (input.estimatedOn && input.estimatedOn > today)
    throw invalid([{ path: 'estimatedOn', message: 'That day is still to come' }])
  await checkSubject(ctx, groupId, input)
  const id = ctx.newId('est')
  const others = effect === 'both' ? sql`n.effect <> 'both'` : sql`n.effect = 'both'`
  try {
    const [made] = await db.batch([
      db.all<{ id: string }>(sql`insert into estimates (id, group_id, program_id, participant_id, effect, version,
          with_fte, without_fte, low, high, method, note, starts_on, ends_on, estimated_on, estimated_by, created_at)
        select ${id}, ${groupId}, ${programId}, ${participantId}, ${effect}, ${after + 1}, ${input.with},
          ${input.without}, ${input.low}, ${input.high}, ${input.method}, ${input.note}, ${input.startsOn},
          ${input.endsOn}, ${input.estimatedOn ?? today}, ${writerIn(actor)}, ${now}
        where not exists (select 1 from estimates n where n.program_id = ${programId} and ${others}
            and coalesce(n.participant_id, '') = ${participantId ?? ''} and n.withdrawn_at is null)
          and (${after} = 0 or exists (select 1 from estimates n where n.program_id = ${programId}
            and n.effect = ${effect} and coalesce(n.participant_id, '') = ${participantId ?? ''} and n.version = ${after}))
        returning id`),
      ...recordEventIfChanged(ctx, 'estimate.made', id),
    ])
    if (!made.length) throw await refusal(ctx, input)
  } catch (error) {
    if (violatesUnique(error, "index 'estimates_version'")) throw conflict(NEWER)
    throw error
  }
  return id
}

/** Why nothing was written: it is told apart otherwise, or there is no such version to follow. */
async function refusal({ db }: Ctx, { programId, participantId, effect }: EstimateInput) {
  const [other] = await db.all(sql`select 1 from estimates n where n.program_id = ${programId}
    and (n.effect = 'both') <> ${effect === 'both' ? 1 : 0} and n.withdrawn_at is null
    and coalesce(n.participant_id, '') = ${participantId ?? ''}`)
  if (!other) return conflict(NEWER)
  return invalid([{ path: 'effect', message: OTHERWISE[effect === 'both' ? 'both' : 'apart'] }])
}

/** Only the group's own programs and people can be estimated; one's part in a program must be recorded. */
async function checkSubject({ db }: Ctx, groupId: string, { programId, participantId }: EstimateInput): Promise<void> {
  const [found] = await db.all<{ program: number; participant: number; part: number }>(sql`select
    exists (select 1 from programs where id = ${programId} and group_id = ${groupId}) as program,
    exists (select 1 from participants where id = ${participantId} and group_id = ${groupId}) as participant,
    exists (select 1 from participations x join cohorts c on c.id = x.cohort_id
      where x.participant_id = ${participantId} and c.program_id = ${programId}) as part`)
  if (!found?.program) throw invalid([{ path: 'programId', message: 'Choose one of the group’s programs' }])
  if (participantId === null) return
  if (!found.participant) throw invalid([{ path: 'participantId', message: 'Choose one of the group’s people' }])
  if (!found.part) throw invalid([{ path: 'participantId', message: 'They took no part in this program' }])
}

/** Takes an estimate back: it counts no more, and stays in the history. Its author may, and the group's owner. */
export async function withdrawEstimate(ctx: Ctx, groupId: string, id: string): Promise<void> {
  const { db, now, actor } = ctx
  const [estimate] = await db
    .select({ by: t.estimatedBy })
    .from(t)
    .where(and(eq(t.id, id), eq(t.groupId, groupId)))
  if (!estimate) throw notFound('Estimate')
  authorize(canWithdrawInGroup(actor, groupId, estimate.by))
  await db.batch([
    db
      .update(t)
      .set({ withdrawnAt: now, withdrawnBy: writerIn(actor) })
      .where(and(eq(t.id, id), isNull(t.withdrawnAt))),
    ...recordEventIfChanged(ctx, 'estimate.withdrawn', id),
  ])
}
