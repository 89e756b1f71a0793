import { type SQL, sql } from 'drizzle-orm'
import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { ASK_GAP } from '../../notices/asking.ts'
import type { State } from '../schema.ts'

const QUIET_FOR = 30 * DAY
/** What nobody has answered for so long is not asked about any more. */
const FORGOTTEN_AFTER = 365 * DAY
const CLOSED_FOR = 60 * DAY
/** Who has applied in time may say so by themselves. */
const LEFT_ALONE_FOR = 7 * DAY
const STALE_AFTER = 90 * DAY
const MOST_ASKED = 40

/** Whether an application asks for news: waiting without a word for a month, or not applied to and closed since. */
const asksForNews = (
  now: number,
): SQL => sql`not exists (select 1 from retractions where opportunity_id = a.opportunity_id)
  and (
    (a.state in ('applied', 'interview', 'offer') and a.checked_at between ${now - FORGOTTEN_AFTER} and ${now - QUIET_FOR})
    or (a.state in ('saved', 'preparing') and exists (
      select 1 from opportunities o left join closures c on c.opportunity_id = o.id where o.id = a.opportunity_id
        and coalesce(c.closed_at, o.closes_at) between ${now - CLOSED_FOR} and ${now - LEFT_ALONE_FOR}
        and a.checked_at < coalesce(c.closed_at, o.closes_at))))`

/** Whether a profile has rested for three months, and its owner has said nothing since. */
const asksWhetherLooking = (now: number): SQL => sql`f.updated_at <= ${now - STALE_AFTER}
  and not exists (select 1 from tracker_settings where person_id = f.person_id
    and (looking_at > ${now - STALE_AFTER} or (looking = 'no' and looking_at >= f.updated_at)))`

/** Whether a check-in was made for somebody within so many milliseconds. */
const wasAsked = (personId: unknown, within: number, now: number): SQL =>
  sql`exists (select 1 from notices where subject_id = ${personId}
    and occasion >= 'check-in ' and occasion < 'check-in!' and created_at > ${now - within})`

const GAP = ASK_GAP
/** By a check-in, or by anything else that asks by mail. */
export const askedLately = (personId: unknown, now: number): SQL => sql`(${wasAsked(personId, GAP, now)}
  or exists (select 1 from people w join asks on asks.email_key = w.email_key
    where w.id = ${personId} and asks.asked_at > ${now - GAP}))`

/** Who has something to be asked about. Each part begins at what is due: waiting applications, what closed lately, profiles at rest. */
export const dueNow = (now: number): SQL => sql`
  select person_id from applications a
    where a.state in ('applied', 'interview', 'offer') and ${asksForNews(now)}
  union select a.person_id from opportunities x join applications a on a.opportunity_id = x.id
    where x.closes_at between ${now - CLOSED_FOR} and ${now - LEFT_ALONE_FOR} and a.state in ('saved', 'preparing') and ${asksForNews(now)}
  union select a.person_id from closures x join applications a on a.opportunity_id = x.opportunity_id
    where x.closed_at between ${now - CLOSED_FOR} and ${now - LEFT_ALONE_FOR} and a.state in ('saved', 'preparing') and ${asksForNews(now)}
  union select f.person_id from profiles f
    where ${asksWhetherLooking(now)} and not ${wasAsked(sql`f.person_id`, STALE_AFTER, now)}`

/** Whether who is due, `d`, with settings `t`, wants to be asked. */
export const wantsCheckIns: SQL = sql`coalesce(t.check_ins, 1) = 1
  and not exists (select 1 from suspensions where subject_id = d.person_id)`

/** Who is to be asked, with their zone. A profile alone asks once in three months. */
export const listDuePeople = ({ db, now }: Ctx, most: number) =>
  db.all<{ personId: string; zone: string | null }>(sql`
    with due (person_id) as (${dueNow(now)})
    select d.person_id as "personId", t.zone from due d left join tracker_settings t on t.person_id = d.person_id
    where ${wantsCheckIns} and not ${askedLately(sql`d.person_id`, now)} order by d.person_id limit ${most}`)

/** One application as a check-in shows it: never its notes. */
export type Asked = {
  id: string
  opportunityId: string
  version: number
  state: State
  title: string
  organization: string
  closed: boolean
}

/** What somebody is asked about now, and what they have answered by mail since `since`, so that they can mend it. */
export async function listAsked({ db, now }: Ctx, personId: string, since: number): Promise<Asked[]> {
  const rows = await db.all<Omit<Asked, 'closed'> & { closed: number }>(sql`
    select a.id, a.opportunity_id as "opportunityId", a.version, a.state, o.title, g.name as organization,
      (exists (select 1 from closures where opportunity_id = o.id) or coalesce(o.closes_at <= ${now}, 0)) as closed
    from applications a join opportunities o on o.id = a.opportunity_id join organizations g on g.id = o.organization_id
    where a.person_id = ${personId} and (${asksForNews(now)}
      or (not exists (select 1 from retractions where opportunity_id = o.id)
        and exists (select 1 from application_steps where application_id = a.id and via = 'mail' and at >= ${since})))
    order by a.checked_at, a.id limit ${MOST_ASKED}`)
  return rows.map((row) => ({ ...row, closed: row.closed === 1 }))
}

export type Looking = { asked: boolean; answer: 'yes' | 'no' | null }

/** Whether to ask if somebody is still looking; an answer given since `since` can be mended. */
export async function findLooking({ db, now }: Ctx, personId: string, since: number): Promise<Looking> {
  const [row] = await db.all<{ due: number; answer: 'yes' | 'no' | null }>(sql`
    select ${asksWhetherLooking(now)} as due,
      (select looking from tracker_settings where person_id = f.person_id and looking_at >= ${since}) as answer
    from profiles f where f.person_id = ${personId}`)
  return { asked: row?.due === 1 || Boolean(row?.answer), answer: row?.answer ?? null }
}
