import { type SQL, sql } from 'drizzle-orm'
import { DAY, dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import type { LandingTerms } from '../landings/terms.ts'
import type { State, Way } from './schema.ts'

/** A landing that is taken back so soon was a slip; later it has been one, and ends. */
const SLIP = DAY

export type Move = {
  opportunityId: string
  state: State
  /** When it happened. */
  on: string
  /** The version its owner saw; null where they saw none. */
  version: number | null
  /** Only from one of these; null from any. */
  from: readonly State[] | null
  /** What taking it up means, where the state is `accepted`. */
  landing: LandingTerms | null
}
export type Moving = { personId: string; by: string; via: Way; moves: readonly Move[] }

/** An application is made with no state, and moves on to its first one in the same batch. */
export const NO_STATE = ''

/**
 * Moves a person's applications on, each once: those that stand there already, or not where the move says, stay.
 * The first statement answers the ids of what moved. To accept makes the one landing of an application, to leave that
 * state ends it.
 */
export function moveAll(ctx: Ctx, { personId, by, via, moves }: Moving) {
  const { db, now } = ctx
  const rows = JSON.stringify(moves.map((move) => rowOf(ctx, move)))
  // The event tells every later write which rows moved: each would else see what the one before has changed.
  const moved = sql`json_each(${rows}) j join events v on v.id = j.value ->> '$.event'`
  const of = (name: string) => sql.raw(`(j.value ->> '$.${name}')`)
  const left = sql`(select v.subject_id from ${moved} where ${of('state')} <> 'accepted')`
  const first = db.all<{ id: string }>(sql`insert into events (id, name, subject_id, actor_id, at)
    select ${of('event')}, 'application.moved', a.id, ${by}, ${now}
    from json_each(${rows}) j join applications a on a.person_id = ${personId} and a.opportunity_id = ${of('opportunityId')}
    where a.state <> ${of('state')} and (${of('version')} is null or a.version = ${of('version')})
      and (${of('from')} is null or a.state in (select value from json_each(${of('from')})))
    returning subject_id as id`)
  const rest: Statement[] = [
    db.run(sql`update applications set state = m.state, version = version + 1, checked_at = ${now}, updated_at = ${now}
      from (select v.subject_id as id, ${of('state')} as state from ${moved}) m where applications.id = m.id`),
    db.run(sql`insert into application_steps (application_id, number, state, happened_on, at, via)
      select v.subject_id, coalesce((select max(number) from application_steps where application_id = v.subject_id), 0) + 1,
        ${of('state')}, ${of('on')}, ${now}, ${via} from ${moved}`),
    db.run(sql`insert into landings (id, person_id, opportunity_id, application_id, organization_id, organization_name,
        title, kind, commitment, fte_active, fte_year, starts_on, evidence_url, referral_id, created_at, updated_at)
      select ${of('landingId')}, a.person_id, o.id, a.id, o.organization_id, g.name, o.title, o.kind, ${of('commitment')},
        ${of('fteActive')}, ${of('fteYear')}, ${of('startsOn')}, ${of('evidenceUrl')}, a.referral_id, ${now}, ${now}
      from ${moved} join applications a on a.id = v.subject_id join opportunities o on o.id = a.opportunity_id
        join organizations g on g.id = o.organization_id
      where ${of('state')} = 'accepted' on conflict do nothing`),
    ...takeBackLandings(ctx, {
      by,
      applicationIds: left,
      eventOf: sql`select ${of('landingEvent')} as event, v.subject_id as id from ${moved}`,
    }),
    db.run(sql`insert into events (id, name, subject_id, actor_id, at)
      select ${of('landingEvent')}, 'landing.recorded', l.id, ${by}, ${now} from ${moved}
        join landings l on l.id = ${of('landingId')}`),
  ]
  return { first, rest }
}

/** What has not been told of a move is null, so that SQL reads it as such. */
function rowOf(ctx: Ctx, { landing, from, ...move }: Move) {
  return {
    ...move,
    from: from && [...from, NO_STATE],
    event: ctx.newId('evt'),
    landingEvent: ctx.newId('evt'),
    landingId: ctx.newId('lnd'),
    ...landing,
    commitment: landing && JSON.stringify(landing.commitment),
  }
}

type Leaving = { by: string; applicationIds: SQL; eventOf: SQL }

/** Ends the landings of applications that are accepted no more; `eventOf` gives each application the id of its event. */
export function takeBackLandings({ db, now }: Ctx, { by, applicationIds, eventOf }: Leaving): Statement[] {
  const current = sql`ended_on is null and application_id in ${applicationIds}`
  const today = dayIn(now, 'UTC')
  return [
    db.run(sql`insert into events (id, name, subject_id, actor_id, at)
      select e.event, 'landing.withdrawn', l.id, ${by}, ${now} from landings l join (${eventOf}) e on e.id = l.application_id
      where l.ended_on is null and l.application_id in ${applicationIds}`),
    db.run(sql`delete from landings where ${current} and created_at > ${now - SLIP}`),
    db.run(sql`update landings set ended_on = max(starts_on, ${today}), updated_at = ${now} where ${current}`),
  ]
}
