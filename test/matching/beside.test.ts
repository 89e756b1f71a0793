import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { besideOpportunity } from '../../src/matching/beside.ts'
import type { Opportunity, OpportunityCard } from '../../src/opportunities/queries.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { boards, NOW, opening } from './arbitrary.ts'
import { fieldOf, newestFirst } from './naive.ts'

const countriesOf = ({ places, remoteRegions }: OpportunityCard) => [
  ...places.map(({ country }) => country),
  ...remoteRegions.filter((id) => id.length === 2),
]

/** What stands beside an opportunity, the long way: everything is compared with it, then sorted. */
function besideNaively(cards: readonly OpportunityCard[], opportunity: OpportunityCard, now: number) {
  const open = cards.filter((o) => o.closesAt === null || o.closesAt > now).sort(newestFirst)
  const field = fieldOf(open)
  const likeness = (o: OpportunityCard) => {
    const skills = opportunity.skills.filter(({ id }) => o.skills.some((skill) => skill.id === id))
    const professions = opportunity.professions.filter((id) => o.professions.includes(id))
    const together = o.workGroups.some((group) => opportunity.workGroups.includes(group))
    const near = countriesOf(o).some((country) => countriesOf(opportunity).includes(country))
    const asked = skills.reduce((sum, { id }) => sum + field.rarity(id), 0) + 200 * professions.length
    const also = 100 * [o.kind === opportunity.kind, together, near].filter(Boolean).length
    return { asked, all: asked + also }
  }
  const others = open.filter((o) => o.id !== opportunity.id).map((o) => ({ o, like: likeness(o) }))
  const asking = others.filter(({ like }) => like.asked > 0)
  const like = asking.length ? asking : others.filter(({ like }) => like.all > 0)
  const trainings = opportunity.skills.map(({ id }) => ({ skill: id, training: field.training(id) }))
  return {
    similar: like
      .sort((a, b) => b.like.all - a.like.all || newestFirst(a.o, b.o))
      .slice(0, 4)
      .map(({ o: { id, title, kind, organization } }) => ({ id, title, kind, organization: organization.name })),
    trainings: trainings.filter(({ training }) => training && training.id !== opportunity.id),
  }
}

test('beside an opportunity stands what comparing it with everything finds, as deadlines pass', () => {
  fc.assert(
    fc.property(
      boards(60),
      fc.nat(),
      fc.array(fc.integer({ min: -5, max: 70 }), { maxLength: 4 }),
      (cards, n, days) => {
        const index = buildIndex(cards, 1, NOW - 10 * DAY)
        const opportunity = cards[n % cards.length] as Opportunity
        for (const now of [0, ...days].map((day) => NOW + day * DAY))
          expect(besideOpportunity(index, opportunity, now)).toEqual(besideNaively(cards, opportunity, now))
      },
    ),
    { numRuns: 300 },
  )
})

test('without skills and professions those of its kind, work group and country stand beside it', () => {
  const bare = { skills: [], professions: [] }
  const asked = {
    ...bare,
    kind: 'internship',
    workGroups: ['governance'],
    places: [{ country: 'GB', city: '' }],
  } as const
  const cards = [
    { ...asked, title: 'Asked' },
    { ...asked, title: 'Most like it' },
    { ...bare, kind: 'internship', title: 'Of its kind' },
    { ...bare, kind: 'phd', workGroups: ['technical'], places: [{ country: 'FR', city: '' }], title: 'Unlike it' },
  ].map((fields, i) => opening({ ...(fields as Partial<OpportunityCard>), seq: 9 - i }))
  const { similar } = besideOpportunity(buildIndex(cards, 1, NOW), cards[0] as Opportunity, NOW)
  expect(similar.map(({ title }) => title)).toEqual(['Most like it', 'Of its kind'])
})
