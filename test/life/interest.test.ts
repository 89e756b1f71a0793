import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { interests } from '../../src/opportunities/life/table.ts'
import { revisions } from '../../src/opportunities/table.ts'
import { members } from '../../src/organizations/table.ts'
import { publish, tick } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { memberOf, newMails, noticesOf, ORGANIZATION, office, reader } from './given.ts'

const message = 'I have run two courses & would like to help <b>a day a week</b>.\nhttps://evil.test'
const said = { name: 'Ada Beispiel', message }
const sent = (world: World) => world.db.select().from(interests)

async function interested(world: World) {
  const id = await publish(world, { title: 'Course lead' })
  const member = await memberOf(world)
  const person = await signIn(world, 'ada@example.test')
  const answer = await person.post(`/opportunities/${id}/interest`, said)
  await world.drain()
  const [row] = await sent(world)
  return { id, member, person, answer, interest: row?.id ?? '' }
}

test('a message reaches the members as text, with neither address, and stands where both can see it', async () => {
  const world = await createWorld()
  const { member, person, answer, interest } = await interested(world)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/interests?done=1'])
  const mails = newMails(world)
  expect(mails).toHaveLength(1)
  const [mail] = mails
  expect(mail).toMatchObject({
    to: 'member@northlight.test',
    headers: {},
    subject: 'Ada Beispiel is interested in Course lead',
  })
  expect(mail?.text).toContain(
    '> I have run two courses & would like to help <b>a day a week</b>.\n> https://evil.test',
  )
  expect(mail?.html).toContain('&lt;b>a day a week&lt;/b>')
  expect(mail?.html).not.toContain('href="https://evil.test')
  expect(mail?.text).toContain(`/interests/${interest}`)
  const pages = [
    await (await member.get(`/interests/${interest}`)).text(),
    await (await person.get('/me/interests')).text(),
  ]
  for (const text of [...pages, mail?.text, mail?.html]) expect(text).not.toMatch(/ada@|member@/)
  expect(pages[0]).toContain('&lt;b>a day a week')
  expect(pages[1]).toContain('No answer yet')
  for (const path of [office, '/me/interests'])
    expect(await (await member.get(path)).text()).toContain(`href="/interests/${interest}"`)
  expect(pages[1]).not.toContain('Received')
})

test('fields left out altogether are asked for in words of their own', async () => {
  const world = await createWorld()
  const { id, person } = await interested(world)
  const other = await signIn(world, 'other@example.test')
  const refused = await other.post(`/opportunities/${id}/interest`, {})
  expect(refused.status).toBe(422)
  const html = await refused.text()
  for (const words of ['Give a name to sign with', 'Write a message of at least 20 characters'])
    expect(html).toContain(words)
  expect(html).toMatch(/class="summary"[^>]* autofocus/)
  const nameless = await person.post('/me/name', {})
  expect([nameless.status, (await nameless.text()).includes('Give a name')]).toEqual([422, true])
})

test('one answer goes back the same way; a second is kept and refused', async () => {
  const world = await createWorld()
  const { member, person, interest } = await interested(world)
  const colleague = await memberOf(world, 'colleague@northlight.test')
  newMails(world)
  const answer = await member.post(`/interests/${interest}`, { answer: 'Yes please: call 555 <i>tomorrow</i>' })
  expect(answer.headers.get('location')).toBe(`/interests/${interest}?done=1`)
  await world.drain()
  const [mail] = newMails(world)
  expect(mail).toMatchObject({ to: 'ada@example.test', headers: {} })
  expect(mail?.text).toContain('> Yes please: call 555')
  expect(mail?.text).not.toMatch(/member@/)
  expect(await (await person.get('/me/interests')).text()).toContain('call 555')
  const second = await colleague.post(`/interests/${interest}`, { answer: 'Another answer' })
  expect(second.status).toBe(409)
  const html = await second.text()
  expect(html).toContain('answered this already')
  expect(html).toContain('Another answer')
  await tick(world, world.now + HOUR)
  expect(newMails(world)).toEqual([])
  expect((await sent(world))[0]).toMatchObject({
    answer: 'Yes please: call 555 <i>tomorrow</i>',
    answeredBy: member.id,
  })
})

test.each([
  [{ name: 'Ada', message: 'Too short' }, 'message'],
  [{ name: 'Ada', message: 'x'.repeat(4001) }, 'message'],
  [{ name: ' ', message }, 'name'],
])('a message that does not fit is said beside its field, and kept', async (form, field) => {
  const world = await createWorld()
  const id = await publish(world)
  await memberOf(world)
  const person = await signIn(world, 'ada@example.test')
  const answer = await person.post(`/opportunities/${id}/interest`, form)
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).toContain(`id="${field}-error"`)
  expect(html).toContain(form.message.slice(0, 40).replace('&', '&amp;'))
  expect(await sent(world)).toEqual([])
})

test('only those it was written to read and answer it; for others, moderators too, there is nothing', async () => {
  const world = await createWorld()
  const { member, person, interest } = await interested(world)
  const moderator = await signIn(world, 'm@onward.test', { role: 'moderator' })
  const elsewhere = await signIn(world, 'b@elsewhere.test', {
    organizations: { [await organizationCalled(world, 'Elsewhere')]: 'owner' },
  })
  for (const other of [moderator, elsewhere, person]) {
    expect((await other.get(`/interests/${interest}`)).status).toBe(404)
    expect((await other.post(`/interests/${interest}`, { answer: 'Hello there' })).status).toBe(404)
  }
  expect((await world.get(`/interests/${interest}`)).status).toBe(303)
  expect((await member.post(`/interests/${interest}`, { answer: ' ' })).status).toBe(422)
  await world.db.delete(members)
  expect((await member.get(`/interests/${interest}`)).status).toBe(404)
  expect((await sent(world))[0]?.answer).toBeNull()
})

test('one open message for a person and opportunity, however often it is pressed', async () => {
  const world = await createWorld()
  const id = await publish(world)
  await memberOf(world)
  const person = await signIn(world, 'ada@example.test')
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => person.post(`/opportunities/${id}/interest`, said)),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
  expect(await sent(world)).toHaveLength(1)
  expect((await world.db.select().from(events)).filter(({ name }) => name === 'interest.expressed')).toHaveLength(1)
  await world.drain()
  expect(newMails(world)).toHaveLength(1)
  expect(await (await person.get(`/opportunities/${id}/interest`)).text()).toContain('waits for an answer')
})

test('ten messages a day for a person; what was typed is kept', async () => {
  const world = await createWorld()
  await memberOf(world)
  const person = await signIn(world, 'ada@example.test')
  const ids = await Promise.all(Array.from({ length: 11 }, () => publish(world)))
  const statuses: number[] = []
  for (const id of ids) statuses.push((await person.post(`/opportunities/${id}/interest`, said)).status)
  expect(statuses).toEqual([...Array(10).fill(303), 429])
  const again = await person.post(`/opportunities/${ids[10]}/interest`, said)
  expect(await again.text()).toContain('I have run two courses')
  world.now += DAY
  expect((await person.post(`/opportunities/${ids[10]}/interest`, said)).status).toBe(303)
})

test('mail past the limits of an address waits and is not lost', async () => {
  const world = await createWorld()
  await memberOf(world)
  const person = await signIn(world, 'ada@example.test')
  for (let i = 0; i < 7; i++) await person.post(`/opportunities/${await publish(world)}/interest`, said)
  await world.drain()
  // Five an hour of what others write; signing in is counted apart.
  expect(newMails(world)).toHaveLength(5)
  await tick(world, world.now + 2 * HOUR)
  expect(newMails(world)).toHaveLength(2)
  expect((await noticesOf(world)).every(({ sentAt, fault }) => sentAt && !fault)).toBe(true)
})

test('no messages where there is a link, it is closed, or nobody would get them', async () => {
  const world = await createWorld()
  const person = await signIn(world, 'ada@example.test')
  const nobody = await publish(world)
  expect(await (await world.get(`/opportunities/${nobody}`)).text()).not.toContain('/interest"')
  expect((await person.post(`/opportunities/${nobody}/interest`, said)).status).toBe(409)
  await memberOf(world)
  const withLink = await publish(world, { applyUrl: 'https://a.test/' })
  const closed = await publish(world, { closesOn: '2026-02-01' })
  for (const id of [withLink, closed])
    expect((await person.post(`/opportunities/${id}/interest`, said)).status).toBe(409)
  expect((await person.post('/opportunities/opp_none/interest', said)).status).toBe(404)
  expect((await world.post(`/opportunities/${withLink}/interest`, said)).status).toBe(401)
  const open = await publish(world)
  expect(await (await world.get(`/opportunities/${open}`)).text()).toContain(`href="/opportunities/${open}/interest"`)
  expect(await sent(world)).toEqual([])
  expect((await reader(world, '203.0.113.5').get(`/opportunities/${open}/interest`)).status).toBe(303)
})

test('without members it goes to whoever submitted the opportunity', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const author = await signIn(world, 'author@example.test')
  const revision = { id: 'rev_1', opportunityId: id, organizationId: ORGANIZATION, authorId: author.id }
  await world.db.insert(revisions).values({ ...revision, content: null, typed: {}, submittedAt: 1 })
  const person = await signIn(world, 'ada@example.test')
  expect((await person.post(`/opportunities/${id}/interest`, said)).status).toBe(303)
  await world.drain()
  expect(newMails(world).map(({ to }) => to)).toEqual(['author@example.test'])
  const [row] = await sent(world)
  expect((await author.get(`/interests/${row?.id}`)).status).toBe(200)
})
