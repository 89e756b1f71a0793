import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { requireGroup } from '../../groups/queries.ts'
import { allows } from '../../profiles/queries.ts'
import type { Engagement, Stage } from '../schema.ts'
import { participants } from '../table.ts'
import type { CohortRole } from './schema.ts'

export type Participant = typeof participants.$inferSelect

/** A group's record of somebody, for its members; whoever was let go is no record any more. */
export async function requireParticipant(ctx: Ctx, groupId: string, id: string): Promise<Participant> {
  await requireGroup(ctx, groupId)
  const [found] = await ctx.db
    .select()
    .from(participants)
    .where(
      and(
        eq(participants.id, id),
        eq(participants.groupId, groupId),
        isNull(participants.erasedAt),
        isNull(participants.objectedAt),
      ),
    )
  if (!found) throw notFound('Person')
  return found
}

export type PartIn = {
  id: string
  cohortId: string
  cohort: string
  role: CohortRole
  finishedOn: string | null
  leftOn: string | null
}
export type HistoryEntry = {
  id: string
  /** A stage or an engagement. */
  value: Stage | Engagement
  on: string
  at: number
  source: string
  evidenceUrl: string | null
  by: string
}

/** What a record holds, the newest first; what its owner shares with their groups is theirs to withdraw. */
export async function readRecord({ db }: Ctx, { id, personId }: Participant) {
  const entries = (table: 'stage_changes' | 'engagement_changes', column: 'stage' | 'engagement') =>
    db.all<HistoryEntry>(sql`select x.id, x.${sql.raw(column)} as value, x.happened_on as "on", x.at, x.source,
        x.evidence_url as "evidenceUrl", coalesce(w.name, '') as by
      from ${sql.raw(table)} x left join people w on w.id = x.recorded_by where x.participant_id = ${id}
      order by x.happened_on desc, x.at desc, x.id desc limit 200`)
  const [parts, stages, engagements, shared] = await db.batch([
    db.all<PartIn>(sql`select n.id, n.cohort_id as "cohortId", r.name || ' ' || c.number || ': ' || c.name as cohort,
        n.role, n.finished_on as "finishedOn", n.left_on as "leftOn"
      from participations n join cohorts c on c.id = n.cohort_id join programs r on r.id = c.program_id
      where n.participant_id = ${id} order by c.starts_on desc, n.id limit 200`),
    entries('stage_changes', 'stage'),
    entries('engagement_changes', 'engagement'),
    db.all<{ id: string; name: string }>(
      sql`select id, name from people where id = ${personId} and ${allows(sql`people.id`, 'groups')}`,
    ),
  ])
  return { parts, stages, engagements, shared: shared[0] ?? null }
}
export type RecordOfPerson = Awaited<ReturnType<typeof readRecord>>
