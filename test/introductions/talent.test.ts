import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY } from '../../src/calendar.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { inThirdPerson } from '../../src/introductions/third-person.ts'
import { explain } from '../../src/matching/explaining.ts'
import { members } from '../../src/organizations/table.ts'
import { people as persons } from '../../src/people/table.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { profiles } from '../../src/profiles/table.ts'
import { memberOf, ORGANIZATION } from '../life/given.ts'
import { boards, NOW, people } from '../matching/arbitrary.ts'
import { fieldOf } from '../matching/naive.ts'
import { signIn } from '../support/sign-in.ts'
import { allow, cardsOn, given, MARKS, personWith, publishFitting, textOf, withdraw } from './given.ts'

const allOf = (html: string) => html.match(/(Fewer than 5|\d+) people match/)?.[0]
const suspend = (subjectId: string) => ({ subjectId, reason: 'test', suspendedBy: 'test', suspendedAt: 0 })

test('a card shows what was chosen from lists and why it fits, and nothing of who it is', async () => {
  const { member, talent, ada } = await given()
  const html = await textOf(member, talent)
  const seen = ['Facilitation (expert)', 'governance work', '10 h a week', 'Jun–Aug', 'graduate', 'master’s degree']
  for (const words of [
    ...seen,
    'English, French',
    'France',
    'works remotely too',
    'a must-have',
    'Python, nice to have',
  ])
    expect(html).toContain(words)
  expect(html.match(/class="strip"/g)).toHaveLength(1)
  expect(html).not.toMatch(MARKS)
  expect(html).not.toContain(ada.id)
  expect(html).not.toMatch(/\byou (are|bring|give|name|have)\b/)
  const [card = ''] = await cardsOn(member, talent)
  expect(await textOf(member, card)).not.toMatch(MARKS)
})

test('no card tells that somebody needs pay or a visa; what they need rules out all the same', async () => {
  const { world, member, talent, ada } = await given()
  const content = OwnProfile.parse({
    ...{ skills: [{ id: 'facilitation', level: 'expert' }], places: [{ country: 'FR', city: null }], relocate: true },
    ...{ payNeeded: true, visaNeeded: true },
  })
  await world.db.update(profiles).set({ content, version: 2 }).where(eq(profiles.personId, ada.id))
  const abroad = { workplace: 'onsite' as const, places: [{ country: 'DE', city: 'Berlin' }] }
  const onSite = `/opportunities/${await publishFitting(world, abroad)}/talent`
  for (const path of [talent, onSite]) {
    const [card = ''] = await cardsOn(member, path)
    for (const html of [await textOf(member, path), await textOf(member, card)]) {
      expect(html).toContain('Facilitation (expert)')
      expect(html).not.toMatch(/not stated|\bneeds? (it|pay|a visa)\b/i)
    }
  }
  const unpaid = { kind: 'unpaid' as const, min: null, max: null, currency: null, per: null }
  for (const ruledOut of [{ pay: unpaid }, { ...abroad, visa: 'no' as const }])
    expect(await cardsOn(member, `/opportunities/${await publishFitting(world, ruledOut)}/talent`)).toEqual([])
})

test('the cards of two opportunities cannot be joined by what they are called', async () => {
  const { world, member, talent } = await given()
  const other = `/opportunities/${await publishFitting(world)}/talent`
  const [[one = ''], [two = '']] = [await cardsOn(member, talent), await cardsOn(member, other)]
  const handle = one.split('/').at(-1) ?? ''
  expect(two.split('/').at(-1)).toMatch(/^[\w-]{43}$/)
  expect(two).not.toContain(handle)
  expect((await member.get(`${other}/${handle}`)).status).toBe(404)
})

test('all with a profile count, told from five on; only who allows it has a card, from the next request on', async () => {
  const { world, member, talent } = await given()
  for (let i = 0; i < 3; i++) await personWith(world, `p${i}@example.test`, ['groups', 'public_page'])
  expect(allOf(await textOf(member, talent))).toBe('Fewer than 5 people match')
  await personWith(world, 'fifth@example.test', [])
  // Neither a skill nor a profession in common, and one who cannot take it.
  await personWith(world, 'else@example.test', ['organizations'], { skills: [], professions: [] })
  await personWith(world, 'busy@example.test', ['organizations'], { kinds: ['phd'] })
  expect(allOf(await textOf(member, talent))).toBe('5 people match')
  expect(await cardsOn(member, talent)).toHaveLength(1)
  await withdraw(world)
  expect(await cardsOn(member, talent)).toEqual([])
  expect(allOf(await textOf(member, talent))).toBe('5 people match')
})

test('they are told in whole fives, so that the cards do not tell of the one who allows none', async () => {
  const { world, member, talent } = await given()
  for (let i = 0; i < 4; i++) await personWith(world, `p${i}@example.test`)
  const before = allOf(await textOf(member, talent))
  await personWith(world, 'hidden@example.test', [])
  expect(await cardsOn(member, talent)).toHaveLength(5)
  expect([before, allOf(await textOf(member, talent))]).toEqual(['5 people match', '5 people match'])
})

test('left out: the suspended, its own people, who set it aside; a suspended organization sees nobody', async () => {
  const { world, id, member, talent, ada } = await given()
  const ben = await personWith(world, 'ben@example.test')
  const cy = await personWith(world, 'cy@example.test', ['organizations', 'groups'])
  expect(await cardsOn(member, talent)).toHaveLength(3)
  await world.db.insert(suspensions).values(suspend(ben.id))
  expect(await cardsOn(member, talent)).toHaveLength(2)
  await world.db
    .insert(members)
    .values({ organizationId: ORGANIZATION, personId: ada.id, role: 'member', addedBy: 'test', addedAt: 0 })
  expect(await cardsOn(member, talent)).toHaveLength(1)
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  await moderator.post(talent.replace('talent', 'suggestions'), { email: 'cy@example.test' })
  const [, dismissal = ''] = /action="(\/me\/suggestions\/[^"]+)"/.exec(await textOf(cy, '/me/introductions')) ?? []
  await cy.post(dismissal)
  await cy.post('/me/matches/dismissals', { opportunity: id, reason: 'field', note: '', back: '/me/matches' })
  // Not at once: whoever suggested it would learn which card is theirs.
  expect(await cardsOn(member, talent)).toHaveLength(1)
  world.now += DAY
  expect(await cardsOn(member, talent)).toEqual([])
  await world.db.delete(members)
  await memberOf(world, 'late@northlight.test')
  await world.db.insert(suspensions).values(suspend(ORGANIZATION))
  const late = await signIn(world, 'late@northlight.test')
  expect(await cardsOn(late, talent)).toEqual([])
})

test('members and moderators see it, moderators do not ask; for others there is nothing', async () => {
  const { world, member, talent } = await given()
  const [card = ''] = await cardsOn(member, talent)
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  expect(await textOf(moderator, talent)).toContain('Only members of its organization')
  expect(await cardsOn(moderator, talent)).toEqual([])
  expect((await moderator.get(card)).status).toBe(403)
  const stranger = await signIn(world, 'stranger@example.test')
  for (const path of [talent, card]) expect((await stranger.get(path)).status).toBe(404)
  expect((await world.get(talent)).headers.get('location')).toContain('/sign-in?next=')
})

test('closed, nobody is matched; retracted or not public, it is not there', async () => {
  const { world, member, talent, id } = await given()
  await member.post(`/opportunities/${id}/closure`, { reason: 'filled' })
  const html = await textOf(member, talent)
  expect(html).toContain('It is closed, so nobody is matched')
  expect(html).not.toContain('class="score"')
  expect((await member.get('/opportunities/opp_none/talent')).status).toBe(404)
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  await moderator.post(`/moderation/opportunities/${id}/retraction`, { reason: 'mistake', note: 'test' })
  expect((await member.get(talent)).status).toBe(404)
})

test('the best come first, fifty at most', async () => {
  const { world, member, talent } = await given()
  const crowd = Array.from({ length: 51 }, (_, i) => `per_crowd${i}`)
  const [kept] = await world.db.select().from(profiles)
  if (!kept) throw new Error('Nobody has a profile')
  const weaker = { ...kept, content: { ...kept.content, skills: [{ id: 'facilitation', level: 'learning' as const }] } }
  const person = { name: '', role: 'person' as const, createdAt: 0 }
  await atomically(world.db, [
    ...insertMany(
      world.db,
      persons,
      crowd.map((id) => ({ ...person, id, email: `${id}@example.test`, emailKey: id })),
    ),
    ...insertMany(
      world.db,
      profiles,
      crowd.map((personId) => ({ ...weaker, personId })),
    ),
  ])
  for (const id of crowd) await allow(world, id, 'organizations')
  const html = await textOf(member, talent)
  expect(allOf(html)).toBe('50 people match')
  const scores = [...html.matchAll(/<b class="num">(\d+)<\/b>/g)].map(([, score]) => Number(score))
  expect(scores).toHaveLength(50)
  expect(scores[0]).toBeGreaterThan(scores[1] ?? 0)
  expect(scores.slice(1).every((score) => score === scores[1])).toBe(true)
})

describe('what is told to a person is told of them', () => {
  test.each([
    ['Data analysis in part: you are learning it', 'Data analysis in part: they are learning it'],
    ['Jun–Jul suits you', 'Jun–Jul suits them'],
    ['Your months leave room for 3 months a year', 'Their months leave room for 3 months a year'],
    ['10 h a week fits your 20', '10 h a week fits their 20'],
    ["Asks for a master's degree; you do not say yours", "Asks for a master's degree; they do not say theirs"],
    ['You want governance work', 'They want governance work'],
    ['Made for young professionals', 'Made for young professionals'],
  ])('%s', (said, told) => expect(inThirdPerson(said)).toBe(told))

  test('of any pair nobody is spoken to', () => {
    fc.assert(
      fc.property(boards(10), people, (all, person) => {
        const field = fieldOf(all)
        for (const o of all) {
          const { fits, missing } = explain(person, o, field, NOW)
          for (const told of [...fits, ...missing.map((one) => one.message)].map(inThirdPerson)) {
            expect(told).not.toMatch(/\byou(r|rs)?\b/i)
            expect(told).not.toMatch(/(suits|fits) they\b/)
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})
