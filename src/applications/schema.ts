import * as z from 'zod'
import { bytes, day, oneOf, zone } from '../fields.ts'

export const states = [
  'saved',
  'preparing',
  'applied',
  'interview',
  'offer',
  'accepted',
  'declined',
  'rejected',
  'withdrawn',
] as const
export type State = (typeof states)[number]

/** How a step was told. */
export const ways = ['page', 'mail', 'api'] as const
export type Way = (typeof ways)[number]

/** Still on the way, in the order that most ways go. */
export const openStates = ['saved', 'preparing', 'applied', 'interview', 'offer'] as const satisfies readonly State[]
/** Where one has still to apply. */
export const beforeApplying = ['saved', 'preparing'] as const satisfies readonly State[]

const likely: Record<State, readonly State[]> = {
  saved: ['preparing', 'applied'],
  preparing: ['applied', 'withdrawn'],
  applied: ['interview', 'rejected', 'offer', 'withdrawn'],
  interview: ['offer', 'rejected', 'withdrawn'],
  offer: ['accepted', 'declined'],
  accepted: [],
  declined: [],
  rejected: [],
  withdrawn: [],
}

/** What follows where it closed before anybody heard of an application. */
const likelyOnceClosed: readonly State[] = ['applied', 'withdrawn']

/** Every other state, the likely ones first: any state may follow any other. */
export function nextStates(state: State, closed = false): { likely: readonly State[]; rest: readonly State[] } {
  const isBefore = (beforeApplying as readonly State[]).includes(state)
  const first = closed && isBefore ? likelyOnceClosed : likely[state]
  return { likely: first, rest: states.filter((other) => other !== state && !first.includes(other)) }
}

/**
 * The states from which a button outside the tracker moves on to `state`: an old page or mail never takes anybody back.
 * The tracker itself goes anywhere.
 */
export function statesBefore(state: State): readonly State[] {
  const at = (openStates as readonly State[]).indexOf(state)
  return at < 0 ? states : openStates.slice(0, at)
}

/** Fields as a form sends them: what is left empty was not given. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

export const opportunityId = z
  .string('Name an opportunity by its id')
  .regex(/^opp_[0-9a-z]{1,40}$/, 'Give the id of an opportunity')
const NOTES_BYTES = 20_000
export const notes = bytes(NOTES_BYTES).transform((text) => text.replaceAll('\r\n', '\n').trim())
export const state = oneOf(states)
const version = z.coerce.number().int().min(0).max(1e9)

/** Onto the tracker, or on to another state. With `version` it comes from the tracker itself. */
export const TrackForm = z.strictObject({
  opportunity: opportunityId,
  state,
  back: z.string().max(2_000).optional(),
  /** The token of the referral by which its owner came. */
  via: given(z.string().max(200)),
  from: given(oneOf(ways)),
  version: given(version),
  on: given(day),
  /** Stands in the form of an acceptance: browsers may leave out what is empty. */
  asked: z.literal('landing').optional(),
  startsOn: z.string().optional(),
  time: z.string().optional(),
  evidenceUrl: z.string().optional(),
})
export type TrackForm = z.infer<typeof TrackForm>

/** Of the tracker: private words, and an own deadline. */
export const NotesForm = z.strictObject({
  notes: notes.prefault(''),
  dueOn: given(day),
  version,
})

export const StepForm = z.strictObject({ on: day })

export const SettingsForm = z.strictObject({
  reminders: z.literal('yes').optional(),
  checkIns: z.literal('yes').optional(),
  zone: given(zone),
})

const NOTHING_NEW = ''
const answer = z.union([z.literal(NOTHING_NEW), state], `Choose nothing new, or one of ${states.join(', ')}`)

/** What became of these? Fields `version-app_…` and `state-app_…` for each; browsers may leave out what is empty. */
export const CheckInForm = z
  .object({
    looking: given(z.enum(['yes', 'no'], 'Choose yes or no')),
    stop: z.literal('yes').optional(),
  })
  .catchall(z.string())
  .transform(({ looking, stop, ...fields }, { addIssue }) => {
    const answers: { id: string; state: State; version: number }[] = []
    const told: string[] = []
    for (const [name, seen] of Object.entries(fields as Record<string, string>)) {
      const [, id] = /^version-(app_[0-9a-z]{1,40})$/.exec(name) ?? []
      if (!id) continue
      const chosen = answer.safeParse(fields[`state-${id}`] ?? NOTHING_NEW)
      const of = version.safeParse(seen)
      if (!chosen.success || !of.success) {
        const message = chosen.error?.issues[0]?.message ?? 'Load the page again'
        addIssue({ code: 'custom', path: [`state-${id}`], message })
        continue
      }
      told.push(id)
      if (chosen.data) answers.push({ id, state: chosen.data, version: of.data })
    }
    return { looking: looking ?? null, stop: stop === 'yes', answers, told }
  })
export type CheckInAnswers = z.output<typeof CheckInForm>
