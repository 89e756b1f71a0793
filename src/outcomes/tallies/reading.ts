import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import type { TallyRow } from '../../programs/dashboard/tallies.ts'
import { type Part, partNames, rowsOfPart } from './parts.ts'

const counts = sql`sum(n) as n, sum(amount) as amount`

/** Whose part changed since it was added up, or changes with the day. */
const dueIn = (groupId: string, today: string, part: SQL) => sql`
  select participant_id as id, part from untallied where group_id = ${groupId} and part = ${part}
  union select participant_id, part from participant_tallies
    where group_id = ${groupId} and next_on <= ${today} and part = ${part}`

/**
 * What a group's records come to by a day: what is kept added up, less what it holds of those who changed since, and
 * these counted live. Several statements, for one batch; their rows belong together.
 */
export const selectTallies = (db: Db, groupId: string, today: string) =>
  [
    db.all<TallyRow>(sql`select what, a, b, ${counts} from (
        select what, a, b, n, amount from group_tallies where group_id = ${groupId}
        union all select t.value ->> 0, t.value ->> 1, t.value ->> 2, -(t.value ->> 3), -(t.value ->> 4)
          from (${dueIn(groupId, today, sql`part`)}) d
            cross join participant_tallies f on f.participant_id = d.id and f.part = d.part cross join json_each(f.tallies) t)
      group by what, a, b having sum(n) <> 0 or sum(amount) <> 0`),
    ...partNames.map((part) => db.all<TallyRow>(liveRows(groupId, today, part))),
  ] as const

const liveRows = (groupId: string, today: string, part: Part) => sql`
  select what, cast(a as text) as a, cast(b as text) as b, ${counts}
  from (${rowsOfPart(part, sql`select id from (${dueIn(groupId, today, sql`${part}`)})`, today)})
  where what <> 'next' group by 1, 2, 3`
