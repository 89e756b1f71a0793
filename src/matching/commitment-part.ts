import { type Commitment, describeCommitment, leastWeeklyHours } from '../commitment.ts'
import { fixedStart, leastHoursAsked, mostHoursAsked } from '../opportunities/asking.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { monthMask, seasonOf } from '../opportunities/season.ts'
import type { Profile } from '../profiles/schema.ts'
import { missing, neutralPart, type Part } from './part.ts'
import { monthsFit, monthsWords, openEnded } from './season.ts'
import { commitmentPoints, type Fit, givenHours, givenWords, hoursFit, startsBefore, weeklyGiven } from './time.ts'
import { capital } from './words.ts'

/** Hours and months together, the worse one counting; of months only all that are asked are said to fit. */
export function commitmentPart(o: OpportunityCard, profile: Profile): Part {
  const [hours, months] = [hoursFact(o.commitment, profile), monthsFact(o, profile)]
  const points = commitmentPoints(hours?.fit ?? null, months?.fit ?? null)
  const said = [openEnded(o, monthMask(profile.availability.months)), laterThanStart(o, profile)]
  const also = said.filter((words) => words !== null).map(missing)
  if (points === null) {
    const nothingKnown = leastWeeklyHours(o.commitment) === null && !seasonOf(o)
    return { ...neutralPart('commitment', nothingKnown ? 'opportunity' : 'profile'), missing: also }
  }
  const facts = [hours, months].filter((fact) => fact !== null)
  const fits = facts.filter((fact) => fact.fit === 'well' || (fact === hours && fact.fit === 'partly'))
  const lacks = facts.filter((fact) => !fits.includes(fact))
  return {
    points,
    unsaid: null,
    fits: fits.map(({ words }) => words),
    missing: [...lacks.map(({ words }) => missing(words)), ...also],
  }
}

type Fact = { fit: Fit; words: string }

function hoursFact(c: Commitment, profile: Profile): Fact | null {
  const given = weeklyGiven(profile)
  const fit = hoursFit(leastHoursAsked(c), mostHoursAsked(c), given)
  if (fit === null) return null
  if (c.basis === 'none') return { fit, words: 'No hours asked' }
  const asked = describeCommitment(c.basis === 'stated' ? { ...c, months: null, monthsPerYear: null, weeks: null } : c)
  const yours = c.basis === 'stated' ? givenWords(profile, c.per) : givenHours(profile)
  const verb = { well: 'fits', partly: 'at its least fits', not: 'is more than' }[fit]
  return { fit, words: `${capital(asked)} ${verb} your ${yours}` }
}

function monthsFact(o: OpportunityCard, { availability }: Profile): Fact | null {
  const given = monthMask(availability.months)
  const fit = monthsFit(seasonOf(o), given)
  return fit && { fit, words: monthsWords(o, given) }
}

/** A start that can wait is said, not a blocker. */
function laterThanStart(o: OpportunityCard, { availability: { from } }: Profile): string | null {
  return from && o.startsOn && from > o.startsOn && !fixedStart(o) ? startsBefore(o.startsOn, from) : null
}
