import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import { runCron } from '../../src/cron.ts'
import { events } from '../../src/db/table.ts'
import { closures } from '../../src/opportunities/table.ts'
import { members } from '../../src/organizations/table.ts'
import { runJob } from '../../src/queue.ts'
import { forged, linkIn, nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { checkOf, memberOf, newMails, noticesOf, ORGANIZATION, office, reader, rowOf } from './given.ts'

/** Two opportunities without a deadline, asked about by now. */
async function asked(world: World) {
  const ids = [await publish(world, { title: 'Grantmaker' }), await publish(world, { title: 'Editor' })]
  const member = await memberOf(world)
  const at = world.now + 31 * DAY
  await tick(world, at)
  const [mail] = newMails(world)
  return { ids, member, at, mail, link: linkIn(mail?.text ?? '', 'still-open/') }
}
const choose = (ids: string[]): [string, string][] => ids.map((id) => ['id', id])

test('one mail per organization asks about all of them, thirty days after publication and not before', async () => {
  const world = await createWorld()
  const ids = [await publish(world, { title: 'Grantmaker' }), await publish(world, { title: 'Editor' })]
  await publish(world, { title: 'With a deadline', closesOn: '2026-12-01' })
  await memberOf(world)
  const published = world.now
  await tick(world, published + 29 * DAY)
  expect(newMails(world)).toEqual([])
  await tick(world, published + 30 * DAY)
  const mails = newMails(world)
  expect(mails).toHaveLength(1)
  expect(mails[0]?.text).toContain('Grantmaker')
  expect(mails[0]?.text).toContain('Editor')
  expect(mails[0]?.text).not.toContain('With a deadline')
  expect(JSON.stringify(mails[0]?.headers)).toBe('{}')
  expect((await checkOf(world, ids[0] ?? ''))?.askedAt).toBe(published + 30 * DAY)
})

test('what was verified since is asked later, and nobody is asked where nobody is a member', async () => {
  const world = await createWorld()
  await publish(world, { verifiedOn: '2026-03-20' })
  await tick(world, world.now + 45 * DAY)
  expect(await noticesOf(world)).toEqual([])
  await memberOf(world)
  await tick(world, Date.parse('2026-04-18T00:00:00Z'))
  expect(await noticesOf(world)).toEqual([])
  await tick(world, Date.parse('2026-04-19T00:00:00Z'))
  expect(await noticesOf(world)).toHaveLength(1)
})

test('opening the link changes nothing; one press keeps all open and doubles the interval', async () => {
  const world = await createWorld()
  const { ids, link, at } = await asked(world)
  for (const method of ['GET', 'HEAD']) expect((await world.request(link, { method })).status).toBe(200)
  const page = await (await world.get(link)).text()
  expect(page.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2)
  expect((await checkOf(world, ids[0] ?? ''))?.askedAt).toBe(at)

  const answer = await world.post(link, choose(ids))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${link}?done=2`])
  expect(await (await world.get(`${link}?done=2`)).text()).toContain('2 are still open')
  for (const id of ids) {
    expect(await checkOf(world, id)).toMatchObject({
      askedAt: null,
      intervalDays: 60,
      dueAt: world.now + 60 * DAY - 2_000,
    })
    expect((await rowOf(world, id)).verifiedOn).toBe('2026-04-02')
  }
  // A second press answers no second question.
  await world.post(link, choose(ids))
  expect((await checkOf(world, ids[0] ?? ''))?.intervalDays).toBe(60)
  const names = (await world.db.select().from(events)).map(({ name }) => name)
  expect(names.filter((name) => name === 'opportunity.confirmed open')).toHaveLength(2)
})

test('the interval doubles with each answer, to 240 days at most', async () => {
  const world = await createWorld()
  const id = await publish(world)
  await memberOf(world)
  let at = world.now
  const intervals: number[] = []
  for (let days = 30, i = 0; i < 5; i++) {
    await tick(world, at + days * DAY - HOUR)
    expect(newMails(world), `before ${days} days`).toEqual([])
    await tick(world, at + days * DAY + HOUR)
    const [mail] = newMails(world)
    await world.post(linkIn(mail?.text ?? '', 'still-open/'), choose([id]))
    at = world.now
    days = (await checkOf(world, id))?.intervalDays ?? 0
    intervals.push(days)
  }
  expect(intervals).toEqual([60, 120, 240, 240, 240])
})

test('without an answer it closes after fourteen days; one click opens it again, and readers hear of it', async () => {
  const world = await createWorld()
  const { ids, link, at } = await asked(world)
  await world.post(link, choose(ids.slice(0, 1)))
  await tick(world, at + 13 * DAY)
  expect(await world.db.select().from(closures)).toEqual([])
  await subscribed(world)
  await tick(world, at + 14 * DAY + HOUR)
  expect(await world.db.select().from(closures)).toMatchObject([
    { opportunityId: ids[1], reason: 'unreachable', closedBy: 'job:cron' },
  ])
  newMails(world)
  const page = await (await world.get(link)).text()
  expect(page).toContain('closed, because nobody answered')
  expect((await world.post(link, choose([ids[1] ?? '']))).status).toBe(303)
  expect(await world.db.select().from(closures)).toEqual([])
  expect(await rowOf(world, ids[1] ?? '')).toMatchObject({ reopened: 1 })
  await tick(world, await nextDueAt(world))
  expect(newMails(world).filter(({ to }) => to === 'reader@example.test')).toMatchObject([
    { subject: 'Editor at Northlight Institute' },
  ])
  // And it is not closed again by the old question.
  await tick(world, world.now + 10 * DAY)
  expect(await world.db.select().from(closures)).toEqual([])
})

test('reopening and editing answer a question as well', async () => {
  const world = await createWorld()
  const { ids, at } = await asked(world)
  // A session lasts thirty days.
  const member = await signIn(world, 'member@northlight.test')
  await member.post(`/opportunities/${ids[0]}/closure`, { reason: 'filled' })
  await member.post(`/opportunities/${ids[0]}/reopening`, { closesOn: '' })
  await tick(world, at + 15 * DAY)
  expect((await world.db.select().from(closures)).map(({ opportunityId }) => opportunityId)).toEqual([ids[1]])
})

test('mail that could not go out closes nothing', async () => {
  const world = await createWorld()
  await publish(world)
  await memberOf(world)
  world.deliver = () => ({ outcome: 'deferred', cause: 'the provider is down', retryAfterMs: 2 * DAY })
  const at = world.now + 31 * DAY
  await tick(world, at)
  await tick(world, at + 15 * DAY)
  expect((await noticesOf(world))[0]?.fault).toContain('for a week')
  const other = await createWorld()
  await publish(other)
  await memberOf(other)
  other.deliver = () => ({ outcome: 'deferred', cause: 'the provider is down', retryAfterMs: null })
  await tick(other, other.now + 31 * DAY)
  expect((await noticesOf(other))[0]).toMatchObject({ sentAt: null, doubt: false })
  other.deliver = () => ({ outcome: 'sent', providerId: null })
  await tick(other, other.now + 5 * DAY)
  await tick(other, other.now + 10 * DAY)
  expect(await other.db.select().from(closures)).toEqual([])
})

test('twenty ticks at once ask once, close once and mail once', async () => {
  const world = await createWorld()
  const id = await publish(world)
  await memberOf(world)
  const ticks = async (at: number) => {
    world.now = at
    await Promise.all(Array.from({ length: 20 }, () => runCron(world.ctx({ actor: { type: 'system', job: 'cron' } }))))
    const jobs = world.jobs.splice(0)
    await Promise.all(jobs.map((job) => runJob(world.ctx(), job)))
  }
  const at = world.now + 30 * DAY + HOUR
  await ticks(at)
  expect(newMails(world)).toHaveLength(1)
  await ticks(at + 14 * DAY + HOUR)
  expect(newMails(world)).toEqual([])
  const names = (await world.db.select().from(events))
    .filter(({ subjectId }) => subjectId === id)
    .map(({ name }) => name)
  expect(names).toEqual(['opportunity.asked whether open', 'opportunity.closed'])
})

test('a tick killed after writing and before mailing still mails', async () => {
  const world = await createWorld()
  await publish(world)
  await memberOf(world)
  world.now += 31 * DAY
  await runCron(world.ctx({ actor: { type: 'system', job: 'cron' } }))
  world.jobs.length = 0
  expect(await noticesOf(world)).toMatchObject([{ sentAt: null }])
  await tick(world, world.now + HOUR)
  expect(newMails(world)).toHaveLength(1)
})

test('a forged, foreign or left member’s link opens nothing and changes nothing', async () => {
  const world = await createWorld()
  const { ids, link } = await asked(world)
  const elsewhere = await organizationCalled(world, 'Elsewhere')
  for (const wrong of [forged(link), link.replace(ORGANIZATION, elsewhere), '/still-open/x']) {
    expect((await world.get(wrong)).status).toBe(404)
    expect((await world.post(wrong, choose(ids))).status).toBe(404)
  }
  await world.db.delete(members)
  expect((await world.get(link)).status).toBe(404)
  expect((await world.post(link, choose(ids))).status).toBe(404)
  expect((await checkOf(world, ids[0] ?? ''))?.intervalDays).toBe(30)
})

test('an answer without a mark says what to do and changes nothing; one organization’s link answers for no other', async () => {
  const world = await createWorld()
  const { ids, link } = await asked(world)
  const empty = await world.post(link, {} as Record<string, string>)
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain('Mark what is still open')
  const stranger = await signIn(world, 'other@elsewhere.test', {
    organizations: { [await organizationCalled(world, 'Elsewhere')]: 'member' },
  })
  expect((await stranger.post(`/opportunities/${ids[0]}/closure`, { reason: 'filled' })).status).toBe(403)
  await world.post(link, choose(['opp_unknown']))
  expect((await checkOf(world, ids[0] ?? ''))?.askedAt).not.toBeNull()
})

test('a report that it is closed asks earlier, once, and closes nothing by itself', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Grantmaker' })
  const dated = await publish(world, { title: 'Fellow', closesOn: '2026-06-01' })
  const member = await memberOf(world)
  for (const [i, subject] of [id, dated].entries())
    await reader(world, `203.0.113.${i}`).post(`/opportunities/${subject}/reports`, { reason: 'closed' })
  await tick(world, world.now + HOUR)
  const [mail] = newMails(world)
  expect(mail?.text).toContain('Grantmaker')
  expect(mail?.text).toContain('Fellow')
  expect(mail?.text).toContain('Readers told us these are closed. Are they?')
  await world.post(linkIn(mail?.text ?? '', 'still-open/'), choose([id, dated]))
  await reader(world, '203.0.113.9').post(`/opportunities/${id}/reports`, { reason: 'closed' })
  await tick(world, world.now + 3 * DAY)
  expect(newMails(world)).toEqual([])
  expect(await (await member.get(office)).text()).toMatch(/reports<\/dt><dd>2/)
  expect(await world.db.select().from(closures)).toEqual([])
})

test('silence after a report closes nothing; after the question of its interval it does', async () => {
  const world = await createWorld()
  const id = await publish(world, { title: 'Grantmaker' })
  await memberOf(world)
  const published = world.now
  await reader(world, '203.0.113.1').post(`/opportunities/${id}/reports`, { reason: 'closed' })
  await tick(world, published + 10 * DAY)
  const [early] = newMails(world)
  expect(early?.text).toContain('A reader told us this is closed. Is it?')
  expect(early?.text).toContain('Without an answer it stays on the board until you close it.')
  const page = await (await world.get(linkIn(early?.text ?? '', 'still-open/'))).text()
  expect(page).toContain('a reader told us that it is closed')
  expect(page).not.toContain('without an answer')
  await tick(world, published + 29 * DAY)
  expect(await world.db.select().from(closures)).toEqual([])
  expect(newMails(world)).toEqual([])

  await tick(world, published + 30 * DAY)
  expect(newMails(world)[0]?.text).toContain('set no deadline, so we ask now and then')
  await tick(world, published + 43 * DAY)
  expect(await world.db.select().from(closures)).toEqual([])
  await tick(world, published + 44 * DAY + HOUR)
  expect(await world.db.select().from(closures)).toMatchObject([{ opportunityId: id, reason: 'unreachable' }])
})

test('a deadline is not cut short by a report that nobody answers', async () => {
  const world = await createWorld()
  const id = await publish(world, { closesOn: '2026-06-01' })
  await memberOf(world)
  await reader(world, '203.0.113.1').post(`/opportunities/${id}/reports`, { reason: 'closed' })
  await tick(world, world.now + HOUR)
  expect(newMails(world)).toHaveLength(1)
  await tick(world, world.now + 20 * DAY)
  expect(await world.db.select().from(closures)).toEqual([])
})
