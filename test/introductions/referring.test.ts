import { expect, test } from 'vitest'
import { applications } from '../../src/applications/table.ts'
import { DAY } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { findReferral } from '../../src/introductions/referring.ts'
import { referrals } from '../../src/introductions/table.ts'
import { landings } from '../../src/landings/table.ts'
import { publish } from '../support/given.ts'
import { type Client, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { textOf } from './given.ts'

const linkOn = (html: string) => /value="http:\/\/onward\.test(\/[^"]+\/passed-on\/[\w-]{22})"/.exec(html)?.[1] ?? ''

async function passedOn(world: World, email = 'ada@example.test') {
  const id = await publish(world, { title: 'Course lead' })
  const ada = await signIn(world, email)
  await ada.post('/me/name', { name: 'Ada Marker' })
  const path = `/opportunities/${id}/referrals`
  const answer = await ada.post(path)
  return { id, ada, path, answer, link: linkOn(await textOf(ada, path)) }
}

test('a link of one’s own leads to the opportunity and onto a list, and does not name who passed it on', async () => {
  const world = await createWorld()
  const { id, ada, path, answer, link } = await passedOn(world)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, path])
  const page = await world.get(link)
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(page.headers.get('cache-control')).toContain('no-store')
  const token = link.split('/').at(-1) ?? ''
  expect(html).toContain(`href="/opportunities/${id}-course-lead"`)
  expect(html).toContain(`href="/me/applications/new?opportunity=${id}&amp;via=${token}"`)
  expect(html).not.toMatch(/Marker|per_/)
  expect(link).not.toContain(ada.id)
  const [row] = await world.db.select().from(referrals)
  expect(await findReferral(world.ctx(), token)).toEqual({ id: row?.id, opportunityId: id, personId: ada.id })
})

test('what is taken up by the link is kept as a contribution; one’s own, a forged and another’s link are not', async () => {
  const world = await createWorld()
  const { id, ada, path, link } = await passedOn(world)
  const token = link.split('/').at(-1) ?? ''
  const other = await publish(world, { title: 'Another' })
  const take = async (client: Client, opportunity: string, via: string) =>
    client.post('/me/applications', {
      opportunity,
      via,
      state: 'accepted',
      startsOn: '2026-04-01',
      asked: 'landing',
      time: '',
    })
  const ben = await signIn(world, 'ben@example.test')
  for (const [client, opportunity, via] of [
    [ada, id, token],
    [ben, other, token],
    [ben, id, token],
    [await signIn(world, 'cleo@example.test'), id, `${token}x`],
  ] as const)
    expect((await take(client, opportunity, via)).status).toBe(303)
  const kept = await world.db.select().from(landings)
  expect(kept.filter(({ referralId }) => referralId !== null).map(({ personId }) => personId)).toEqual([ben.id])
  expect(kept).toHaveLength(4)
  expect(await textOf(ada, path)).toContain('One position was')
  expect(await textOf(ben, path)).not.toContain('One position was')
})

test('looking makes nothing, and however often it is pressed there is one link', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const ada = await signIn(world, 'ada@example.test')
  const path = `/opportunities/${id}/referrals`
  expect(linkOn(await textOf(ada, path))).toBe('')
  expect(await world.db.select().from(referrals)).toEqual([])
  const answers = await Promise.all(Array.from({ length: 20 }, () => ada.post(path)))
  expect(answers.every(({ status }) => status === 303)).toBe(true)
  expect(await world.db.select().from(referrals)).toHaveLength(1)
  expect((await world.db.select().from(events)).filter(({ name }) => name === 'referral.made')).toHaveLength(1)
  const ben = await signIn(world, 'ben@example.test')
  await ben.post(path)
  expect(linkOn(await textOf(ben, path))).not.toBe(linkOn(await textOf(ada, path)))
})

test('a made-up link, another opportunity’s, and one to what is not public open nothing', async () => {
  const world = await createWorld()
  const { id, link } = await passedOn(world)
  const other = await publish(world)
  const ben = await signIn(world, 'ben@example.test')
  for (const path of [`${link.slice(0, -1)}!`, link.replace(id, other), `/opportunities/${id}/passed-on/x`])
    expect((await world.get(path)).status).toBe(404)
  expect(await findReferral(world.ctx(), '')).toBeNull()
  expect((await ben.get('/opportunities/opp_none/referrals')).status).toBe(404)
  expect((await ben.post('/opportunities/opp_none/referrals')).status).toBe(404)
  expect((await world.post(`/opportunities/${id}/referrals`, {})).status).toBe(401)
  expect(await world.db.select().from(referrals)).toHaveLength(1)
})

test('closed, the link still says what it was, and no new one is made', async () => {
  const world = await createWorld()
  const { id, path, link } = await passedOn(world)
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  await moderator.post(`/opportunities/${id}/closure`, { reason: 'filled' })
  const html = await textOf(world, link)
  expect(html).toContain('It is closed by now')
  expect(html).not.toContain('/me/applications/new')
  expect((await moderator.post(path)).status).toBe(409)
})

test('fifty links a day', async () => {
  const world = await createWorld()
  const { ada } = await passedOn(world)
  const statuses: number[] = []
  for (let i = 0; i < 50; i++)
    statuses.push((await ada.post(`/opportunities/${await publish(world)}/referrals`)).status)
  expect(statuses).toEqual([...Array(49).fill(303), 429])
  world.now += DAY
  expect((await ada.post(`/opportunities/${await publish(world)}/referrals`)).status).toBe(303)
})

test('the public page is the same for everybody, whatever link somebody came by', async () => {
  const world = await createWorld()
  const { id } = await passedOn(world)
  const path = `/opportunities/${id}`
  const [plain, via] = [await world.get(path), await world.get(`${path}?via=abc`)]
  expect([via.status, via.headers.get('etag')]).toEqual([200, plain.headers.get('etag')])
  expect(await via.text()).toBe(await plain.text())
})

test('what was taken up by a link keeps it, to the landing', async () => {
  const world = await createWorld()
  const { id, link } = await passedOn(world)
  const bea = await signIn(world, 'bea@example.test')
  const [, form = ''] = /href="(\/me\/applications\/new[^"]+)"/.exec(await textOf(bea, link)) ?? []
  const [, via = ''] = /name="via" value="([^"]+)"/.exec(await textOf(bea, form.replaceAll('&amp;', '&'))) ?? []
  await bea.post('/me/applications', { opportunity: id, state: 'saved', via })
  await bea.post('/me/applications', { opportunity: id, state: 'accepted', startsOn: '2026-04-01', time: '' })
  const [referral] = await world.db.select().from(referrals)
  const kept = [await world.db.select().from(applications), await world.db.select().from(landings)]
  expect(kept.flat().map(({ referralId }) => referralId)).toEqual([referral?.id, referral?.id])
})

test('a link that is forged, one’s own, or to something else is not kept', async () => {
  const world = await createWorld()
  const { id, ada, link } = await passedOn(world)
  const token = link.split('/').at(-1) ?? ''
  const other = await publish(world, { title: 'Another' })
  const bea = await signIn(world, 'bea@example.test')
  await ada.post('/me/applications', { opportunity: id, state: 'saved', via: token })
  await bea.post('/me/applications', { opportunity: other, state: 'saved', via: token })
  const [referral] = await world.db.select().from(referrals)
  await bea.post('/me/applications', { opportunity: id, state: 'saved', via: referral?.id ?? '' })
  expect((await world.db.select().from(applications)).map(({ referralId }) => referralId)).toEqual([null, null, null])
})
