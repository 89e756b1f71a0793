import { sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import { actorId, type Ctx } from '../context.ts'
import { conflict, invalid, notFound } from '../errors.ts'
import { type LandingTerms, termsOf } from '../landings/terms.ts'
import { moveAll, NO_STATE } from './moving.ts'
import { findTrackedOf, requireKnown, type Tracked } from './queries.ts'
import { type State, statesBefore, type Way } from './schema.ts'

const MOST_TRACKED = 500
/** Somewhere it is tomorrow already. */
const FIRST_ZONE = 'Etc/GMT-14'

export type Tracking = {
  opportunityId: string
  state: State
  via: Way
  /** When it happened; today where it is not said. */
  on?: string
  /** The version its owner saw on the tracker: then any state may follow, unless it has changed since. */
  version?: number
  /** Only onward, for buttons that stand outside the tracker. */
  onward?: boolean
  notes?: string
  /** The token of the link by which its owner came; one of their own, or of nobody, counts for nothing. */
  referral?: string
  /** The terms of an acceptance, by default those of the opportunity. */
  landing?: LandingTerms
  zone?: string
}

/** What became of it: moved now, there already, further along, or changed since its owner looked. */
export type Outcome = 'moved' | 'same' | 'further' | 'stale'

/**
 * Puts an opportunity onto a person's tracker or moves it on to another state. Sent twice it is done once; accepting
 * makes one landing, whoever presses how often.
 */
export async function track(
  ctx: Ctx,
  personId: string,
  tracking: Tracking,
): Promise<{ tracked: Tracked; outcome: Outcome }> {
  const { opportunityId, state, via, version, zone } = tracking
  const on = tracking.on ?? dayIn(ctx.now, zone ?? 'UTC')
  requirePast(ctx, on)
  const landing =
    state === 'accepted' ? (tracking.landing ?? (await statedTerms(ctx, personId, opportunityId, on))) : null
  const from = version === undefined && tracking.onward ? statesBefore(state) : null
  const move = { opportunityId, state, on, version: version ?? null, from, landing }
  const { first, rest } = moveAll(ctx, { personId, by: actorId(ctx.actor), via, moves: [move] })
  const [, moved] = await ctx.db.batch([
    insertNew(ctx, personId, tracking),
    first,
    ...rest,
    ...(tracking.notes === undefined ? [] : [writeNotes(ctx, personId, opportunityId, tracking.notes)]),
    ...(zone === undefined ? [] : [keepZone(ctx, personId, zone)]),
  ])
  const tracked = await findTrackedOf(ctx, personId, opportunityId)
  if (!tracked) return refuse(ctx, personId)
  return { tracked, outcome: moved.length ? 'moved' : outcomeOf(tracked, tracking) }
}

/** What an acceptance means where its owner has said no more: the time and start that the opportunity states. */
async function statedTerms(ctx: Ctx, personId: string, opportunityId: string, on: string): Promise<LandingTerms> {
  const { opportunity } = await requireKnown(ctx, personId, opportunityId)
  return termsOf(opportunity.startsOn ?? on, opportunity.commitment)
}

export function requirePast(ctx: Ctx, on: string): void {
  if (on > dayIn(ctx.now, FIRST_ZONE)) throw invalid([{ path: 'on', message: 'Give a day that has come' }])
}

function outcomeOf(tracked: Tracked, { state, version }: Tracking): Outcome {
  if (tracked.state === state) return 'same'
  return version === undefined ? 'further' : 'stale'
}

/**
 * Without a state: the move that follows gives it its first. Who saw a version has it on the tracker, and nothing is put
 * there anew that another tab has removed.
 */
function insertNew({ db, now, newId }: Ctx, personId: string, tracking: Tracking) {
  const { opportunityId, notes = '', referral = '', version } = tracking
  return db.run(sql`insert into applications (id, person_id, opportunity_id, state, version, notes, referral_id,
      checked_at, created_at, updated_at)
    select ${newId('app')}, ${personId}, o.id, ${NO_STATE}, 0, ${notes},
      (select id from referrals where token = ${referral} and opportunity_id = o.id and person_id <> ${personId}), ${now}, ${now}, ${now}
    from opportunities o where o.id = ${opportunityId} and ${version === undefined ? 1 : 0} and o.published_at is not null
      and not exists (select 1 from retractions where opportunity_id = o.id)
      and (select count(*) from applications where person_id = ${personId}) < ${MOST_TRACKED}
    on conflict do nothing`)
}

const writeNotes = ({ db, now }: Ctx, personId: string, opportunityId: string, notes: string) =>
  db.run(sql`update applications set notes = ${notes}, version = version + 1, updated_at = ${now}
    where person_id = ${personId} and opportunity_id = ${opportunityId} and notes <> ${notes}`)

/** Where somebody's days begin, until they say it themselves. */
const keepZone = ({ db }: Ctx, personId: string, zone: string) =>
  db.run(sql`insert into tracker_settings (person_id, zone) values (${personId}, ${zone})
    on conflict (person_id) do update set zone = coalesce(zone, excluded.zone)`)

async function refuse({ db }: Ctx, personId: string): Promise<never> {
  const [held] = await db.all<{ count: number }>(
    sql`select count(*) as count from applications where person_id = ${personId}`,
  )
  if ((held?.count ?? 0) >= MOST_TRACKED) throw conflict(`Your tracker holds ${MOST_TRACKED}: remove what is over`)
  throw notFound('Opportunity')
}

/** Takes an application off the tracker, with its notes and history. The landing that came of it stays. */
export async function untrack(ctx: Ctx, personId: string, id: string): Promise<void> {
  const own = sql`select id from applications where id = ${id} and person_id = ${personId}`
  const [removed] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`insert into events (id, name, subject_id, actor_id, at)
      select ${ctx.newId('evt')}, 'application.removed', id, ${actorId(ctx.actor)}, ${ctx.now} from (${own}) returning id`),
    ctx.db.run(
      sql`update landings set application_id = null, updated_at = ${ctx.now} where application_id in (${own})`,
    ),
    ctx.db.run(sql`delete from application_steps where application_id in (${own})`),
    ctx.db.run(sql`delete from applications where id in (${own})`),
  ])
  if (!removed.length) throw notFound('Application')
}
