import * as z from 'zod'
import { Commitment, unknownCommitment } from '../../commitment.ts'
import { day, line, oneOf } from '../../fields.ts'
import { type Outcome, outcomes } from '../schema.ts'

/** How many months after the end of a cohort its people are asked where they are. */
export const horizons = [6, 12, 24] as const
export type Horizon = (typeof horizons)[number]

/** For so many days after a horizon the mail may go out, and for so many days after the mail it can be answered. */
export const WINDOW_DAYS = 60

/** Whom a group sees of those who were asked, the newest first. */
export const MOST_PEOPLE = 100

/** What somebody can say of themselves. */
export const answers = outcomes.filter((outcome) => outcome !== 'no_answer')
export type Said = Exclude<Outcome, 'no_answer'>

/** An answer as it is kept; `unchanged` stands by what each group knew. */
export type Answer =
  | { outcome: 'unchanged' }
  | ({ outcome: Said; through: string } & ({ place: Place } | { place: null }))
export type Place = { organizationName: string; title: string; commitment: Commitment; startsOn: string }

const independent: readonly string[] = ['funded_independent', 'unfunded_independent']
const nowhere: readonly string[] = ['looking', 'not_looking']
const INDEPENDENT = 'Independent'

const to = z.array(z.string().max(60)).min(1, 'Tick at least one group').max(50)

/** What was on the page of one group's knowledge: its record, the outcome, and the version of its landing. */
export const shownAs = (participantId: string, { id, version }: { id: string; version: number }) =>
  `${participantId}.${id}.${version}`
const Shown = z
  .string()
  .regex(/^ptc_[0-9a-z]{1,50}\.out_[0-9a-z]{1,50}\.\d{1,9}$/)
  .transform((text) => {
    const [participantId = '', outcomeId = '', version] = text.split('.')
    return { participantId, outcomeId, version: Number(version) }
  })
type Shown = z.output<typeof Shown>

/** "Nothing changed", to the groups that know something: exactly what was shown. */
export const SameForm = z.strictObject({ same: z.literal('yes'), shown: z.array(Shown).min(1).max(50) })

const name = line(200).default('')

/** Where somebody is: of who looks, or does not, nothing more is kept; of who works outside the field, what they give. */
export const AnswerForm = z
  .strictObject({
    to,
    outcome: z
      .string('Choose where you are now')
      .min(1, { error: 'Choose where you are now', abort: true })
      .pipe(oneOf(answers as [Said, ...Said[]])),
    organizationName: name,
    title: name,
    commitment: Commitment.default(unknownCommitment),
    startsOn: z.union([z.literal(''), day], 'Give a day as YYYY-MM-DD').default(''),
    through: name,
  })
  .superRefine((given, { addIssue }) => {
    const { outcome, organizationName, title, startsOn } = given
    if (nowhere.includes(outcome)) return
    if (outcome === 'outside' && !organizationName && !title && !startsOn) return
    const refuse = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message })
    if (!organizationName && !independent.includes(outcome)) refuse('organizationName', 'Say where it is')
    if (!title) refuse('title', 'Say as what')
    if (!startsOn) refuse('startsOn', 'Give the first day; about right will do')
  })
  .transform(({ to, outcome, through, ...place }): { to: string[]; answer: Answer } => {
    if (nowhere.includes(outcome) || !place.title) return { to, answer: { outcome, through, place: null } }
    return {
      to,
      answer: { outcome, through, place: { ...place, organizationName: place.organizationName || INDEPENDENT } },
    }
  })
export type CheckInInput = { to: string[]; answer: Answer; shown?: Shown[] }

export const SwitchForm = z.strictObject({ asks: oneOf(['yes', 'no']) })
