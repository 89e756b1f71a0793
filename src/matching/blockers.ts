import { leastWeeklyHours } from '../commitment.ts'
import {
  fixedStart,
  isBounded,
  isMovableTo,
  isOnlyRemote,
  isTechnical,
  needsMachineLearning,
} from '../opportunities/asking.ts'
import type { Opportunity, OpportunityCard } from '../opportunities/queries.ts'
import { monthMask, seasonOf } from '../opportunities/season.ts'
import { closedBecause } from '../opportunities/state.ts'
import type { Profile } from '../profiles/schema.ts'
import { say } from '../search/naming.ts'
import { languageName } from '../taxonomy/languages.ts'
import { isInReach, outOfReach } from './places.ts'
import { type Blocker, type BlockerCode, blockerCodes } from './schema.ts'
import { monthsFit, monthsWords } from './season.ts'
import { startsBefore, tooManyHours, weeklyGiven } from './time.ts'
import { all, any } from './words.ts'

/** A card of the board, or a whole opportunity, which may be closed. */
export type Asking = OpportunityCard & { closure?: Opportunity['closure'] }
type Rule = (o: Asking, profile: Profile, now: number) => string | null

/** Everything that keeps a person from it, each with what would change that. Nothing unknown ever blocks. */
export const blockersOf = (profile: Profile, o: Asking, now: number): Blocker[] =>
  blockerCodes.flatMap((code) => {
    const message = rules[code](o, profile, now)
    return message === null ? [] : [{ code, message }]
  })

const rules: Record<BlockerCode, Rule> = {
  closed: ({ closure = null, closesOn, closesAt }, _profile, now) =>
    closedBecause({ closure, closesOn, closesAt }, now) && 'Closed, they would have to reopen it',
  kind: ({ kind }, { kinds }) =>
    kinds.length && !kinds.includes(kind) ? `Its kind is ${say(kind)}, you want ${any(kinds.map(say))}` : null,
  hours: (o, profile) => {
    const [asked, given] = [leastWeeklyHours(o.commitment), weeklyGiven(profile)]
    return asked !== null && given !== null && asked > given ? tooManyHours(o.commitment, profile) : null
  },
  months: (o, { availability: { months, from } }) => {
    const given = monthMask(months)
    if (monthsFit(seasonOf(o), given) === 'not') return monthsWords(o, given)
    const start = fixedStart(o)
    return from && start && from > start ? startsBefore(start, from) : null
  },
  place: (o, profile) => {
    if (profile.remote === false && isOnlyRemote(o)) return 'Remote work only, and you do not want remote work'
    if (!profile.places.length || !isBounded(o) || isInReach(o, profile)) return null
    return profile.relocate && isMovableTo(o) ? null : outOfReach(o, profile)
  },
  visa: ({ visa }, { visaNeeded }) => (visaNeeded && visa === 'no' ? 'No visa support, and you need a visa' : null),
  pay: ({ pay }, { payNeeded }) => (payNeeded && pay.kind === 'unpaid' ? 'Unpaid, and you need pay' : null),
  language: ({ languages: asked }, { languages: known }) => {
    if (!known.length || !asked.length || asked.some((code) => known.includes(code))) return null
    return `Asks for ${all(asked.map(languageName))}, which you do not name`
  },
  ml_knowledge: (o, profile) =>
    lacksMachineLearning(profile) && needsMachineLearning(o)
      ? 'Machine-learning knowledge is a must, and you name only the non-technical side'
      : null,
}

/** They state their side, it is not technical, and no skill they name is. */
export const lacksMachineLearning = ({ sides, skills }: Profile) =>
  sides.length > 0 && !sides.includes('technical') && !skills.some(({ id }) => isTechnical(id))
