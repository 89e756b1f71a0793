import { sql } from 'drizzle-orm'
import { dayIn } from '../../calendar.ts'
import { actorId, type Ctx } from '../../context.ts'
import { authorize, invalid, notFound } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { requireGroup } from '../../groups/queries.ts'
import type { MoveForm, Standing } from '../participants/schema.ts'
import { stages } from '../schema.ts'

const tableOf = (to: Standing) =>
  (stages as readonly string[]).includes(to)
    ? { table: sql.raw('stage_changes'), column: sql.raw('stage'), prefix: 'stg' }
    : { table: sql.raw('engagement_changes'), column: sql.raw('engagement'), prefix: 'eng' }

/**
 * Records that people reached a stage or an engagement on a day, all at once. Who is recorded there on that day already
 * is left out. Answers the act, by which it is undone, and how many moved.
 */
export async function movePeople(ctx: Ctx, groupId: string, form: MoveForm): Promise<{ act: string; moved: number }> {
  await requireGroup(ctx, groupId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const { ids, to, happenedOn, source, evidenceUrl } = form
  if (happenedOn > dayIn(ctx.now, 'Etc/GMT-14'))
    throw invalid([{ path: 'happenedOn', message: 'Give a day that has come already' }])
  const { table, column, prefix } = tableOf(to)
  const act = ctx.newId('act')
  const rows = JSON.stringify([...new Set(ids)].map((id) => [ctx.newId(prefix), id]))
  const [moved] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`insert into ${table} (id, participant_id, happened_on, source, evidence_url,
        recorded_by, act, at, ${column})
      select v.value ->> 0, p.id, ${happenedOn}, ${source}, ${evidenceUrl}, ${actorId(ctx.actor)}, ${act}, ${ctx.now}, ${to}
      from json_each(${rows}) v join participants p on p.id = v.value ->> 1
      where p.group_id = ${groupId} and p.erased_at is null and p.objected_at is null and not exists (
        select 1 from ${table} x where x.participant_id = p.id and x.happened_on = ${happenedOn} and x.${column} = ${to})
      returning id`),
    ...recordEventIfChanged(ctx, 'participants.moved', act),
    touchAll(ctx, sql`select participant_id from ${table} where act = ${act}`),
  ])
  return { act, moved: moved.length }
}

const touchAll = ({ db, now }: Ctx, ids: ReturnType<typeof sql>) =>
  db.run(sql`update participants set version = version + 1, updated_at = ${now} where id in (${ids})`)

const UNDOABLE = /^act_[0-9a-z]{1,40}$/

/** Takes back what one act recorded, of however many people. */
export async function undoMove(ctx: Ctx, groupId: string, act: string): Promise<number> {
  await requireGroup(ctx, groupId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (!UNDOABLE.test(act)) throw notFound('Move')
  const ours = sql`act = ${act} and participant_id in (select id from participants where group_id = ${groupId})`
  const [kept] = await ctx.db.all<{ name: string }>(sql`select 'stage_changes' as name from stage_changes where ${ours}
    union select 'engagement_changes' from engagement_changes where ${ours}`)
  if (!kept) throw notFound('Move')
  const table = sql.raw(kept.name)
  const [, undone] = await ctx.db.batch([
    touchAll(ctx, sql`select participant_id from ${table} where ${ours}`),
    ctx.db.all<{ id: string }>(sql`delete from ${table} where ${ours} returning id`),
    ...recordEventIfChanged(ctx, 'participants.move_undone', act),
  ])
  return undone.length
}

/** Takes away an entry of somebody's history that was recorded by mistake. A correction is a new entry. */
export async function removeEntry(
  ctx: Ctx,
  groupId: string,
  { participantId, entryId }: { participantId: string; entryId: string },
): Promise<void> {
  await requireGroup(ctx, groupId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const table = sql.raw(entryId.startsWith('eng_') ? 'engagement_changes' : 'stage_changes')
  const [removed] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`delete from ${table} where id = ${entryId} and participant_id in (
      select id from participants where id = ${participantId} and group_id = ${groupId}) returning id`),
    ...recordEventIfChanged(ctx, 'history.removed', participantId),
    touchAll(ctx, sql`select ${participantId} where changes() > 0`),
  ])
  if (!removed.length) throw notFound('Entry')
}
