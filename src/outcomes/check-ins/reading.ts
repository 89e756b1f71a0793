import { sql } from 'drizzle-orm'
import { ANYWHERE_ON_EARTH, dayIn } from '../../calendar.ts'
import type { Commitment } from '../../commitment.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { mayAnswer } from '../../surveys/asking.ts'
import { newestOf } from '../queries.ts'
import type { Outcome } from '../schema.ts'
import type { Answer, Horizon } from './schema.ts'
import { readOutcomeToken } from './tokens.ts'

/** A group that asks, and what it knows. */
export type Asker = {
  participantId: string
  group: string
  /** Programs in words. */
  parts: string
  horizon: Horizon
  /** What it knows so far, with where and as what of a landing; null where it knows nothing. */
  known: { outcome: Outcome; place: string | null } | null
  /** What was answered to this check-in before. */
  answer: Answer | null
  /** Whether they asked it to ask nothing more. */
  hasObjected: boolean
}

/** What somebody calls theirs here, to begin the form with. */
type Own = { organizationName: string; title: string; commitment: Commitment; startsOn: string }

export type OpenCheckIn = {
  id: string
  isOpen: boolean
  closesOn: string
  askers: Asker[]
  own: Own | null
}

type AskerRow = Omit<Asker, 'known' | 'answer' | 'hasObjected'> & {
  outcome: Outcome | null
  place: string | null
  answer: string | null
  objected: number
}

/** What a link asks; it opens nothing where nobody who asked may be answered any more. Changes nothing. */
export async function readOutcomeAsked(ctx: Ctx, token: string): Promise<OpenCheckIn> {
  const id = await readOutcomeToken(ctx, token)
  const today = dayIn(ctx.now, 'UTC')
  const [[checkIn], askers, [own]] = await ctx.db.batch([
    ctx.db.all<{ closesAt: number }>(sql`select closes_at as "closesAt" from check_ins where id = ${id}`),
    ctx.db.all<AskerRow>(sql`select p.id as "participantId", g.name as "group", min(a.horizon) as horizon,
        group_concat(r.name || ' ' || c.number, ', ') as parts, ${newestOf('outcome', today)} as outcome,
        (select nullif(l.title, '') || ', ' || l.organization_name from group_landings l
          where l.id = ${newestOf('landing_id', today)}) as place,
        p.objected_at is not null as objected,
        (select answer from check_in_answers where check_in_id = a.check_in_id and participant_id = p.id) as answer
      from check_in_asks a join check_ins k on k.id = a.check_in_id join participants p on p.id = a.participant_id
        join groups g on g.id = p.group_id join cohorts c on c.id = a.cohort_id join programs r on r.id = c.program_id
      where k.id = ${id} and p.email_key = k.email_key and p.erased_at is null
        and (p.objected_at is not null or ${mayAnswer}) group by p.id order by g.name, p.id`),
    ctx.db.all<Omit<Own, 'commitment'> & { commitment: string }>(sql`select l.organization_name as "organizationName",
        l.title, l.commitment, l.starts_on as "startsOn" from landings l join people w on w.id = l.person_id
      where w.email_key = (select email_key from check_ins where id = ${id})
        and coalesce(l.ended_on, '9999') >= ${today} order by l.starts_on desc, l.id limit 1`),
  ])
  if (!checkIn || !askers.length) throw notFound('Link')
  return {
    id,
    isOpen: ctx.now < checkIn.closesAt,
    closesOn: dayIn(checkIn.closesAt - 1, ANYWHERE_ON_EARTH),
    askers: askers.map(({ outcome, place, answer, objected, ...asker }) => ({
      ...asker,
      hasObjected: objected === 1,
      known: outcome && outcome !== 'no_answer' ? { outcome, place } : null,
      answer: answer === null ? null : (JSON.parse(answer) as Answer),
    })),
    own: own ? { ...own, commitment: JSON.parse(own.commitment) as Commitment } : null,
  }
}
