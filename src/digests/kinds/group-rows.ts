import { sql } from 'drizzle-orm'
import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { allows } from '../../profiles/queries.ts'
import { stillGiven } from '../../surveys/queries.ts'
import type { Claimed, Reader } from '../claiming.ts'
import { longestOf, soonFor } from './closing-window.ts'

/** A record that nobody has touched for so long is asked about, once a month. */
const STALE = 180 * DAY
/** Somebody has to be asked to answer: earlier than for what one only reads. */
const LEAST_DAYS = 14

export type GroupRow = { id: string; name: string; stale: number }
export type LandingRow = { id: string; groupId: string; title: string; verified: number; createdAt: number }
export type SurveyRow = {
  id: string
  groupId: string
  title: string
  closesOn: string
  closesAt: number
  asked: number
  answered: number
}

const among = (ids: readonly string[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`

export const listGroups = ({ db, now }: Ctx, ids: readonly string[]) =>
  db.all<GroupRow>(sql`
    select g.id, g.name, (
      select count(*) from participants p
      where p.group_id = g.id and p.erased_at is null and p.objected_at is null and p.updated_at < ${now - STALE}) as stale
    from groups g where g.id in ${among(ids)}`)

/**
 * As what people landed, the latest first: what is their own only as long as they share it, and never who they are. All
 * that some reader was not told since they confirmed, however long that is: a pause loses nothing.
 */
export const listUntoldLandings = ({ db }: Ctx, readers: readonly Claimed[]) =>
  db.all<LandingRow>(sql`
    select g.id, g.group_id as "groupId", coalesce(g.title, l.title) as title, g.verified_at is not null as verified,
      g.created_at as "createdAt"
    from group_landings g join participants p on p.id = g.participant_id
      left join landings l on l.id = g.landing_id and l.person_id = p.person_id and ${allows(sql`p.person_id`, 'groups')}
    where g.id in (${untoldLandings(readers)}) and (g.title is not null or l.id is not null)
      and not exists (select 1 from outcomes o where o.landing_id = g.id and o.outcome = 'outside')
    order by g.created_at desc, g.id desc`)

/** What the claimed digests recorded themselves does not count: it was surely not sent. */
const untoldLandings = (readers: readonly Claimed[]) => sql`
  select n.id from json_each(${JSON.stringify(readers.map(toldTo))}) r
    join group_landings n on n.group_id = r.value ->> 0 and n.created_at > r.value ->> 1
  where not exists (select 1 from digest_items i
    where i.email_key = r.value ->> 2 and i.subject_id = n.id and i.occasion = 'landing'
      and not (i.subscription_id = r.value ->> 3 and i.period = r.value ->> 4))`

const toldTo = ({ reader, subscriptionId, period }: Claimed) => [
  ...[reader.subjectId, reader.confirmedAt, reader.emailKey],
  ...[subscriptionId, period],
]

export const surveySoonFor = (reader: Reader) => soonFor(reader, LEAST_DAYS)

export const listClosingSurveys = ({ db, now }: Ctx, ids: readonly string[], readers: readonly Claimed[]) =>
  db.all<SurveyRow>(sql`
    select s.id, s.group_id as "groupId", s.title, s.closes_on as "closesOn", s.closes_at as "closesAt",
      (select count(*) from survey_asks where survey_id = s.id) as asked,
      (select count(*) from survey_answers a join participants p on p.id = a.participant_id
        where a.survey_id = s.id and ${stillGiven}) as answered
    from surveys s where s.group_id in ${among(ids)} and s.opens_at <= ${now}
      and s.closes_at > ${now} and s.closes_at <= ${now + longestOf(readers, LEAST_DAYS)} order by s.closes_at, s.id`)
