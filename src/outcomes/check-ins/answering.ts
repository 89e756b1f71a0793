import { type SQL, sql } from 'drizzle-orm'
import { dayIn } from '../../calendar.ts'
import { fteActive, fteYear } from '../../commitment.ts'
import type { Ctx } from '../../context.ts'
import { atomically, type Statement } from '../../db/client.ts'
import { notFound } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { idOf } from '../../paths.ts'
import { mayAnswer } from '../../surveys/asking.ts'
import { newestOf } from '../queries.ts'
import { readOutcomeAsked } from './reading.ts'
import type { Answer, CheckInInput } from './schema.ts'

/** Who recorded what was answered. */
const BY = 'check-in'

/**
 * Hands an answer to each group that is ticked, as its outcome of today and, where it says one, its landing. The same
 * again changes nothing; another one takes its place. False where none of them takes it, as of a check-in that is closed.
 */
export async function answerWhereTheyAre(ctx: Ctx, checkInId: string, { to, answer }: CheckInInput): Promise<boolean> {
  const { db, now } = ctx
  const act = ctx.newId('act')
  const rows = JSON.stringify([...new Set(to)].map((id) => [id, ctx.newId('gln'), ctx.newId('out')]))
  const answered = db.run(sql`
    insert into check_in_answers (check_in_id, participant_id, answer, landing_id, act, answered_at, updated_at)
    select k.id, p.id, ${JSON.stringify(answer)}, j.value ->> 1, ${act}, ${now}, ${now} from json_each(${rows}) j
      join participants p on p.id = j.value ->> 0 join check_ins k on k.id = ${checkInId} and k.email_key = p.email_key
    where k.closes_at > ${now} and ${mayAnswer}
      and exists (select 1 from check_in_asks where check_in_id = k.id and participant_id = p.id)
      and ${knownTo(answer, dayIn(now, 'UTC'))}
    on conflict (check_in_id, participant_id) do ${inPlaceOf(answer)}`)
  await db.batch([
    answered,
    ...recordEventIfChanged(ctx, 'check-in.answered', checkInId),
    ...become(ctx, { checkInId, act, answer, rows }),
  ])
  const same = answer.outcome === 'unchanged' ? sql`true` : sql`answer = ${JSON.stringify(answer)}`
  const [kept] = await db.all<{ count: number }>(sql`select count(*) as count from check_in_answers
    where check_in_id = ${checkInId} and ${same} and exists (select 1 from check_ins where id = ${checkInId} and closes_at > ${now})
      and participant_id in (select value ->> 0 from json_each(${rows}))`)
  return kept?.count !== 0
}

/** "Nothing changed" is an answer to who knows something. */
const knownTo = ({ outcome }: Answer, today: string): SQL =>
  outcome === 'unchanged' ? sql`coalesce(${newestOf('outcome', today)}, 'no_answer') <> 'no_answer'` : sql`true`

/** What was said before is not unsaid by "nothing changed". */
const inPlaceOf = ({ outcome }: Answer): SQL =>
  outcome === 'unchanged'
    ? sql`nothing`
    : sql`update set answer = excluded.answer, act = excluded.act, version = version + 1,
        updated_at = excluded.updated_at where answer <> excluded.answer`

type Act = { checkInId: string; act: string; answer: Answer; rows: string }

/** What the answers that this act wrote are for the groups. */
function become(ctx: Ctx, { checkInId, act, answer, rows }: Act): Statement[] {
  const { db, now } = ctx
  const today = dayIn(now, 'UTC')
  const written = sql`(select participant_id from check_in_answers where check_in_id = ${checkInId} and act = ${act})`
  const theirs = sql`(select landing_id from check_in_answers where check_in_id = ${checkInId} and act = ${act})`
  const place = answer.outcome === 'unchanged' ? null : answer.place
  const said =
    answer.outcome === 'unchanged'
      ? sql`${newestOf('outcome', today)}, ${today}, ${newestOf('landing_id', today)}`
      : sql`${answer.outcome}, ${today}, ${place ? sql`a.landing_id` : sql`null`}`
  return [
    db.run(sql`delete from outcomes where (check_in_id = ${checkInId} and participant_id in ${written})
      or landing_id in ${theirs}`),
    place ? land(ctx, answer, sql`a.check_in_id = ${checkInId} and a.act = ${act}`) : drop(ctx, theirs),
    db.run(sql`insert into outcomes (id, participant_id, outcome, happened_on, landing_id, recorded_by, act, at, check_in_id)
      select j.value ->> 2, p.id, ${said}, ${BY}, ${act}, ${now}, ${checkInId} from check_in_answers a
        join participants p on p.id = a.participant_id join json_each(${rows}) j on j.value ->> 0 = p.id
      where a.check_in_id = ${checkInId} and a.act = ${act}`),
    db.run(sql`update participants set updated_at = ${now} where id in ${written}`),
  ]
}

const drop = ({ db }: Ctx, theirs: SQL): Statement => db.run(sql`delete from group_landings where id in ${theirs}`)

/** The landing of an answer; where one was made by the answer before, it is changed, and verified no more. */
function land({ db, now }: Ctx, answer: Answer, written: SQL): Statement {
  if (answer.outcome === 'unchanged' || !answer.place) throw new TypeError('This answer says no landing')
  const { organizationName, title, commitment, startsOn } = answer.place
  const opportunity = sql`(select id from opportunities where id = ${opportunityIn(answer.through)} and published_at is not null)`
  return db.run(sql`insert into group_landings (id, group_id, participant_id, opportunity_id, organization_name, title,
      commitment, fte_active, fte_year, starts_on, recorded_by, version, created_at, updated_at)
    select a.landing_id, p.group_id, p.id, ${opportunity}, ${organizationName}, ${title}, ${JSON.stringify(commitment)},
      ${fteActive(commitment)}, ${fteYear(commitment)}, ${startsOn}, ${BY}, 1, ${now}, ${now}
    from check_in_answers a join participants p on p.id = a.participant_id where ${written}
    on conflict (id) do update set opportunity_id = excluded.opportunity_id, organization_name = excluded.organization_name,
      title = excluded.title, commitment = excluded.commitment, fte_active = excluded.fte_active,
      fte_year = excluded.fte_year, starts_on = excluded.starts_on, ended_on = null, verified_by = null,
      verified_at = null, version = version + 1, updated_at = excluded.updated_at`)
}

/** The opportunity that a link to its page names. */
const opportunityIn = (through: string) => idOf(/\/opportunities\/(opp_[\w-]+)/.exec(through)?.[1] ?? '')

/** Nothing more is asked of one record, and what it answered is taken out: it stays in the base. */
export async function objectToCheckIns(ctx: Ctx, token: string, participantId: string): Promise<void> {
  const { askers } = await readOutcomeAsked(ctx, token)
  if (!askers.some((one) => one.participantId === participantId)) throw notFound('Group')
  await atomically(ctx.db, [
    ctx.db.run(sql`update participants set objected_at = ${ctx.now}, version = version + 1, updated_at = ${ctx.now}
      where id = ${participantId} and objected_at is null and erased_at is null`),
    ...recordEventIfChanged(ctx, 'participant.objected', participantId),
  ])
}
