import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import { digestItems, digests, subscriptions } from '../../src/digests/table.ts'
import { retractOpportunity } from '../../src/opportunities/retracting.ts'
import { personCalled } from '../opportunities/actors.ts'
import { forged, nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const text = async (world: World, path: string) => {
  const answer = await world.get(path)
  expect(answer.status, path).toBe(200)
  return answer.text()
}
const PRIVATE = 'private, no-store'

test('a preview shows what the next mail would hold, says when, and records nothing', async () => {
  const world = await createWorld()
  const manage = await subscribed(world, 'reader@example.test', 'kind=role')
  expect(await text(world, `${manage}/preview`)).toContain('Nothing is new to you at the moment')
  expect((await world.get(`${manage}/preview.html`)).status).toBe(404)
  const id = await publish(world, { title: 'Auditor of <quiet> models' })
  await publish(world, { title: 'Another kind', kind: 'fellowship' })
  const page = await text(world, `${manage}/preview`)
  expect(page).toContain('<h2>Auditor of &lt;quiet> models at Northlight Institute</h2>')
  expect(page).toContain(`/opportunities/${id}`)
  expect(page).toContain('next on 9 Mar 2026 at 8:00')
  expect(page).not.toContain('Another kind')
  expect(page).toContain('<meta name="robots" content="noindex"')
  const html = await world.get(`${manage}/preview.html`)
  expect(html.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'unsafe-inline'")
  expect(html.headers.get('cache-control')).toBe(PRIVATE)
  expect(await html.text()).toContain('Auditor of')
  expect(await world.db.select().from(digests)).toEqual([])
  expect(await world.db.select().from(digestItems)).toEqual([])
  const previewed = (await text(world, `${manage}/preview`)).match(/<h2>(.*?)<\/h2>/)?.[1]
  await tick(world, await nextDueAt(world))
  expect(world.mails.map(({ subject }) => subject.replace('<', '&lt;'))).toEqual([previewed])
  expect(await text(world, `${manage}/preview`)).toContain('Nothing is new to you at the moment')
})

test('a preview is for the holder of the link, while it has not ended', async () => {
  const world = await createWorld()
  const manage = await subscribed(world)
  await publish(world)
  for (const path of ['preview', 'preview.html', 'mails'])
    expect((await world.get(`${forged(manage)}/${path}`)).status, path).toBe(404)
  await world.post(manage.replace('/subscriptions/', '/unsubscribe/'), {})
  for (const path of ['preview', 'preview.html']) expect((await world.get(`${manage}/${path}`)).status).toBe(404)
})

/** Two readers, one mail each, of different searches. */
async function mailed() {
  const world = await createWorld()
  const a = await subscribed(world, 'a@example.test', 'kind=role')
  const b = await subscribed(world, 'b@example.test', 'kind=fellowship')
  const role = await publish(world, { title: 'A role' })
  await publish(world, { title: 'A fellowship', kind: 'fellowship' })
  await tick(world, await nextDueAt(world, 'a@example.test'))
  expect(world.mails).toHaveLength(2)
  return { world, a, b, role }
}

test('mails that came are listed and shown as they were sent, each to its own reader', async () => {
  const { world, a, b } = await mailed()
  const list = await text(world, `${a}/mails`)
  expect(list).toContain('A role')
  expect(list).toContain('9 Mar 2026')
  expect(list).toContain(`${a}/mails/week-2026-03-09`)
  expect(list).not.toContain('A fellowship')
  const answer = await world.get(`${a}/mails/week-2026-03-09`)
  expect(answer.headers.get('cache-control')).toBe(PRIVATE)
  const page = await answer.text()
  expect(page).toContain('noindex')
  expect(page).toContain('New for your search: role')
  const html = await world.get(`${a}/mails/week-2026-03-09/html`)
  expect(html.headers.get('content-security-policy')).toContain("style-src 'unsafe-inline'")
  expect(await html.text()).toBe(world.mails.find(({ to }) => to === 'a@example.test')?.html)
  expect(await text(world, `${b}/mails/week-2026-03-09`)).toContain('A fellowship')
  for (const period of ['week-2026-03-02', 'day-2026-03-09', 'x', '%00'])
    expect((await world.get(`${a}/mails/${period}`)).status, period).toBe(404)
  expect((await world.get(`${forged(a)}/mails/week-2026-03-09`)).status).toBe(404)
})

test('an ended subscription still shows what came; one without mail says so', async () => {
  const { world, a } = await mailed()
  await world.post(a.replace('/subscriptions/', '/unsubscribe/'), {})
  expect(await text(world, `${a}/mails`)).toContain('A role')
  const fresh = await subscribed(world, 'c@example.test')
  expect(await text(world, `${fresh}/mails`)).toContain('None yet')
})

test.each(['mistake', 'hazardous'] as const)(
  'a mail with something that was taken down (%s) is not shown, and a word says why',
  async (reason) => {
    const { world, a, b, role } = await mailed()
    const actor = personCalled('per_moderator', { role: 'moderator' })
    await retractOpportunity(world.ctx({ actor }), role, { reason, note: 'Seen' })
    expect(await text(world, `${a}/mails`)).toContain('A mail that is not shown any more')
    const page = await text(world, `${a}/mails/week-2026-03-09`)
    expect(page).toContain('Something in this mail was taken down since')
    expect(page).not.toContain('A role')
    expect((await world.get(`${a}/mails/week-2026-03-09/html`)).status).toBe(404)
    expect(await text(world, `${b}/mails/week-2026-03-09`)).toContain('A fellowship')
  },
)

test('a mail that is older than mails are kept says that, and not that it was taken down', async () => {
  const { world, a } = await mailed()
  expect(await text(world, `${a}/mails`)).toContain('for 60 days')
  await tick(world, world.now + 60 * DAY - HOUR)
  expect(await text(world, `${a}/mails`)).toContain('A role')
  await tick(world, world.now + 2 * HOUR)
  const list = await text(world, `${a}/mails`)
  expect(list).toContain('A mail that is not kept any more')
  expect(list).not.toContain('A mail that is not shown any more')
  const page = await text(world, `${a}/mails/week-2026-03-09`)
  expect(page).toContain('Mails are kept for 60 days, and this one is older')
  expect(page).not.toContain('taken down')
})

test('a link opens the mails of one subscription; signed in, those of all lead on from one page', async () => {
  const { world, a } = await mailed()
  await subscribed(world, 'a@example.test', 'kind=phd')
  const page = await text(world, `${a}/mails`)
  expect(page).toContain('href="/me/subscriptions"')
  const archives = (html: string) =>
    [...html.matchAll(/href="(\/subscriptions\/[^"]+\/mails)"/g)].map(([, path]) => path ?? '')
  expect(archives(page)).toEqual([])
  const client = await signIn(world, 'a@example.test')
  const all = archives(await (await client.get('/me/subscriptions')).text())
  const pages = await Promise.all(all.map((path) => text(world, path)))
  expect(pages.map((html) => html.includes('A role'))).toEqual([true, false])
})

test('what told of other people is not shown again', async () => {
  const { world, a } = await mailed()
  await world.db.update(digests).set({ kind: 'talent' })
  expect(await text(world, `${a}/mails/week-2026-03-09`)).toContain('told of other people')
  await world.db.update(subscriptions).set({ kind: 'talent', subjectId: 'org_none' })
  const list = await text(world, `${a}/mails`)
  expect(list).toContain('These mails tell of other people')
  expect(list).not.toContain('can be read here')
  expect((await world.get(`${a}/mails/week-2026-03-09/html`)).status).toBe(404)
})
