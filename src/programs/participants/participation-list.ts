import { type SQL, sql } from 'drizzle-orm'
import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'
import type { Engagement, Stage } from '../schema.ts'
import type { CohortRole } from './schema.ts'

export type ListedParticipation = {
  id: string
  participantId: string
  name: string
  externalId: string | null
  mailbox: number
  stage: Stage | null
  engagement: Engagement | null
  cohortId: string
  number: number
  cohort: string
  program: string
  role: CohortRole
  finishedOn: string | null
  leftOn: string | null
  createdAt: number
  updatedAt: number
}

const select = (ctx: Ctx, where: SQL, limit: number) => {
  const day = dayIn(ctx.now, 'UTC')
  const last = (column: 'stage' | 'engagement') => sql`(select ${sql.raw(column)} from ${sql.raw(`${column}_changes`)} x
    where x.participant_id = p.id and x.happened_on <= ${day} order by x.happened_on desc, x.at desc, x.id desc limit 1)`
  return ctx.db.all<ListedParticipation>(sql`select n.id, p.id as "participantId", p.name, p.external_id as "externalId",
      p.email_key is not null as mailbox, ${last('stage')} as stage, ${last('engagement')} as engagement,
      c.id as "cohortId", c.number, c.name as cohort, r.name as program, n.role, n.finished_on as "finishedOn",
      n.left_on as "leftOn", n.created_at as "createdAt", n.updated_at as "updatedAt"
    from participations n join participants p on p.id = n.participant_id join cohorts c on c.id = n.cohort_id
      join programs r on r.id = c.program_id
    where ${where} order by n.id desc limit ${limit}`)
}

const ofGroup = (groupId: string) => sql`p.group_id = ${groupId} and p.erased_at is null and p.objected_at is null`

/** A page of a group's participations, the newest first. */
export async function listParticipations(
  ctx: Ctx,
  groupId: string,
  { limit, before }: { limit: number; before: string | null },
) {
  const after = before === null ? sql`` : sql`and n.id < ${before}`
  const [rows, [counted]] = await ctx.db.batch([
    select(ctx, sql`${ofGroup(groupId)} ${after}`, limit + 1),
    ctx.db.all<{ count: number }>(sql`select count(*) as count from participations n
      join participants p on p.id = n.participant_id where ${ofGroup(groupId)}`),
  ])
  const found = rows.slice(0, limit)
  return { found, next: rows.length > limit ? (found.at(-1)?.id ?? null) : null, total: counted?.count ?? 0 }
}

/** What somebody did in a cohort, as it stands now. */
export async function requireParticipationIn(
  ctx: Ctx,
  { participantId, cohortId, role }: { participantId: string; cohortId: string; role: CohortRole },
): Promise<ListedParticipation> {
  const [found] = await select(
    ctx,
    sql`n.participant_id = ${participantId} and n.cohort_id = ${cohortId} and n.role = ${role}`,
    1,
  )
  if (!found) throw notFound('Participation')
  return found
}
