import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import type { TallyRow } from '../../programs/dashboard/tallies.ts'
import { type Part, partNames, rowsOfPart } from './parts.ts'

/** Whose part changed since it was added up, or changes with the day. */
const dueIn = (groupId: string, today: string, part: SQL) => sql`
  select participant_id as id, part from untallied where group_id = ${groupId} and part = ${part}
  union select participant_id, part from participant_tallies
    where group_id = ${groupId} and next_on <= ${today} and part = ${part}`

/** All `b` of an `a` in one row: thousands of rows cost ten times as much on their way. */
const packed = (rows: SQL) => sql`select what, a, json_group_object(b, n) as n,
  json_group_object(b, amount) filter (where amount <> 0) as amount from (${rows}) group by what, a`

/**
 * What a group's records come to by a day: what is kept added up, less what it holds of those who changed since, and
 * these counted live. Several statements, for one batch; their rows belong together.
 */
export const selectTallies = (db: Db, groupId: string, today: string) =>
  [
    sql`select what, a, b, n, amount from group_tallies where group_id = ${groupId}`,
    sql`select t.value ->> 0 as what, t.value ->> 1 as a, t.value ->> 2 as b, -sum(t.value ->> 3) as n,
        -sum(t.value ->> 4) as amount
      from (${dueIn(groupId, today, sql`part`)}) d cross join participant_tallies f
        on f.participant_id = d.id and f.part = d.part cross join json_each(f.tallies) t
      group by 1, 2, 3`,
    ...partNames.map((part) => liveRows(groupId, today, part)),
  ].map((rows) => db.all<Packed>(packed(rows)))

const liveRows = (groupId: string, today: string, part: Part) => sql`
  select what, cast(a as text) as a, cast(b as text) as b, sum(n) as n, sum(amount) as amount
  from (${rowsOfPart(part, sql`select id from (${dueIn(groupId, today, sql`${part}`)})`, today)})
  where what <> 'next' group by 1, 2, 3`

type Packed = { what: string; a: string; n: string; amount: string | null }

/** The rows that those statements found: what is kept, and what has to be added to it. */
export function unpacked([kept = [], ...since]: readonly (readonly Packed[])[]): {
  kept: TallyRow[]
  since: TallyRow[]
} {
  return { kept: kept.flatMap(rowsIn), since: since.flatMap((found) => found.flatMap(rowsIn)) }
}

function rowsIn({ what, a, n, amount }: Packed): TallyRow[] {
  const amounts: Record<string, number> = amount ? JSON.parse(amount) : {}
  return Object.entries(JSON.parse(n) as Record<string, number>).map(([b, count]) => {
    return { what, a, b, n: count, amount: amounts[b] ?? 0 }
  })
}
