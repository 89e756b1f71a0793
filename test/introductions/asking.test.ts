import { expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, HOUR } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { startNotices } from '../../src/notices/jobs.ts'
import { members } from '../../src/organizations/table.ts'
import { runJob } from '../../src/queue.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { memberOf, newMails, noticesOf, ORGANIZATION } from '../life/given.ts'
import { tick } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import {
  asked,
  cardsOn,
  elsewhere,
  given,
  listIntroductions,
  MARKS,
  message,
  personWith,
  publishFitting,
  textOf,
  withdraw,
} from './given.ts'

const eventsCalled = async (world: World, name: string) =>
  (await world.db.select().from(events)).filter((event) => event.name === name)

test('a member asks: the person is mailed who asks for what, and where to answer', async () => {
  const { world, id, member, ada, mails, page, talent } = await asked()
  const [row] = await listIntroductions(world)
  expect(row).toMatchObject({ opportunityId: id, organizationId: ORGANIZATION, personId: ada.id, askedBy: member.id })
  expect(row).toMatchObject({ message, answer: null })
  expect(mails.map(({ to, headers }) => [to, headers])).toEqual([['ada@example.test', {}]])
  const [mail] = mails
  expect(mail?.subject).toBe('Northlight Institute would like to meet you: Course lead')
  expect(mail?.text).toContain('Mo Member of Northlight Institute')
  expect(mail?.text).toContain('> Could we talk <b>next week</b>?')
  expect(mail?.html).toContain('&lt;b>next week')
  expect(mail?.text).toContain(`http://onward.test${page}\n`)
  for (const text of [mail?.text, mail?.html]) expect(text).not.toMatch(/member@|Marker/)
  expect(await textOf(member, `${talent}?done=asked`)).toContain('Waits for an answer')
  expect(await eventsCalled(world, 'introduction.asked')).toHaveLength(1)
})

test.each([
  ['', 'Write a message of at least 20 characters'],
  ['Too short', 'Write a message of at least 20 characters'],
  ['x'.repeat(4001), 'Keep it to 4,000 characters'],
])('a message that does not fit is said beside its field, and kept', async (typed, words) => {
  const { world, member, talent } = await given()
  const [card = ''] = await cardsOn(member, talent)
  const answer = await member.post(card, { message: typed })
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).toContain('id="message-error"')
  expect(html).toContain(words)
  expect(html).toContain(`${typed}</textarea>`)
  expect(html).toMatch(/class="summary"[^>]* autofocus/)
  expect(await listIntroductions(world)).toEqual([])
})

test('only members ask; what others try writes nothing', async () => {
  const { world, member, talent } = await given()
  const [card = ''] = await cardsOn(member, talent)
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  const stranger = await signIn(world, 'b@elsewhere.test', {
    organizations: { [await organizationCalled(world, 'Elsewhere')]: 'owner' },
  })
  expect((await moderator.post(card, { message })).status).toBe(403)
  expect((await stranger.post(card, { message })).status).toBe(404)
  expect((await world.post(card, { message })).status).toBe(401)
  await world.db.delete(members)
  expect((await member.post(card, { message })).status).toBe(404)
  expect(await listIntroductions(world)).toEqual([])
})

test('twenty requests at once make one', async () => {
  const { world, member, talent } = await given()
  const [card = ''] = await cardsOn(member, talent)
  const answers = await Promise.all(Array.from({ length: 20 }, () => member.post(card, { message })))
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses).toEqual([303, ...Array(19).fill(409)])
  expect(await listIntroductions(world)).toHaveLength(1)
  expect(await eventsCalled(world, 'introduction.asked')).toHaveLength(1)
  expect(await noticesOf(world)).toHaveLength(1)
  const again = await member.post(card, { message })
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('What you wrote, not sent')
})

test('one open request of an organization to a person, for whichever opportunity, and the refusal does not say why', async () => {
  const { world, member } = await asked()
  const [other = ''] = await cardsOn(member, `/opportunities/${await publishFitting(world)}/talent`)
  const refused = await member.post(other, { message })
  const html = await refused.text()
  expect(refused.status).toBe(409)
  expect(html).toContain('This person cannot be asked now')
  expect(html).toContain('We run a course and think of you for it.')
  expect(await listIntroductions(world)).toHaveLength(1)
})

test('ten requests a week of an organization, also when they come at once', async () => {
  const { world, member, talent } = await given()
  for (let i = 0; i < 11; i++) await personWith(world, `p${i}@example.test`)
  const cards = await cardsOn(member, talent)
  expect(cards).toHaveLength(12)
  const answers = await Promise.all(cards.map((card) => member.post(card, { message })))
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(303), 429, 429])
  const colleague = await memberOf(world, 'colleague@northlight.test')
  const [left = ''] = await cardsOn(colleague, talent)
  expect(await (await colleague.post(left, { message })).text()).toContain('10 people a week at most')
  world.now += 7 * DAY
  expect((await colleague.post(left, { message })).status).toBe(303)
  expect(await listIntroductions(world)).toHaveLength(11)
})

test('three requests a week to one person, whoever asks', async () => {
  const { world, ada } = await given()
  const statuses: number[] = []
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    const { poster, talent } = await elsewhere(world, await organizationCalled(world, name))
    const [card = ''] = await cardsOn(poster, talent)
    statuses.push((await poster.post(card, { message })).status)
  }
  expect(statuses).toEqual([303, 303, 303, 409])
  const page = await textOf(ada, '/me/introductions')
  expect(page.match(/Waits for your answer/g)).toHaveLength(3)
})

test('the suspended do not ask, nor does anybody of a suspended organization', async () => {
  const { world, member, talent } = await given()
  const [card = ''] = await cardsOn(member, talent)
  const suspend = { reason: 'test', suspendedBy: 'test', suspendedAt: 0 }
  await world.db.insert(suspensions).values({ ...suspend, subjectId: ORGANIZATION })
  expect((await member.post(card, { message })).status).toBe(404)
  await world.db.delete(suspensions)
  await world.db.insert(suspensions).values({ ...suspend, subjectId: member.id })
  expect((await member.post(card, { message })).status).toBe(401)
  expect(await listIntroductions(world)).toEqual([])
})

test('consent withdrawn before the mail went out: it does not go out', async () => {
  const { world, member, talent } = await given()
  const [card = ''] = await cardsOn(member, talent)
  await member.post(card, { message })
  await withdraw(world)
  await tick(world, world.now + HOUR)
  expect(newMails(world)).toEqual([])
  expect((await noticesOf(world))[0]?.fault).toBe('it no longer holds')
})

test('who has just withdrawn is not there to be asked', async () => {
  const { world, member, talent } = await given()
  const [card = ''] = await cardsOn(member, talent)
  await withdraw(world)
  expect((await member.post(card, { message })).status).toBe(404)
  expect(await listIntroductions(world)).toEqual([])
  expect(await textOf(member, talent)).not.toMatch(MARKS)
})

test.each([false, true])(
  'as many mails of requests as one invocation takes cost at most 50 statements, all refused: %s',
  async (isRefused) => {
    const { world, talent, member } = await given()
    for (let i = 0; i < 7; i++) await personWith(world, `p${i}@example.test`)
    for (const card of await cardsOn(member, talent)) await member.post(card, { message })
    world.jobs.length = 0
    await startNotices(world.ctx())
    const [job] = world.jobs
    if (isRefused) world.deliver = () => ({ outcome: 'refused', cause: 'no such mailbox', noMailbox: true })
    const cost = countRoundTrips(world)
    if (job) await runJob(world.ctx(), job)
    expect(isRefused || newMails(world).length === 3).toBe(true)
    expect(cost.statements).toBeGreaterThan(20)
    expect(cost.statements).toBeLessThanOrEqual(50)
  },
)
