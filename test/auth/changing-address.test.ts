import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { passkeys, sessions } from '../../src/auth/table.ts'
import { DAY, HOUR } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { digestItems, subscriptions } from '../../src/digests/table.ts'
import { groups } from '../../src/groups/table.ts'
import { suppressions } from '../../src/mail/table.ts'
import { people } from '../../src/people/table.ts'
import { participants } from '../../src/programs/table.ts'
import { rowsOf, tableNames } from '../profiles/tables.ts'
import { ADDRESS, liveWholeLife } from '../profiles/whole-life.ts'
import { forged, linkIn, nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { askForLink, type Client, openClient, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const OLD = 'ada@old.test'
const NEW = 'ada@new.test'
const keyOf = (world: World, email: string) => world.ctx().secrets.fingerprint(email)
const addresses = async (world: World) => (await world.db.select().from(people)).map(({ email }) => email)

/** Asks for another address; answers the link that was mailed there, or nothing. */
async function ask(world: World, client: Client, email = NEW) {
  world.mails.length = 0
  const answer = await client.post('/me/address', { email })
  await world.drain()
  const mail = world.mails.find(({ to }) => to === email)
  return { answer, link: linkIn(mail?.text ?? '', 'me/address/'), mail }
}

async function given() {
  const world = await createWorld()
  const ada = await signIn(world, OLD)
  return { world, ada }
}

test('the new mailbox is mailed a link and the old one a word; opening does nothing, one press changes it', async () => {
  const { world, ada } = await given()
  const elsewhere = openClient(world)
  await elsewhere.post(await askForLink(world, elsewhere, OLD))
  const { answer, link, mail } = await ask(world, ada)
  expect(answer.status).toBe(202)
  expect(await answer.text()).not.toContain('@')
  expect(mail?.subject).toBe('Use this address for Onward')
  const notice = world.mails.find(({ to }) => to === OLD)
  expect(notice?.text).toContain('asked to use another address')
  expect(`${notice?.text}${notice?.html}`).not.toContain(NEW)
  for (let i = 0; i < 3; i++) expect((await ada.get(link)).status).toBe(200)
  expect(await addresses(world)).toEqual([OLD])
  for (let i = 0; i < 2; i++) expect((await ada.post(link)).headers.get('location')).toBe('/me?done=address')
  expect(await world.db.select().from(people)).toMatchObject([
    { id: ada.id, email: NEW, emailKey: await keyOf(world, NEW) },
  ])
  expect(await world.db.select().from(sessions)).toHaveLength(1)
  expect((await ada.get('/me')).status).toBe(200)
  expect((await elsewhere.get('/me')).headers.get('location')).toContain('/sign-in')
  expect(await world.db.select().from(events).where(eq(events.name, 'address.changed'))).toHaveLength(1)
  expect((await signIn(world, NEW)).id).toBe(ada.id)
  expect((await signIn(world, OLD)).id).not.toBe(ada.id)
})

test('subscriptions and what was mailed move along, of two alike one; digests go on without repeating', async () => {
  const { world, ada } = await given()
  await ada.post('/me/subscriptions', { kind: 'matches' })
  await subscribed(world, OLD)
  await subscribed(world, OLD, 'kind=role')
  world.now += HOUR
  await subscribed(world, NEW, 'kind=role')
  await world.post('/subscribe', { email: NEW })
  await world.drain()
  const id = await publish(world)
  await tick(world, await nextDueAt(world, NEW))
  const [item] = await world.db
    .select()
    .from(digestItems)
    .where(eq(digestItems.emailKey, await keyOf(world, NEW)))
  expect(item?.subjectId).toBe(id)
  expect(await world.db.select().from(digestItems)).toHaveLength(2)
  await ada.get('/me')
  const again = await signIn(world, OLD)
  const { link } = await ask(world, again)
  expect((await again.post(link)).status).toBe(303)
  const rows = await world.db.select().from(subscriptions)
  expect(new Set(rows.map(({ email }) => email))).toEqual(new Set([NEW]))
  expect(new Set(rows.map(({ emailKey }) => emailKey))).toEqual(new Set([await keyOf(world, NEW)]))
  expect(await world.db.select().from(digestItems)).toEqual([item])
  const open = rows.filter(({ endedAt }) => endedAt === null)
  expect(open.map(({ kind, query }) => `${kind} ${query}`).sort()).toEqual(['matches ', 'search ', 'search kind=role'])
  expect(open.every(({ confirmedAt }) => confirmedAt !== null)).toBe(true)
  world.mails.length = 0
  await tick(world, world.now + 7 * DAY)
  expect(world.mails).toEqual([])
})

test('records that are claimed move along; where the group knows the new address already they stay', async () => {
  const { world, ada } = await given()
  const record = { basis: 'consent', basisBy: 'test', basisAt: 0, createdAt: 0, updatedAt: 0, name: 'Ada' } as const
  const [old, fresh] = await Promise.all([keyOf(world, OLD), keyOf(world, NEW)])
  for (const id of ['grp_1', 'grp_2']) await world.db.insert(groups).values({ id, name: id, nameKey: id, createdAt: 0 })
  await world.db.insert(participants).values([
    { ...record, id: 'ptc_1', groupId: 'grp_1', personId: ada.id, email: OLD, emailKey: old },
    { ...record, id: 'ptc_2', groupId: 'grp_2', personId: ada.id, email: OLD, emailKey: old },
    { ...record, id: 'ptc_3', groupId: 'grp_2', email: NEW, emailKey: fresh },
  ])
  await ada.post((await ask(world, ada)).link)
  const found = await world.db.select().from(participants)
  expect(found.map(({ id, email }) => [id, email])).toEqual([
    ['ptc_1', NEW],
    ['ptc_2', OLD],
    ['ptc_3', NEW],
  ])
})

test('somebody who used everything: nothing is left under the old address but what belongs to that mailbox', {
  timeout: 60_000,
}, async () => {
  const { world, browser } = await liveWholeLife()
  await world.drain()
  world.now += 2 * HOUR
  await world.db.update(sessions).set({ passkeyAt: world.now })
  const { link } = await ask(world, browser)
  expect((await browser.post(link)).status).toBe(303)
  const old = await keyOf(world, ADDRESS)
  const left: string[] = []
  for (const table of await tableNames(world.db))
    for (const row of await rowsOf(world.db, table))
      if (row.email_key === old || String(row.email).toLowerCase() === ADDRESS) left.push(table)
  // The bytes of a digest are of the mailbox that got it.
  expect([...new Set(left)]).toEqual(['digests'])
})

describe('refused, and nothing changes:', () => {
  test('an address with an account: the asker is told the same, the mail tells its owner', async () => {
    const { world, ada } = await given()
    await signIn(world, NEW)
    const free = await ask(world, ada, 'free@new.test')
    const taken = await ask(world, ada)
    expect(await taken.answer.text()).toBe(await free.answer.text())
    expect(taken.link).toBe('')
    expect(taken.mail?.text).toContain('It has an account of its own')
    expect(await addresses(world)).toEqual([OLD, NEW])
  })

  test('an address that got an account before the press', async () => {
    const { world, ada } = await given()
    const { link } = await ask(world, ada)
    await signIn(world, NEW)
    const answer = await ada.post(link)
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('has an account of its own')
    expect((await addresses(world)).sort()).toEqual([OLD, NEW].sort())
    expect((await ada.get('/me')).status).toBe(200)
  })

  test('a link that is forged, of somebody else, too old, or older than another', async () => {
    const { world, ada } = await given()
    const ben = await signIn(world, 'ben@example.test')
    const { link } = await ask(world, ada)
    const { link: newer } = await ask(world, ada)
    const before = await world.db.select().from(people)
    const tries: [Client, string][] = [
      [ada, forged(newer)],
      [ada, link],
      [ben, newer],
    ]
    for (const [client, path] of tries) {
      expect((await client.get(path)).status).toBe(404)
      expect((await client.post(path)).status).toBe(404)
    }
    expect((await world.post(newer, {})).status).toBe(401)
    world.now += HOUR
    expect((await ada.post(newer)).status).toBe(404)
    expect(await world.db.select().from(people)).toEqual(before)
  })

  test.each([
    ['', 'Give an e-mail address'],
    ['ada@', 'Give an e-mail address'],
    ['ADA@old.test', 'your address already'],
  ])('the address %j, which stays in its field', async (email, words) => {
    const { world, ada } = await given()
    const answer = await ada.post('/me/address', { email })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toMatch(new RegExp(`id="email-error"[^>]*>[^<]*${words}`))
    expect(html).toContain(email && `value="${email}"`)
    expect(world.jobs).toEqual([])
  })

  test('more than five a day, and one address more than its share', async () => {
    const { world, ada } = await given()
    for (let i = 0; i < 5; i++) expect((await ask(world, ada, `ada@new${i}.test`)).answer.status).toBe(202)
    const { answer, mail } = await ask(world, ada)
    expect([answer.status, mail]).toEqual([429, undefined])
    expect(await answer.text()).toContain('try again tomorrow')
    const ben = await signIn(world, 'ben@example.test')
    const mailed: boolean[] = []
    for (let i = 0; i < 4; i++) mailed.push((await ask(world, ben, 'victim@example.test')).link !== '')
    expect(mailed).toEqual([true, true, true, false])
  })

  test('a mailbox that refuses mail', async () => {
    const { world, ada } = await given()
    await world.db.insert(suppressions).values({ emailKey: await keyOf(world, NEW), reason: 'bounced', at: 0 })
    const { answer } = await ask(world, ada)
    expect(answer.status).toBe(202)
    expect(world.mails).toEqual([])
  })

  test('whoever has a passkey and has not shown it', async () => {
    const { world, ada } = await given()
    const { link } = await ask(world, ada)
    const key = { id: 'psk', personId: ada.id, name: '', publicKey: '', counter: 0, transports: [], createdAt: 0 }
    await world.db.insert(passkeys).values(key)
    expect((await ada.get('/me/address')).headers.get('location')).toBe('/me/passkeys?next=%2Fme%2Faddress')
    expect((await ada.post('/me/address', { email: NEW })).status).toBe(403)
    expect((await ada.post(link)).status).toBe(403)
    expect(await addresses(world)).toEqual([OLD])
    await world.db.update(sessions).set({ passkeyAt: world.now })
    expect((await ada.post(link)).status).toBe(303)
  })
})

test('a mail the provider cannot take now is tried again, under its own key', async () => {
  const { world, ada } = await given()
  const error = vi.spyOn(console, 'error').mockReturnValue()
  let refuse = true
  world.deliver = () =>
    refuse ? { outcome: 'deferred', cause: 'busy', retryAfterMs: null } : { outcome: 'sent', providerId: 'p' }
  await ada.post('/me/address', { email: NEW })
  const jobs = [...world.jobs]
  await world.drain().catch(() => undefined)
  world.jobs.length = 0
  refuse = false
  world.jobs.push(...jobs)
  await world.drain()
  expect(world.mails.map(({ to }) => to).sort()).toEqual([NEW, OLD])
  expect(new Set(world.mails.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2)
  error.mockRestore()
})
