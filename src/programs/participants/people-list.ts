import { type SQL, sql } from 'drizzle-orm'
import { DAY, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { fold } from '../../text/fold.ts'
import type { Engagement, Stage } from '../schema.ts'
import type { PeopleFilter } from './schema.ts'

const MOST_COUNTED = 1_000
const CARDS_A_STAGE = 50
const MONTH = 30 * DAY

/** Somebody in a list of the group's people, as they stand today. */
export type Listed = {
  id: string
  name: string
  hasMailbox: boolean
  stage: Stage | null
  stageOn: string | null
  engagement: Engagement | null
  /** Their cohorts in words, the newest first. */
  cohorts: string
}

const latest = (
  column: 'stage' | 'happened_on' | 'engagement',
  table: 'stage_changes' | 'engagement_changes',
  day: string,
) =>
  sql`(select ${sql.raw(column)} from ${sql.raw(table)} x where x.participant_id = p.id and x.happened_on <= ${day}
    order by x.happened_on desc, x.at desc, x.id desc limit 1)`

/** Whom a filter finds: nobody who was let go. */
function found(
  groupId: string,
  { program, cohort, stage, engagement, told, stale, q }: PeopleFilter,
  now: number,
): SQL {
  const day = dayIn(now, 'UTC')
  const parts = [sql`p.group_id = ${groupId} and p.erased_at is null and p.objected_at is null`]
  if (cohort)
    parts.push(sql`exists (select 1 from participations n where n.participant_id = p.id and n.cohort_id = ${cohort})`)
  if (program)
    parts.push(sql`exists (select 1 from participations n join cohorts c on c.id = n.cohort_id
      where n.participant_id = p.id and c.program_id = ${program})`)
  if (stage) parts.push(sql`${latest('stage', 'stage_changes', day)} is ${stage === 'none' ? null : stage}`)
  if (engagement)
    parts.push(sql`${latest('engagement', 'engagement_changes', day)} is ${engagement === 'none' ? null : engagement}`)
  if (told) parts.push(sql`p.email_key is not null and p.told_at is null`)
  if (stale) parts.push(sql`p.updated_at < ${now - Number(stale) * MONTH}`)
  if (fold(q)) parts.push(sql`(instr(p.name_key, ${fold(q)}) > 0 or p.external_id = ${q.trim()})`)
  return sql.join(parts, sql` and `)
}

const columns = (day: string) => sql`p.id, p.name, p.name_key as key, p.email_key is not null as mailbox,
  ${latest('stage', 'stage_changes', day)} as stage, ${latest('happened_on', 'stage_changes', day)} as "stageOn",
  ${latest('engagement', 'engagement_changes', day)} as engagement,
  coalesce((select group_concat(words, ', ') from (select r.name || ' ' || c.number as words from participations n
    join cohorts c on c.id = n.cohort_id join programs r on r.id = c.program_id
    where n.participant_id = p.id order by c.starts_on desc, c.id limit 5)), '') as cohorts`

type Row = Omit<Listed, 'hasMailbox'> & { mailbox: number }
const listedOf = ({ mailbox, ...row }: Row): Listed => ({ ...row, hasMailbox: mailbox === 1 })

/** A page of the group's people by name. `count` stops at 1,001. */
export async function listPeople(
  ctx: Ctx,
  groupId: string,
  filter: PeopleFilter,
): Promise<{ people: Listed[]; next: string | null; count: number }> {
  const day = dayIn(ctx.now, 'UTC')
  const after = filter.cursor
    ? sql`and (p.name_key, p.id) > (select name_key, id from participants where id = ${filter.cursor} and group_id = ${groupId})`
    : sql``
  const [rows, [counted]] = await ctx.db.batch([
    ctx.db.all<Row>(sql`select ${columns(day)} from participants p where ${found(groupId, filter, ctx.now)} ${after}
      order by p.name_key, p.id limit ${filter.limit + 1}`),
    ctx.db.all<{ count: number }>(sql`select count(*) as count from (select 1 from participants p
      where ${found(groupId, filter, ctx.now)} limit ${MOST_COUNTED + 1})`),
  ])
  const people = rows.slice(0, filter.limit).map(listedOf)
  return { people, next: rows.length > filter.limit ? (people.at(-1)?.id ?? null) : null, count: counted?.count ?? 0 }
}

export type BoardColumn = { stage: Stage | null; count: number; people: Listed[] }

/** Everybody by the stage they stand at, 50 of each; who has none yet comes first. */
export async function listBoard(
  ctx: Ctx,
  groupId: string,
  filter: PeopleFilter,
): Promise<Map<Stage | null, BoardColumn>> {
  const day = dayIn(ctx.now, 'UTC')
  const rows = await ctx.db.all<Row & { count: number }>(sql`with standing as (
      select p.id, p.name_key, ${latest('stage', 'stage_changes', day)} as at_stage from participants p
      where ${found(groupId, filter, ctx.now)}),
    numbered as (select id, count(*) over (partition by at_stage) as count,
      row_number() over (partition by at_stage order by name_key, id) as n from standing)
    select ${columns(day)}, numbered.count from numbered join participants p on p.id = numbered.id
    where n <= ${CARDS_A_STAGE} order by p.name_key, p.id`)
  const board = new Map<Stage | null, BoardColumn>()
  for (const { count, ...row } of rows) {
    const column = board.get(row.stage) ?? { stage: row.stage, count, people: [] }
    column.people.push(listedOf(row))
    board.set(row.stage, column)
  }
  return board
}
