import { sql } from 'drizzle-orm'
import { ANYWHERE_ON_EARTH, DAY, dayIn } from '../../calendar.ts'
import type { Commitment } from '../../commitment.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { mayAnswer } from '../../surveys/asking.ts'
import { newestOf } from '../queries.ts'
import type { Outcome } from '../schema.ts'
import type { Answer } from './schema.ts'
import { readOutcomeToken } from './tokens.ts'

/** An outcome as a group has it now, by its id and the version of its landing, which tell whether it still stands. */
type Known = { id: string; version: number; outcome: Outcome; landing: Own | null }

/** A group that asks, and what it knows. */
export type Asker = {
  participantId: string
  group: string
  /** Programs in words. */
  parts: string
  /** Whether an answer may be kept: who has claimed the record has to allow it. */
  mayAnswer: boolean
  /** What it knows so far; null where it knows nothing. */
  known: Known | null
  /** What was answered to this check-in before. */
  answer: Answer | null
  /** Whether they asked it to ask nothing more. */
  hasObjected: boolean
}

/** Where somebody is, to begin the form with: what they call theirs here, or what a group has. */
type Own = { organizationName: string; title: string; commitment: Commitment; startsOn: string }

export type OpenCheckIn = {
  id: string
  isOpen: boolean
  closesOn: string
  askers: Asker[]
  own: Own | null
}

type AskerRow = Pick<Asker, 'participantId' | 'group' | 'parts'> & {
  outcome: Outcome | null
  outcomeId: string | null
  landing: string | null
  answer: string | null
  objected: number
  allowed: number
}

/** The link says no more once it has been closed for so long. */
const SHOWN_FOR = 365 * DAY

/** What a link asks; it opens nothing where nobody who asked holds the mailbox any more. Changes nothing. */
export async function readOutcomeAsked(ctx: Ctx, token: string): Promise<OpenCheckIn> {
  const id = await readOutcomeToken(ctx, token)
  const today = dayIn(ctx.now, 'UTC')
  const [[checkIn], askers, [own]] = await ctx.db.batch([
    ctx.db.all<{ closesAt: number }>(sql`select closes_at as "closesAt" from check_ins where id = ${id}`),
    ctx.db.all<AskerRow>(sql`select p.id as "participantId", g.name as "group", group_concat(r.name || ' ' || c.number, ', ') as parts, ${newestOf('outcome', today)} as outcome,
        ${newestOf('id', today)} as "outcomeId",
        (select json_object('organizationName', l.organization_name, 'title', l.title, 'commitment', json(l.commitment),
            'startsOn', l.starts_on, 'version', l.version) from group_landings l
          where l.id = ${newestOf('landing_id', today)}) as landing,
        p.objected_at is not null as objected, ${mayAnswer} as allowed,
        (select answer from check_in_answers where check_in_id = a.check_in_id and participant_id = p.id) as answer
      from check_in_asks a join check_ins k on k.id = a.check_in_id join participants p on p.id = a.participant_id
        join groups g on g.id = p.group_id join cohorts c on c.id = a.cohort_id join programs r on r.id = c.program_id
      where k.id = ${id} and p.email_key = k.email_key and p.erased_at is null group by p.id order by g.name, p.id`),
    ctx.db.all<Omit<Own, 'commitment'> & { commitment: string }>(sql`select l.organization_name as "organizationName",
        l.title, l.commitment, l.starts_on as "startsOn" from landings l join people w on w.id = l.person_id
      where w.email_key = (select email_key from check_ins where id = ${id})
        and coalesce(l.ended_on, '9999') >= ${today} order by l.starts_on desc, l.id limit 1`),
  ])
  if (!checkIn || !askers.length || ctx.now >= checkIn.closesAt + SHOWN_FOR) throw notFound('Link')
  return {
    id,
    isOpen: ctx.now < checkIn.closesAt,
    closesOn: dayIn(checkIn.closesAt - 1, ANYWHERE_ON_EARTH),
    askers: askers.map(({ outcome, outcomeId, landing, answer, objected, allowed, ...asker }) => ({
      ...asker,
      hasObjected: objected === 1,
      mayAnswer: allowed === 1,
      known: outcomeId && outcome && outcome !== 'no_answer' ? knownOf(outcomeId, outcome, landing) : null,
      answer: answer === null ? null : (JSON.parse(answer) as Answer),
    })),
    own: own ? { ...own, commitment: JSON.parse(own.commitment) as Commitment } : null,
  }
}

/** A landing that is the person's own is told by no words of the group. */
function knownOf(id: string, outcome: Outcome, text: string | null): Known {
  if (text === null) return { id, outcome, version: 0, landing: null }
  const { version, ...landing } = JSON.parse(text) as Own & { version: number }
  return { id, outcome, version, landing: landing.title ? landing : null }
}
