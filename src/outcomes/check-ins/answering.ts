import { type SQL, sql } from 'drizzle-orm'
import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { atomically } from '../../db/client.ts'
import { notFound } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { mayAnswer } from '../../surveys/asking.ts'
import { newestOf } from '../queries.ts'
import { become } from './becoming.ts'
import { readOutcomeAsked } from './reading.ts'
import type { Answer, CheckInInput } from './schema.ts'

/**
 * Hands an answer to each group that is ticked, as its outcome of today and, where it says one, its landing. The same
 * again changes nothing; another one takes its place. False where none of them takes it, as of a check-in that is closed,
 * and where one of them has changed what nothing was to have changed of.
 */
export async function answerWhereTheyAre(
  ctx: Ctx,
  checkInId: string,
  { to, answer, shown = [] }: CheckInInput,
): Promise<boolean> {
  const { db, now } = ctx
  const act = ctx.newId('act')
  const seen = new Map(shown.map(({ participantId, ...known }) => [participantId, known]))
  const people = [...new Set(to)]
  const rows = JSON.stringify(
    people.map((id) => [id, ctx.newId('gln'), ctx.newId('out'), seen.get(id)?.outcomeId, seen.get(id)?.version]),
  )
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
  return answer.outcome === 'unchanged' ? kept?.count === people.length : kept?.count !== 0
}

/** "Nothing changed" is an answer to who knows something, and to just what was shown of it. */
const knownTo = ({ outcome }: Answer, today: string): SQL =>
  outcome === 'unchanged'
    ? sql`coalesce(${newestOf('outcome', today)}, 'no_answer') <> 'no_answer' and ${newestOf('id', today)} = j.value ->> 3
      and coalesce((select version from group_landings where id = ${newestOf('landing_id', today)}), 0) = j.value ->> 4`
    : sql`true`

/** The landing that this answer made before, unless the group made it its own since: then the answer makes another. */
const ownStill: SQL = sql`case when exists (select 1 from outcomes o
  where o.landing_id = check_in_answers.landing_id and o.check_in_id = check_in_answers.check_in_id)
  then check_in_answers.landing_id else excluded.landing_id end`

/** What was said before is not unsaid by "nothing changed". */
const inPlaceOf = ({ outcome }: Answer): SQL =>
  outcome === 'unchanged'
    ? sql`nothing`
    : sql`update set answer = excluded.answer, act = excluded.act, landing_id = ${ownStill}, version = version + 1,
        updated_at = excluded.updated_at where answer <> excluded.answer`

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
