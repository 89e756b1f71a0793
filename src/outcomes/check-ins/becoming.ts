import { type SQL, sql } from 'drizzle-orm'
import { addDays, dayIn } from '../../calendar.ts'
import { fteActive, fteYear } from '../../commitment.ts'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { idOf } from '../../paths.ts'
import { allows } from '../../profiles/queries.ts'
import { newestOf } from '../queries.ts'
import type { Answer, Place } from './schema.ts'

/** Who recorded what was answered. */
const BY = 'check-in'

type Act = { checkInId: string; act: string; answer: Answer; rows: string }

/** What the answers that this act wrote are for the groups: rows `a`, with their records `p`. */
export function become(ctx: Ctx, { checkInId, act, answer, rows }: Act): Statement[] {
  const { db, now } = ctx
  const today = dayIn(now, 'UTC')
  const written = sql`check_in_answers a join participants p on p.id = a.participant_id
    where a.check_in_id = ${checkInId} and a.act = ${act}`
  const said = saidBy(answer, today)
  return [
    db.run(
      sql`delete from outcomes where check_in_id = ${checkInId} and participant_id in (select p.id from ${written})`,
    ),
    ...(answer.outcome === 'unchanged' ? [] : settle(ctx, answer, written)),
    db.run(sql`insert into outcomes (id, participant_id, outcome, happened_on, landing_id, recorded_by, act, at, check_in_id)
      select j.value ->> 2, p.id, ${said.outcome}, ${today}, ${said.landing}, ${BY}, ${act}, ${now}, ${checkInId}
      from json_each(${rows}) j join ${written} and p.id = j.value ->> 0`),
    db.run(sql`update participants set updated_at = ${now} where id in (select p.id from ${written})`),
  ]
}

type Told = Exclude<Answer, { outcome: 'unchanged' }>

function saidBy(answer: Answer, today: string): { outcome: SQL; landing: SQL } {
  if (answer.outcome === 'unchanged')
    return { outcome: newestOf('outcome', today), landing: newestOf('landing_id', today) }
  const { place } = answer
  return { outcome: sql`${answer.outcome}`, landing: place ? placeOf(answer, place) : sql`null` }
}

/**
 * The landing that is this very place for the group already, else the answer's own: one participant is at one
 * organization, or in one opportunity, once at a time, as where landings are counted.
 */
const placeOf = (answer: Told, place: Place): SQL => sql`coalesce(${heldAs(answer, place)}, a.landing_id)`

const heldAs = ({ through }: Told, { organizationName, startsOn }: Place): SQL => sql`(select g.id from group_landings g
  left join landings l on l.id = g.landing_id
  where g.participant_id = a.participant_id and g.id <> a.landing_id
    and (g.title is not null or ${allows(sql`p.person_id`, 'groups')})
    and (coalesce(g.opportunity_id, l.opportunity_id) = ${opportunityIn(through)}
      or lower(coalesce(g.organization_name, l.organization_name)) = lower(${organizationName}))
    and coalesce(case when g.title is null then l.ended_on else g.ended_on end, '9999') >= ${startsOn}
  order by coalesce(g.starts_on, l.starts_on) desc, g.id limit 1)`

/** Whether a landing is by a check-in, and not yet the group's own: its outcome stands until the group changes it. */
const stillSaid = (landing: SQL): SQL => sql`exists (select 1 from check_in_answers b
  join outcomes o on o.landing_id = b.landing_id and o.check_in_id = b.check_in_id
  where b.participant_id = ${landing}.participant_id and b.landing_id = ${landing}.id)`

/** Puts the landings right: this answer's, in place of what it was before, and an end to what earlier ones said. */
function settle(ctx: Ctx, answer: Told, written: SQL): Statement[] {
  const { place } = answer
  const theirs = sql`select a.landing_id from ${written}`
  if (!place) return [drop(ctx, theirs), end(ctx, { last: dayIn(ctx.now, 'UTC'), written, but: sql`''` })]
  return [
    drop(ctx, sql`${theirs} and ${heldAs(answer, place)} is not null`),
    land(ctx, answer, place, written),
    sayAgain(ctx, answer, place, written),
    end(ctx, {
      last: addDays(place.startsOn, -1),
      written,
      but: sql`select ${placeOf(answer, place)} from ${written}`,
    }),
  ]
}

const drop = ({ db }: Ctx, theirs: SQL): Statement => db.run(sql`delete from group_landings where id in (${theirs})`)

const contentOf = (
  answer: Told,
  { organizationName, title, commitment, startsOn }: Place,
  tie = sql`null`,
) => sql`${organizationName},
  ${title}, ${JSON.stringify(commitment)}, ${fteActive(commitment)}, ${fteYear(commitment)}, ${startsOn},
  coalesce((select id from opportunities where id = ${opportunityIn(answer.through)} and published_at is not null), ${tie})`
const columns = sql.raw('organization_name, title, commitment, fte_active, fte_year, starts_on, opportunity_id')
const renewed = sql.raw('ended_on = null, verified_by = null, verified_at = null, version = version + 1')

/** The landing of an answer; where one was made by the answer before, it is changed, and verified no more. */
function land({ db, now }: Ctx, answer: Told, place: Place, written: SQL): Statement {
  return db.run(sql`insert into group_landings (id, group_id, participant_id, ${columns}, recorded_by, version, created_at, updated_at)
    select a.landing_id, p.group_id, p.id, ${contentOf(answer, place)}, ${BY}, 1, ${now}, ${now}
    from ${written} and ${heldAs(answer, place)} is null
    on conflict (id) do update set (${columns}) = (${contentOf(answer, place)}), ${renewed}, updated_at = ${now}`)
}

/** An earlier check-in's landing is put in the new words, tied to its opportunity; what a group recorded keeps its own. */
const sayAgain = ({ db, now }: Ctx, answer: Told, place: Place, written: SQL): Statement =>
  db.run(sql`update group_landings set (${columns}) = (${contentOf(answer, place, sql`opportunity_id`)}), ${renewed}, updated_at = ${now}
    where id in (select ${heldAs(answer, place)} from ${written}) and ${stillSaid(sql`group_landings`)}
      and (${columns}, ended_on) is not (${contentOf(answer, place, sql`opportunity_id`)}, null)`)

type Ending = { last: string; written: SQL; but: SQL }

const end = ({ db, now }: Ctx, { last, written, but }: Ending): Statement =>
  db.run(sql`update group_landings set ended_on = max(starts_on, ${last}), version = version + 1, updated_at = ${now}
    where participant_id in (select p.id from ${written}) and id not in (${but})
      and coalesce(ended_on, '9999') > max(starts_on, ${last}) and ${stillSaid(sql`group_landings`)}`)

/** The opportunity that a link to its page names. */
const opportunityIn = (through: string) => idOf(/\/opportunities\/(opp_[\w-]+)/.exec(through)?.[1] ?? '')
