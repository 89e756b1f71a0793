import { expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, HOUR } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { members } from '../../src/organizations/table.ts'
import { memberOf, newMails, noticesOf, ORGANIZATION } from '../life/given.ts'
import { tick } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import {
  allow,
  asked,
  cardsOn,
  elsewhere,
  listIntroductions,
  MARKS,
  message,
  publishFitting,
  textOf,
  withdraw,
} from './given.ts'

const accepting = { answer: 'accepted', note: 'Call 555 on <i>Monday</i>' }

test('accepted: the members see name, profile and how to reach them, on our page and in no mail', async () => {
  const { world, member, ada, page, talent } = await asked()
  const request = await textOf(ada, page)
  for (const words of ['Northlight Institute would like to meet you', 'Mo Member', '&lt;b>next week', 'Ada Marker'])
    expect(request).toContain(words)
  const before = await textOf(member, page)
  expect(before).toContain('It waits for their answer')
  expect(before).not.toMatch(MARKS)
  const answer = await ada.post(page, accepting)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${page}?done=1`])
  expect(await textOf(ada, `${page}?done=1`)).toContain('Accepted. We tell them.')
  await world.drain()
  const [mail] = newMails(world)
  expect(mail).toMatchObject({ to: 'member@northlight.test', subject: 'Accepted: your introduction for Course lead' })
  expect(mail?.text).toContain(`http://onward.test${page}\n`)
  for (const text of [mail?.text, mail?.html]) expect(text).not.toMatch(/Marker|555|ada@/)
  const colleague = await memberOf(world, 'colleague@northlight.test')
  for (const client of [member, colleague]) {
    const html = await textOf(client, page)
    for (const words of [
      '<h1>Ada Marker</h1>',
      'Call 555 on &lt;i>Monday',
      'Marker: a quiet place',
      'Markerville, France',
    ])
      expect(html).toContain(words)
    expect(html).toContain('href="https://marker.test/me" rel="me nofollow ugc noopener"')
    expect(html).not.toContain('ada@')
  }
  expect(await textOf(member, talent)).toContain('Ada Marker')
  expect((await listIntroductions(world))[0]).toMatchObject({ answer: 'accepted', note: accepting.note })
})

test('declined: the asker learns only that, and the person is not shown for it again', async () => {
  const { world, member, ada, page, talent } = await asked()
  expect((await ada.post(page, { answer: 'declined', note: 'Marker: never' })).status).toBe(303)
  await world.drain()
  const [mail] = newMails(world)
  expect(mail?.subject).toBe('Declined: your introduction for Course lead')
  const shown = [await textOf(member, page), await textOf(member, talent), mail?.text]
  for (const text of shown) expect(text).not.toMatch(MARKS)
  expect(shown[0]).toContain('Declined on')
  expect(shown[1]).not.toContain('class="score"')
  expect((await listIntroductions(world))[0]?.note).toBeNull()
  // For another opportunity they are there, and may be asked.
  const [other = ''] = await cardsOn(member, `/opportunities/${await publishFitting(world)}/talent`)
  expect((await member.post(other, { message })).status).toBe(303)
})

test('unanswered for 30 days it ends, and keeps nobody from asking for something else', async () => {
  const { world, member } = await asked()
  const askAgain = async (by = member) => {
    const [other = ''] = await cardsOn(by, `/opportunities/${await publishFitting(world)}/talent`)
    return by.post(other, { message })
  }
  await tick(world, world.now + 29 * DAY)
  expect((await listIntroductions(world))[0]?.answer).toBeNull()
  expect((await askAgain()).status).toBe(409)
  await tick(world, world.now + 2 * DAY)
  expect((await listIntroductions(world))[0]?.answer).toBe('declined')
  expect((await askAgain(await memberOf(world, 'another@northlight.test'))).status).toBe(303)
})

test.each([
  [{ answer: 'perhaps', note: 'Call 555' }, 'Choose one of the two answers'],
  [{ answer: 'accepted', note: 'Call 555 '.repeat(200) }, 'Keep it to 1,000 characters'],
])('an answer that does not fit is said, and what was typed is kept', async (form, words) => {
  const { world, ada, page } = await asked()
  const answer = await ada.post(page, form)
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).toContain(words)
  expect(html).toContain('Call 555')
  expect((await listIntroductions(world))[0]?.answer).toBeNull()
})

test('nobody else answers, and nobody else reads it', async () => {
  const { world, member, page } = await asked()
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  const stranger = await signIn(world, 'b@elsewhere.test', {
    organizations: { [await organizationCalled(world, 'Elsewhere')]: 'owner' },
  })
  expect((await member.post(page, accepting)).status).toBe(403)
  for (const client of [moderator, stranger]) {
    expect((await client.get(page)).status).toBe(404)
    expect((await client.post(page, accepting)).status).toBe(404)
  }
  expect((await world.get(page)).headers.get('location')).toContain('/sign-in?next=')
  await world.db.delete(members)
  expect((await member.get(page)).status).toBe(404)
  expect((await listIntroductions(world))[0]?.answer).toBeNull()
})

test('twenty answers at once make one', async () => {
  const { world, ada, page } = await asked()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => ada.post(page, { answer: i % 2 ? 'accepted' : 'declined' })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(19).fill(409)])
  const [row] = await listIntroductions(world)
  const told = (await world.db.select().from(events)).filter(({ name }) => /introduction\.(acc|decl)/.test(name))
  expect(told.map(({ name }) => name)).toEqual([`introduction.${row?.answer}`])
  await world.drain()
  expect(newMails(world)).toHaveLength(1)
})

test('consent withdrawn before the answer: nobody sees the request, and it cannot be accepted until it is given again', async () => {
  const { world, member, ada, page, talent } = await asked()
  await withdraw(world)
  const html = await textOf(ada, page)
  expect(html).toContain('so nobody sees this request')
  expect(html).not.toContain('We run a course')
  expect(html).not.toContain('value="accepted"')
  expect(await textOf(ada, '/me/introductions')).not.toContain(page)
  expect((await member.get(page)).status).toBe(404)
  expect(await textOf(member, talent)).not.toContain(page)
  expect((await ada.post(page, accepting)).status).toBe(409)
  expect((await listIntroductions(world))[0]?.answer).toBeNull()
  await allow(world, ada.id, 'organizations')
  expect(await textOf(member, page)).toContain('It waits for their answer')
  expect((await ada.post(page, accepting)).status).toBe(303)
})

test('consent withdrawn after it: only that it happened is left, everywhere', async () => {
  const { world, member, ada, page, talent } = await asked()
  await ada.post(page, accepting)
  await withdraw(world)
  for (const path of [page, talent]) {
    const html = await textOf(member, path)
    expect(html).toContain('Accepted on')
    expect(html).not.toMatch(MARKS)
    expect(html).not.toContain('555')
  }
  await tick(world, world.now + HOUR)
  expect(newMails(world)).toEqual([])
  expect((await noticesOf(world)).at(-1)?.fault).toBe('it no longer holds')
  expect(await textOf(ada, '/me/introductions')).toContain('nothing of you is shown any more')
})

test('what moderators take away ends it: a suspended organization or asker, a retracted opportunity', async () => {
  const { world, id, member, ada, page } = await asked()
  const suspend = { reason: 'test', suspendedBy: 'test', suspendedAt: 0 }
  for (const subjectId of [ORGANIZATION, member.id]) {
    await world.db.insert(suspensions).values({ ...suspend, subjectId })
    expect((await ada.get(page)).status).toBe(404)
    expect((await ada.post(page, accepting)).status).toBe(404)
    await world.db.delete(suspensions)
  }
  const again = await signIn(world, 'member@northlight.test')
  await ada.post(page, accepting)
  await world.db.insert(suspensions).values({ ...suspend, subjectId: ORGANIZATION })
  expect(await textOf(again, page)).not.toMatch(MARKS)
  await world.db.delete(suspensions)
  expect(await textOf(again, page)).toMatch(MARKS)
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  await moderator.post(`/moderation/opportunities/${id}/retraction`, { reason: 'mistake', note: 'test' })
  const html = await textOf(again, page)
  expect(html).not.toMatch(MARKS)
  expect(html).not.toContain('Course lead')
  expect(await textOf(ada, '/me/introductions')).not.toContain('Course lead')
})

test('merging organizations takes their requests along; of two open ones to a person one stays', async () => {
  const { world, ada, page } = await asked()
  const into = await organizationCalled(world, 'Northlight')
  const { poster, talent } = await elsewhere(world, into)
  const [card = ''] = await cardsOn(poster, talent)
  expect((await poster.post(card, { message })).status).toBe(303)
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  const merged = await moderator.post(`/organizations/${ORGANIZATION}/merge`, { into, reason: 'The same' })
  expect(merged.status).toBe(303)
  expect((await listIntroductions(world)).map(({ organizationId }) => organizationId)).toEqual([into])
  expect((await ada.get(page)).status).toBe(404)
  expect(await textOf(ada, '/me/introductions')).toContain('Northlight: ')
})
