import { sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { type Explained, explain } from '../matching/explaining.ts'
import { fieldOf } from '../matching/field.ts'
import { matchPeople } from '../matching/people.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { allows } from '../profiles/queries.ts'
import type { OwnProfile } from '../profiles/schema.ts'
import { profiles } from '../profiles/table.ts'
import { openings } from '../search/openings.ts'
import { MOST_SHOWN } from './schema.ts'

/** Somebody who allows organizations to see them, and how the opportunity fits them. */
export type Candidate = { personId: string; profile: OwnProfile; explained: Explained }
export type Talent = {
  /** How many it matches, whatever they allow. */
  total: number
  /** Of those who consent, as of now, the best. */
  best: Candidate[]
}

/**
 * Whom an opportunity matches: those who share a skill or a profession and whom nothing blocks. Without its
 * organization's own people, and those who set it aside or declined; a suspended organization finds nobody.
 */
export async function findTalent(ctx: Ctx, opportunity: OpportunityCard): Promise<Talent> {
  const [{ index }, [row]] = await Promise.all([openings(ctx), selectLeftOut(ctx, [opportunity])])
  const except = readLeftOut(row)
  if (!except) return { total: 0, best: [] }
  const whom = { consented: 'organizations', except, limit: MOST_SHOWN } as const
  const { count, best } = await matchPeople(ctx, opportunity, whom)
  const stated = new Map(
    (
      await listStated(
        ctx,
        best.map(({ personId }) => personId),
      )
    ).map((row) => [row.personId, row]),
  )
  const field = fieldOf(index, ctx.now)
  const candidates = best.flatMap(({ personId }) => {
    const profile = stated.get(personId)?.content
    return profile ? [{ personId, profile, explained: explain(profile, opportunity, field, ctx.now) }] : []
  })
  return { total: count, best: candidates }
}

const startOfToday = (now: number) => now - (now % DAY)

type LeftOut = { id: string; suspended: number; people: string }

/** What somebody set aside shows from the next day on: at once, whoever suggested it to them could tell their card. */
export const selectLeftOut = ({ db, now }: Ctx, opportunities: readonly OpportunityCard[]) =>
  db.all<LeftOut>(sql`select o.value ->> 0 as id,
    exists (select 1 from suspensions where subject_id = o.value ->> 1) as suspended,
    (select json_group_array(person_id) from (
      select person_id from members where organization_id = o.value ->> 1
      union select person_id from dismissals where opportunity_id = o.value ->> 0 and at < ${startOfToday(now)}
      union select person_id from introductions where opportunity_id = o.value ->> 0 and answer = 'declined')) as people
    from json_each(${JSON.stringify(opportunities.map(({ id, organization }) => [id, organization.id]))}) o`)

/** Whom an opportunity leaves out; null where it finds nobody. */
export const readLeftOut = (row: LeftOut | undefined): string[] | null =>
  row?.suspended ? null : JSON.parse(row?.people ?? '[]')

/** What they state, if they still allow it. */
const listStated = ({ db }: Ctx, ids: readonly string[]) =>
  db
    .select({ personId: profiles.personId, content: profiles.content })
    .from(profiles)
    .where(
      sql`${profiles.personId} in (select value from json_each(${JSON.stringify(ids)}))
        and ${allows(profiles.personId, 'organizations')}`,
    )
