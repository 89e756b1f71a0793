import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { inChunks } from '../db/bulk.ts'
import { peopleAllowing } from '../matching/people.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { allows } from '../profiles/queries.ts'
import { readLeftOut, type selectLeftOut } from './talent.ts'

/** Since when somebody lets organizations see them, and what they bring of the skills that are asked. */
export type Newcomer = { since: number; skills: string[] }

/** For each opportunity all whom it matches and who let organizations see them, as far as the index knows. */
export async function matchAllTalent(
  ctx: Ctx,
  opportunities: readonly OpportunityCard[],
  leftOut: Awaited<ReturnType<typeof selectLeftOut>>,
): Promise<{ opportunity: OpportunityCard; personIds: string[] }[]> {
  const everyone = await peopleAllowing(ctx, 'organizations')
  const rows = new Map(leftOut.map((row) => [row.id, row]))
  return opportunities.map((opportunity) => {
    const except = readLeftOut(rows.get(opportunity.id))
    return { opportunity, personIds: except ? everyone(opportunity, except) : [] }
  })
}

type Row = { personId: string; since: number; skills: string }

/** Those of these people who still let organizations see them, by id. */
export async function listNewcomers(
  { db }: Ctx,
  personIds: Iterable<string>,
  opportunities: readonly OpportunityCard[],
): Promise<Map<string, Newcomer>> {
  const asked = JSON.stringify([...new Set(opportunities.flatMap(({ skills }) => skills.map(({ id }) => id)))])
  const [first, ...rest] = inChunks([...new Set(personIds)].map((id) => JSON.stringify(id))).map((ids) =>
    db.all<Row>(sql`
      select p.person_id as "personId", max(c.given_at) as since, (
          select json_group_array(value ->> 'id') from json_each(p.content, '$.skills')
          where value ->> 'id' in (select value from json_each(${asked}))) as skills
      from profiles p join consents c on c.person_id = p.person_id
        and c.purpose = 'organizations' and c.withdrawn_at is null
      where p.person_id in (select value from json_each(${`[${ids.join(',')}]`}))
        and ${allows(sql`p.person_id`, 'organizations')}
      group by p.person_id`),
  )
  const rows = first ? (await db.batch([first, ...rest])).flat() : []
  return new Map(rows.map(({ personId, since, skills }) => [personId, { since, skills: JSON.parse(skills) }]))
}
