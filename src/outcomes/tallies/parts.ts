import { type SQL, sql } from 'drizzle-orm'
import { DAY } from '../../calendar.ts'
import { stillGiven } from '../../surveys/queries.ts'
import { positionsPart } from './positions-part.ts'
import { stagesPart } from './stages-part.ts'
import { waysPart } from './ways-part.ts'

/**
 * What a part of the records of some people, the rows of the CTE `who`, comes to by a day: rows of (participant_id, what,
 * a, b, n, amount), and rows `next` that say on which later day (a) it comes to something else by itself. Whatever it
 * reads has a trigger in migration 0028; consents also depend on the version of their words, which only a migration
 * may change that puts everybody into `untallied`.
 */
type PartOf = (today: string) => { ctes: SQL[]; rows: SQL }

/** Numbers are bound as REAL, by which nothing is divided into whole days. */
const wholeDay = sql`cast(${DAY} as integer)`

/** In the order in which their statements are made. */
const parts = {
  /** Who is on record, whether they were told, and the day of the last word about them. */
  record: () => ({
    ctes: [],
    rows: sql`select id as participant_id, 'record' as what, case when erased_at is not null or objected_at is not null
      then 'gone' when email_key is not null and told_at is null then 'untold' else 'told' end as a,
      updated_at / ${wholeDay} as b, 1 as n, 0 as amount from who`,
  }),
  stages: stagesPart,
  positions: positionsPart,
  ways: waysPart,
  /** Whom each survey asked, and who answered. */
  surveys: () => ({
    ctes: [],
    rows: sql`select p.id as participant_id, 'asked' as what, k.survey_id as a, '' as b, 1 as n, 0 as amount
        from who p cross join survey_asks k on k.participant_id = p.id
      union all select p.id, 'answered', a.survey_id, '', 1, 0
        from who p cross join survey_answers a on a.participant_id = p.id where ${stillGiven}`,
  }),
} as const satisfies Record<string, PartOf>

export type Part = keyof typeof parts
export const partNames = Object.keys(parts) as Part[]

/** The rows of a part for some participants, given as a query of their ids. */
export function rowsOfPart(part: Part, ids: SQL, today: string): SQL {
  const { ctes, rows } = parts[part](today)
  const who = sql`who as materialized (select p.* from (${ids}) ids cross join participants p on p.id = ids.id)`
  return sql`with ${sql.join([who, ...ctes], sql`, `)} ${rows}`
}
