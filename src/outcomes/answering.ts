import { sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { authorize, invalid } from '../errors.ts'
import { recordEvent } from '../events.ts'
import { canRecordInGroup, writerIn } from '../groups/policy.ts'
import type { OutcomesInput } from './schema.ts'

/** Notes what became of several participants at once, as of a day; the history before it stays. */
export async function recordOutcomes(ctx: Ctx, groupId: string, input: OutcomesInput): Promise<void> {
  const { db, now, actor, newId } = ctx
  authorize(canRecordInGroup(actor, groupId))
  if (input.on > dayIn(now, 'UTC')) throw invalid([{ path: 'on', message: 'That day is still to come' }])
  const people = [...new Set(input.participants)]
  const [found] = await db.all<{ count: number }>(sql`select count(*) as count from participants
    where group_id = ${groupId} and id in (select value from json_each(${JSON.stringify(people)}))`)
  if (found?.count !== people.length)
    throw invalid([{ path: 'participants', message: 'Choose from the group’s people' }])
  const act = newId('act')
  const rows = JSON.stringify(people.map((id) => [newId('out'), id]))
  await atomically(db, [
    db.run(sql`insert into outcomes (id, participant_id, outcome, happened_on, recorded_by, act, at)
      select value ->> 0, value ->> 1, ${input.outcome}, ${input.on}, ${writerIn(actor)}, ${act}, ${now}
      from json_each(${rows})`),
    ...recordEvent(ctx, 'outcomes.recorded', act),
  ])
}
