import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { besideOpportunity } from '../../src/matching/beside.ts'
import type { Opportunity, OpportunityCard } from '../../src/opportunities/queries.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { boards, NOW } from './arbitrary.ts'
import { fieldOf, newestFirst } from './naive.ts'

/** What stands beside an opportunity, the long way: everything is compared with it, then sorted. */
function besideNaively(cards: readonly OpportunityCard[], opportunity: OpportunityCard, now: number) {
  const open = cards.filter((o) => o.closesAt === null || o.closesAt > now).sort(newestFirst)
  const field = fieldOf(open)
  const likeness = (o: OpportunityCard) => {
    const skills = opportunity.skills.filter(({ id }) => o.skills.some((skill) => skill.id === id))
    const professions = opportunity.professions.filter((id) => o.professions.includes(id))
    const shared = skills.reduce((sum, { id }) => sum + field.rarity(id), 0) + 200 * professions.length
    if (!shared) return 0
    const together = o.workGroups.some((group) => opportunity.workGroups.includes(group))
    return shared + (o.kind === opportunity.kind ? 100 : 0) + (together ? 100 : 0)
  }
  const like = open.filter((o) => o.id !== opportunity.id && likeness(o) > 0)
  const trainings = opportunity.skills.map(({ id }) => ({ skill: id, training: field.training(id) }))
  return {
    similar: like
      .sort((a, b) => likeness(b) - likeness(a) || newestFirst(a, b))
      .slice(0, 4)
      .map(({ id, title, kind, organization }) => ({ id, title, kind, organization: organization.name })),
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
