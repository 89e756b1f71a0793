import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { atomically } from '../../src/db/client.ts'
import { blockersOf } from '../../src/matching/blockers.ts'
import { matchOpenings } from '../../src/matching/matching.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { contentOf, insertOpportunities } from '../../src/opportunities/writing.ts'
import { organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { buildIndex } from '../../src/search/index-of-openings.ts'
import { openings } from '../../src/search/openings.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { NOW, opening, openingsStated, people } from './arbitrary.ts'
import { state } from './given.ts'
import { matchNaively } from './naive.ts'

const SEED = 20_26
const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number) => fc.sample(arbitrary, { seed: SEED, numRuns })

test('the fast engine equals the naive one on 10,000 random pairs', async () => {
  const board = sample(openingsStated, 50).map((stated, i) => opening({ ...stated, seq: i + 1 }))
  const [index, persons] = [buildIndex(board, 1, NOW), sample(people, 200)]
  expect(board.length * persons.length).toBe(10_000)
  for (const profile of persons)
    expect(await matchOpenings(index, profile, NOW, { limit: 50 })).toEqual(matchNaively(board, profile, NOW, 50))
})

describe('through the service, for random boards and people', () => {
  let world: World
  let client: Awaited<ReturnType<typeof signIn>>
  let token: string
  const cards = new Map<string, OpportunityCard>()

  beforeAll(async () => {
    world = await createWorld()
    const at = { createdAt: 0, updatedAt: 0 }
    await world.db.insert(organizations).values({ id: 'org_1', name: 'Northlight', nameKey: 'northlight', ...at })
    const rows = sample(openingsStated, 120).map(({ closesAt: _, publishedAt: __, skills = [], ...stated }, i) => ({
      // A skill that stands twice is refused by the form.
      ...contentOf(OpportunityInput.parse({ ...stated, skills: once(skills), title: `Number ${i}` })),
      ...{ id: `opp_${i}`, organizationId: 'org_1', publishedAt: world.now - (i % 7) * 1e6, ...at },
    }))
    await atomically(world.db, insertOpportunities(world.db, rows))
    expect(await world.db.$count(opportunities)).toBe(120)
    client = await signIn(world, 'alum@example.test')
    token = /onw_[\w-]{43}/.exec(await (await client.post('/me/keys', { name: 'Mine' })).text())?.[0] ?? ''
    const { index } = await openings(world.ctx(), { fresh: true })
    for (const card of await index.openings.cardsAt([...Array(120).keys()])) cards.set(card.id, card)
  })

  const once = <T extends { id: string }>(list: T[]) =>
    list.filter(({ id }, i) => list.findIndex((s) => s.id === id) === i)
  type Match = { opportunity: { id: string }; score: number; evidence: boolean; parts: Record<string, number> }
  type Answer = { data: Match[]; meta: { nearly: { opportunity: { id: string }; blockers: object[] }[] } }
  const askApi = async () => {
    const answer = await world.request('/api/v1/me/matches', { headers: { Authorization: `Bearer ${token}` } })
    return answer.text()
  }

  test('nothing blocked is a match on the page or in the API; parts add up; the order is total; bytes are equal', async () => {
    for (const profile of sample(people, 40)) {
      await state(world, client.id, profile)
      const bytes = await askApi()
      expect(await askApi()).toBe(bytes)
      const { data, meta } = JSON.parse(bytes) as Answer
      const html = await (await client.get(paths.ownMatches())).text()
      const [matches = '', rest = ''] = html.split('<h2>Nearly</h2>')
      const blockers = (id: string) => blockersOf(profile, cards.get(id) as OpportunityCard, world.now)
      const shown = [...matches.matchAll(/<li class="match">.*?href="\/opportunities\/(opp_\d+)/g)].map(
        ([, id = '']) => id,
      )
      for (const { opportunity, score, parts } of data) {
        expect(blockers(opportunity.id)).toEqual([])
        expect(Object.values(parts).reduce((sum, points) => sum + points)).toBe(score)
      }
      for (const id of shown) expect(blockers(id)).toEqual([])
      expect(shown).toEqual(data.slice(0, 30).map(({ opportunity }) => opportunity.id))
      for (const { opportunity, blockers: said } of meta.nearly) {
        expect(blockers(opportunity.id)).toEqual(said)
        expect(rest).toContain(`/opportunities/${opportunity.id}-`)
      }
      const keys = data.map(({ evidence, score, opportunity: { id } }) => {
        const { publishedAt, seq } = cards.get(id) as OpportunityCard
        return [Number(evidence), score, publishedAt, seq]
      })
      expect(keys).toEqual([...keys].sort(descending))
    }
  }, 60_000)
})

function descending(a: number[], b: number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : (b[at] ?? 0) - (a[at] ?? 0)
}
