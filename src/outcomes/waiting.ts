import { type SQL, sql } from 'drizzle-orm'
import { inTheField } from './queries.ts'

/**
 * Of the landings `found`: `took`, every part in a cohort that is over by a day, and `waits`, the same with its landing.
 * `among` joins participants `p`, their participations `n` and cohorts `c`. A wait begins with the end of the cohort, for
 * everybody; whatever began in its days or later is a landing after it, during it the wait was none. Who is erased or
 * objects gave no answer. `is_first` is the cohort by which somebody came.
 */
export const waitsAmong = (among: SQL, today: string): SQL[] => [
  sql`counted as materialized (select f.participant_id, f.starts_on from found f
    where f.starts_on <= ${today} and ${inTheField})`,
  sql`took as materialized (select n.participant_id, n.cohort_id, c.program_id, c.number, n.left_on, c.ends_on as since,
      case when n.finished_on is not null then 'finished' when n.left_on is not null then 'left' else 'stayed' end as state,
      p.erased_at is null and p.objected_at is null as is_held, c.starts_on,
      row_number() over (partition by n.participant_id order by c.starts_on, n.cohort_id) = 1 as is_first
    from ${among} where n.role = 'participant' and c.ends_on < ${today})`,
  sql`waits as materialized (select t.*, max(0, cast(julianday(landed_on) - julianday(since) as integer)) as after
    from (select t.*, min(l.starts_on) as landed_on from took t left join counted l on t.is_held
      and l.participant_id = t.participant_id and l.starts_on >= t.starts_on group by t.participant_id, t.cohort_id) t)`,
]
