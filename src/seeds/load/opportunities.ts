import type * as z from 'zod'
import { addDays, DAY, dayIn } from '../../calendar.ts'
import { answers, degrees, type Kind, kinds, levels, OpportunityInput } from '../../opportunities/schema.ts'
import type { closures, opportunities } from '../../opportunities/table.ts'
import { contentOf } from '../../opportunities/writing.ts'
import { audiences } from '../../taxonomy/audiences.ts'
import { professions, skillById, skills } from '../../taxonomy/terms.ts'
import { cities } from './cities.ts'
import { commitmentOf } from './commitments.ts'
import { seededId } from './ids.ts'
import type { Random } from './random.ts'
import { bodyHtml } from './words.ts'

type Given = z.input<typeof OpportunityInput>
type Made = { row: typeof opportunities.$inferInsert; closure: typeof closures.$inferInsert | null }

const YEAR_SECONDS = 365 * 24 * 60 * 60
const CLOSED_SHARE = 0.03

/** One invented opportunity of the past year, as its own rules read and write it. */
export function makeOpportunity(random: Random, now: number, organizationIds: readonly string[]): Made {
  const at = now - random.whole(1, YEAR_SECONDS) * 1000
  const id = seededId(random, 'opp', at)
  const organizationId = random.chance(0.5) ? random.popular(organizationIds) : random.pick(organizationIds)
  const content = contentOf(OpportunityInput.parse(inputOf(random, now, at)))
  const closed = random.chance(CLOSED_SHARE)
  return {
    row: { ...content, id, organizationId, publishedAt: at, example: true, createdAt: at, updatedAt: at },
    closure: closed
      ? { opportunityId: id, reason: random.pick(['filled', 'withdrawn']), closedBy: 'seed', closedAt: now }
      : null,
  }
}

function inputOf(random: Random, now: number, publishedAt: number): Given {
  const kind = random.weighted(kindWeights)
  const asked = random.several(popularSkills, 1, 6)
  const topics = asked.map(skillName)
  const [place, ...others] = random.several(cities, 1, 2)
  return {
    kind,
    title: `${random.pick(titles[kind])}, ${topics[0]}`,
    bodyHtml: bodyHtml(random, topics),
    applyUrl: `https://load.test/apply/${random.whole(1, 1e9)}`,
    ...peopleAsked(random, kind, asked),
    commitment: commitmentOf(random, kind),
    startsOn: random.chance(0.3) ? addDays(dayIn(now, 'UTC'), random.whole(10, 200)) : null,
    ...workplaceOf(
      random,
      [place, ...others].filter((one) => one !== undefined),
    ),
    ...deadlineOf(random, now, publishedAt, place?.zone ?? null),
    pay: payOf(random, place?.currency ?? 'USD'),
    relocation: random.popular(answersAsked),
    visa: random.popular(answersAsked),
    seats: random.chance(0.5) ? random.whole(1, 30) : null,
    verifiedOn: random.chance(0.6) ? dayIn(random.whole(publishedAt, now), 'UTC') : null,
  }
}

const kindWeights: readonly (readonly [number, Kind])[] = kinds.map((kind, i) => [
  [12, 12, 42, 4, 12, 6, 7, 5][i] ?? 0,
  kind,
])
const often = [
  'python',
  'machine_learning',
  'writing',
  'policy_analysis',
  'project_management',
  'evaluations',
  'statistics',
]
const popularSkills = [...new Set([...often, ...skills.map(({ id }) => id)])]
const skillName = (id: string) => skillById.get(id)?.name.toLowerCase() ?? id
const answersAsked = [...answers].reverse()

const titles: Record<Kind, readonly string[]> = {
  internship: ['Research internship', 'Internship', 'Trainee'],
  fellowship: ['Fellowship', 'Research fellow', 'Residency'],
  role: ['Engineer', 'Researcher', 'Analyst', 'Coordinator', 'Adviser', 'Manager', 'Facilitator'],
  phd: ['PhD', 'Doctoral place'],
  training: ['Evening course', 'Bootcamp', 'Reading course', 'Workshop'],
  funding: ['Grants', 'Small grants', 'Travel grants'],
  project: ['Volunteer project', 'Sprint', 'Working group'],
  event: ['Meeting', 'Hackathon', 'Conference', 'Retreat'],
}

function peopleAsked(random: Random, kind: Kind, asked: readonly string[]) {
  const sides = [...new Set(asked.flatMap((id) => skillById.get(id)?.side ?? []))]
  const onSides = professions.filter(({ side }) => sides.includes(side)).map(({ id }) => id)
  const teaches = kind === 'training' || kind === 'event'
  return {
    workGroups: random.several(['technical', 'governance', 'movement_building', 'strategy'] as const, 1, 2),
    sides,
    professions: random.several(onSides, 0, 2),
    skills: teaches ? [] : asked.map((id, i) => ({ id, must: i === 0 || random.chance(0.3) })),
    teaches: teaches ? [...asked] : [],
    audiences: random.several(audiences, 0, 2).map(({ id }) => id),
    languages: random.several(['en', 'fr', 'es', 'de', 'pt', 'hi', 'zh'], 1, 2),
    level: random.chance(0.8) ? random.pick(levels) : null,
    degree: random.chance(0.6) ? random.popular(degrees) : null,
  }
}

function workplaceOf(random: Random, found: readonly (typeof cities)[number][]): Partial<Given> {
  const places = found.map(({ city, country }) => ({ city, country }))
  const fence = random.several(['anywhere', 'europe', 'americas', 'africa', 'asia', 'US', 'GB', 'IN'], 1, 1)
  return random.weighted<Partial<Given>>([
    [45, { workplace: 'remote', remoteRegions: fence }],
    [25, { workplace: 'hybrid', places }],
    [25, { workplace: 'onsite', places }],
    [5, { places }],
  ])
}

/** Deadlines lie from two months ago to four months ahead, but never before a week of being listed. */
function deadlineOf(random: Random, now: number, publishedAt: number, zone: string | null): Partial<Given> {
  const day = dayIn(Math.max(now + random.whole(-60, 120) * DAY, publishedAt + 7 * DAY), 'UTC')
  const opensOn = addDays(dayIn(now, 'UTC'), random.whole(1, 60))
  return random.weighted<Partial<Given>>([
    [55, { closesOn: day, zone: random.chance(0.6) ? zone : null, approximate: random.chance(0.1) }],
    [25, { rolling: true }],
    [15, {}],
    [5, { opensOn, zone }],
  ])
}

function payOf(random: Random, currency: string): Given['pay'] {
  const min = random.whole(10, 60) * 100
  const given = { min, max: min + random.whole(0, 20) * 100, currency, per: 'month' } as const
  return random.weighted<Given['pay']>([
    [40, { kind: 'paid', ...given }],
    [15, { kind: 'paid', ...given, min: given.min * 12, max: given.max * 12, per: 'year' }],
    [15, { kind: 'stipend', ...given }],
    [15, { kind: 'unpaid' }],
    [15, { kind: 'unknown' }],
  ])
}
