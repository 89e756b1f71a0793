import type { OpportunityCard } from '../opportunities/queries.ts'
import { type Degree, degrees, type Level, levels } from '../opportunities/schema.ts'
import { missing } from './part.ts'
import { isBounded, isInReach, isMovableTo, whereWords } from './places.ts'
import type { Missing, Profile } from './schema.ts'

const levelWords: Record<Level, string> = {
  none: 'no experience',
  student: 'a student',
  graduate: 'a graduate',
  years_1_4: '1 to 4 years of experience',
  years_5_plus: '5 or more years of experience',
  senior: 'a senior person',
}
const degreeWords: Record<Degree, string> = {
  none: 'no degree',
  bachelor: "a bachelor's degree",
  master: "a master's degree",
  doctorate: 'a doctorate',
}

export type Said = { fits: string[]; missing: Missing[] }
const nothing: Said = { fits: [], missing: [] }

/** What neither blocks nor scores and is said all the same: level, degree, place, and support not stated. */
export function whatIsSaid(o: OpportunityCard, profile: Profile): Said {
  const said = [
    rung(levels, levelWords, o.level, profile.level),
    rung(degrees, degreeWords, o.degree, profile.degree),
    whereabouts(o, profile),
    unstated(o, profile),
  ]
  return { fits: said.flatMap((one) => one.fits), missing: said.flatMap((one) => one.missing) }
}

/** A ladder of levels or degrees: whoever stands as high as asked fits; it never blocks. */
function rung<T extends string>(
  ladder: readonly T[],
  words: Record<T, string>,
  asked: T | null,
  given: T | null,
): Said {
  if (asked === null) return nothing
  const asks = `Asks for ${words[asked]}`
  if (asked === 'none' || (given && ladder.indexOf(given) >= ladder.indexOf(asked)))
    return { fits: [asks], missing: [] }
  return { fits: [], missing: [missing(given ? `${asks}, you state ${words[given]}` : `${asks}, you do not state it`)] }
}

function whereabouts(o: OpportunityCard, profile: Profile): Said {
  if (!profile.places.length || !isBounded(o)) return nothing
  if (isInReach(o, profile)) return { fits: ['Open where you are'], missing: [] }
  return isMovableTo(o) && profile.relocate
    ? { fits: [`In ${whereWords(o)}, and you would move`], missing: [] }
    : nothing
}

function unstated({ pay, visa }: OpportunityCard, { payNeeded, visaNeeded }: Profile): Said {
  return {
    fits: [],
    missing: [
      ...(payNeeded && pay.kind === 'unknown' ? [missing('Pay is not stated, and you need it')] : []),
      ...(visaNeeded && visa === 'unknown' ? [missing('Visa support is not stated, and you need it')] : []),
    ],
  }
}
