import { type Commitment, describeCommitment, describeMonths, leastWeeklyHours } from '../commitment.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { audiences } from '../taxonomy/audiences.ts'
import { professionById } from '../taxonomy/terms.ts'
import { missing, neutralPart, type Part } from './part.ts'
import type { PartName, Profile } from './schema.ts'
import { type Field, skillsPart } from './skills-part.ts'
import {
  commitmentPoints,
  type Fit,
  fixedStart,
  givenWords,
  hoursFit,
  monthMask,
  monthsAsked,
  monthsFit,
  monthsOf,
  mostWeeklyHours,
  NOT_STATED,
  startsBefore,
  weeklyGiven,
} from './time.ts'
import { mostPoints } from './weights.ts'
import { all, any, say } from './words.ts'

type Rule = (o: OpportunityCard, profile: Profile, field: Field) => Part

const professionName = (id: string) => professionById.get(id)?.name ?? id
/** Of the four only movement building names the work by itself. */
const workName = (id: string) => (id === 'movement_building' ? say(id) : `${say(id)} work`)
const audienceNames = new Map(audiences.map(({ id, name }) => [id, name.toLowerCase()]))
const audienceName = (id: string) => audienceNames.get(id) ?? say(id)

/** The parts of a score. Whatever one of the two sides leaves unsaid scores the neutral points. */
export const partRules: Record<PartName, Rule> = {
  skills: skillsPart,
  professions: ({ professions }, profile) =>
    overlap('professions', professions, profile.professions, {
      fits: (both) => `${all(both.map(professionName))}, your profession`,
      lacks: (asked) => `Asks for ${any(asked.map(professionName))} as a profession`,
    }),
  workGroup: ({ workGroups }, profile) =>
    overlap('workGroup', workGroups, profile.workGroups, {
      fits: (both) => `You want ${all(both.map(workName))}`,
      lacks: (asked) => `It is ${all(asked.map(workName))}, which you did not choose`,
    }),
  commitment: (o, profile) => commitmentPart(o, profile),
  audience: ({ audiences: asked }, profile) =>
    overlap('audience', asked, profile.audiences, {
      fits: (both) => `Made for ${all(both.map(audienceName))}`,
      lacks: (others) => `Made for ${all(others.map(audienceName))}`,
    }),
}

type Sentences = { fits: (both: string[]) => string; lacks: (asked: readonly string[]) => string }

/** Any one of the values asked is enough: a posting names whom it would take. */
function overlap(name: PartName, asked: readonly string[], given: readonly string[], say: Sentences): Part {
  if (!asked.length) return neutralPart(name, 'opportunity')
  if (!given.length) return neutralPart(name, 'profile')
  const both = asked.filter((value) => given.includes(value))
  if (!both.length) return { points: 0, unsaid: null, fits: [], missing: [missing(say.lacks(asked))] }
  return { points: mostPoints[name], unsaid: null, fits: [say.fits(both)], missing: [] }
}

function commitmentPart(o: OpportunityCard, profile: Profile): Part {
  const [hours, months] = [hoursFact(o.commitment, profile), monthsFact(o, profile)]
  const points = commitmentPoints(hours?.fit ?? null, months?.fit ?? null)
  const late = laterThanStart(o, profile)
  if (points === null) {
    const nothingKnown = leastWeeklyHours(o.commitment) === null && !monthsAsked(o)
    return { ...neutralPart('commitment', nothingKnown ? 'opportunity' : 'profile'), missing: late }
  }
  const facts = [hours, months].filter((fact) => fact !== null)
  return {
    points,
    unsaid: null,
    fits: facts.filter(({ fit }) => fit !== 'not').map(({ words }) => words),
    missing: [...facts.filter(({ fit }) => fit === 'not').map(({ words }) => missing(words)), ...late],
  }
}

type Fact = { fit: Fit; words: string }

function hoursFact(c: Commitment, profile: Profile): Fact | null {
  const given = weeklyGiven(profile)
  const fit = hoursFit(leastWeeklyHours(c) ?? NOT_STATED, mostWeeklyHours(c), given)
  if (fit === null) return null
  if (c.basis === 'none') return { fit, words: 'No hours asked' }
  const asked = describeCommitment(c.basis === 'stated' ? { ...c, months: null, monthsPerYear: null, weeks: null } : c)
  const yours = givenWords(profile, c.basis === 'stated' ? c.per : 'week')
  const verb = { well: 'fits', partly: 'at its least fits', not: 'is more than' }[fit]
  return { fit, words: `${asked} ${verb} your ${yours}` }
}

function monthsFact(o: OpportunityCard, { availability: { months } }: Profile): Fact | null {
  const [asked, given] = [monthsAsked(o), monthMask(months)]
  const fit = monthsFit(asked, given)
  if (fit === null) return null
  const [theirs, both] = [describeMonths(monthsOf(asked)), describeMonths(monthsOf(asked & given))]
  return {
    fit,
    words: { well: `${theirs} suits you`, partly: `You give ${both} of ${theirs}`, not: `${theirs} is not yours` }[fit],
  }
}

/** A start that can wait is said, not a blocker. */
function laterThanStart(o: OpportunityCard, { availability: { from } }: Profile) {
  if (!from || !o.startsOn || from <= o.startsOn || fixedStart(o)) return []
  return [missing(startsBefore(o.startsOn, from))]
}
