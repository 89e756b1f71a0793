import { sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { LEAST_TOLD } from './disclosing.ts'
import { skillCounts } from './table.ts'

/**
 * Counts, at most once a day, how many people name each skill, for all to read. What may not be told is not even stored:
 * where fewer than 5 name it, or fewer than 5 do not.
 */
export async function countSkills(ctx: Ctx): Promise<void> {
  const today = dayIn(ctx.now, 'UTC')
  const [counted] = await ctx.db.select({ on: skillCounts.countedOn }).from(skillCounts).limit(1)
  if (counted && counted.on >= today) return
  await atomically(ctx.db, [
    ctx.db.delete(skillCounts),
    ctx.db.run(sql`
      with named as (
        select p.person_id, s.value ->> 'id' as skill_id from profiles p, json_each(p.content, '$.skills') s
        where not exists (select 1 from suspensions where subject_id = p.person_id)
      ), base as (select count(distinct person_id) as out_of from named)
      insert into skill_counts (skill_id, people, out_of, counted_on)
      select skill_id, count(distinct person_id) as people, out_of, ${today} from named, base
      group by skill_id
      having people >= ${LEAST_TOLD} and out_of - people >= ${LEAST_TOLD} and out_of >= ${LEAST_TOLD}`),
  ])
}
