import { isBounded, isMovableTo } from '../opportunities/asking.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { type Degree, degrees, type Level, levels } from '../opportunities/schema.ts'
import type { Profile } from '../profiles/schema.ts'
import { languageName } from '../taxonomy/languages.ts'
import { missing } from './part.ts'
import { isAbroad, isInReach, whereWords } from './places.ts'
import type { Missing } from './schema.ts'
import { all } from './words.ts'

/** Whom it is for, and what a person says of themselves. */
type Rung = { asks: string; you: string }
const levelWords: Record<Level, Rung> = {
  none: { asks: 'No experience needed', you: 'you have no experience yet' },
  student: { asks: 'For students', you: 'you are a student' },
  graduate: { asks: 'For graduates', you: 'you are a graduate' },
  years_1_4: { asks: 'For people with 1 to 4 years of experience', you: 'you have 1 to 4 years' },
  years_5_plus: { asks: 'For people with 5 or more years of experience', you: 'you have 5 or more years' },
  senior: { asks: 'For senior people', you: 'you are senior' },
}
const degreeWords: Record<Degree, Rung> = {
  none: { asks: 'No degree needed', you: 'you have none' },
  bachelor: { asks: "Asks for a bachelor's degree", you: "you have a bachelor's" },
  master: { asks: "Asks for a master's degree", you: "you have a master's" },
  doctorate: { asks: 'Asks for a doctorate', you: 'you have a doctorate' },
}

export type Said = { fits: string[]; missing: Missing[] }
const nothing: Said = { fits: [], missing: [] }

/** What neither blocks nor scores and is said all the same: level, degree, place, and support not stated. */
export function whatIsSaid(o: OpportunityCard, profile: Profile): Said {
  const said = [
    rung(levels, levelWords, o.level, profile.level, 'you do not say your level'),
    rung(degrees, degreeWords, o.degree, profile.degree, 'you do not say yours'),
    whereabouts(o, profile),
    furtherLanguages(o, profile),
    unstated(o, profile),
  ]
  return { fits: said.flatMap((one) => one.fits), missing: said.flatMap((one) => one.missing) }
}

/** A ladder of levels or degrees: whoever stands as high as asked fits; it never blocks. */
function rung<T extends string>(
  ladder: readonly T[],
  words: Record<T, Rung>,
  asked: T | null,
  given: T | null,
  unsaid: string,
): Said {
  if (asked === null) return nothing
  const { asks } = words[asked]
  if (asked === 'none' || asked === given) return { fits: [asks], missing: [] }
  const both = `${asks}; ${given ? words[given].you : unsaid}`
  const isReached = given && ladder.indexOf(given) > ladder.indexOf(asked)
  return isReached ? { fits: [both], missing: [] } : { fits: [], missing: [missing(both)] }
}

function whereabouts(o: OpportunityCard, profile: Profile): Said {
  if (!profile.places.length || !isBounded(o)) return nothing
  if (isInReach(o, profile)) return { fits: ['Open where you are'], missing: [] }
  return isMovableTo(o) && profile.relocate
    ? { fits: [`In ${whereWords(o)}, and you would move`], missing: [] }
    : nothing
}

/** One language in common is enough; the others are said. */
function furtherLanguages({ languages: asked }: OpportunityCard, { languages: known }: Profile): Said {
  const others = asked.filter((code) => !known.includes(code))
  if (!others.length || others.length === asked.length) return nothing
  return { fits: [], missing: [missing(`Also asks for ${all(others.map(languageName))}`)] }
}

function unstated(o: OpportunityCard, profile: Profile): Said {
  const [pay, visa] = [profile.payNeeded && o.pay.kind === 'unknown', profile.visaNeeded && o.visa === 'unknown']
  return {
    fits: [],
    missing: [
      ...(pay ? [missing('Pay is not stated, and you need it')] : []),
      ...(visa && isAbroad(o, profile) ? [missing('Visa support is not stated, and you need it')] : []),
    ],
  }
}
