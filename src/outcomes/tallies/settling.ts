import { type SQL, sql } from 'drizzle-orm'
import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { atomically, type Statement } from '../../db/client.ts'
import { type Part, partNames, rowsOfPart } from './parts.ts'

/** Parts of people's records in one batch: about a second. */
const MOST_A_BATCH = 4_000

type Due = { groupId: string; participantId: string; part: Part }

/**
 * Adds what changed to what is kept added up, of one group or of all; answers whether more is left. Whatever is not
 * settled is counted live meanwhile, so it never matters to a figure when this runs, or whether two run at once.
 */
export async function settleTallies(ctx: Ctx, groupId: string | null = null): Promise<boolean> {
  const today = dayIn(ctx.now, 'UTC')
  const due = await listDue(ctx, groupId, today)
  if (due.length) await atomically(ctx.db, settling(ctx, due, today))
  return due.length === MOST_A_BATCH
}

/** Does a batch of it, and asks for the rest. */
export async function settleSome(ctx: Ctx): Promise<void> {
  if (await settleTallies(ctx)) await ctx.queue.send([{ type: 'tallies', now: ctx.now }])
}

const listDue = ({ db }: Ctx, groupId: string | null, today: string) => {
  const ours = groupId === null ? sql`true` : sql`group_id = ${groupId}`
  const some = (rows: SQL) => sql`select * from (${rows} and ${ours} limit ${MOST_A_BATCH})`
  // Each arm has a limit, else all that is due is collected before the first is taken.
  return db.all<Due>(sql`select group_id as "groupId", participant_id as "participantId", part from (
    ${some(sql`select group_id, participant_id, part from untallied where true`)}
    union ${some(sql`select group_id, participant_id, part from participant_tallies where next_on <= ${today}`)})
    limit ${MOST_A_BATCH}`)
}

function settling({ db }: Ctx, due: readonly Due[], today: string): Statement[] {
  const given = JSON.stringify(due.map(({ groupId, participantId, part }) => [groupId, participantId, part]))
  const pairs = sql`json_each(${given}) d`
  const isOneOf = sql`(participant_id, part) in (select value ->> 1, value ->> 2 from ${pairs})`
  const add = (sign: 1 | -1) =>
    db.run(sql`insert into group_tallies (group_id, what, a, b, n, amount)
      select f.group_id, t.value ->> 0, t.value ->> 1, t.value ->> 2, ${sign} * sum(t.value ->> 3), ${sign} * sum(t.value ->> 4)
      from ${pairs} cross join participant_tallies f on f.participant_id = d.value ->> 1 and f.part = d.value ->> 2
        cross join json_each(f.tallies) t
      where true group by 1, 2, 3, 4
      on conflict (group_id, what, a, b) do update set n = n + excluded.n, amount = amount + excluded.amount`)
  const used = partNames.filter((part) => due.some((one) => one.part === part))
  return [
    add(-1),
    db.run(sql`delete from participant_tallies where ${isOneOf}`),
    ...used.map((part) => keep(db, part, due, today)),
    add(1),
    db.run(sql`delete from untallied where (group_id, participant_id, part) in (
      select value ->> 0, value ->> 1, value ->> 2 from ${pairs})`),
    db.run(sql`delete from group_tallies where n = 0 and amount = 0
      and group_id in (select value ->> 0 from ${pairs})`),
  ]
}

function keep(db: Ctx['db'], part: Part, due: readonly Due[], today: string): Statement {
  const ids = JSON.stringify(due.filter((one) => one.part === part).map(({ participantId }) => participantId))
  const rows = rowsOfPart(part, sql`select distinct value as id from json_each(${ids})`, today)
  return db.run(sql`insert into participant_tallies (participant_id, part, group_id, next_on, tallies)
    select r.participant_id, ${part}, p.group_id, min(case when what = 'next' then a end),
      json_group_array(json_array(what, cast(a as text), cast(b as text), n, amount)) filter (where what <> 'next')
    from (${rows}) r join participants p on p.id = r.participant_id group by r.participant_id`)
}
