import { expect, test } from 'vitest'
import { nextPath } from '../../src/auth/schema.ts'
import { sessions, signInRequests, suspensions } from '../../src/auth/table.ts'
import { DAY, HOUR, MINUTE } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { people } from '../../src/people/table.ts'
import { tick } from '../support/given.ts'
import { askForLink, openClient, preparedAccount, signIn } from '../support/sign-in.ts'
import { createWorld, ORIGIN } from '../support/world.ts'

const codeIn = (text: string) => /code there: (\w{4} \w{4})/.exec(text)?.[1] ?? ''

test('a mailed link makes the account and one session, and leads on', async () => {
  const world = await createWorld()
  const client = openClient(world)
  const link = await askForLink(world, client, 'New@Example.test', '/me?x=1')
  expect(link).toMatch(/^\/sign-in\/[\w-]{43}$/)
  const answer = await client.post(link)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me?x=1'])
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-session=[\w-]{43}; /)
  expect(cookie).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Lax/)
  expect(await world.db.select().from(people)).toMatchObject([
    { email: 'New@Example.test', role: 'person', name: '', provenAt: world.now },
  ])
  const [session] = await world.db.select().from(sessions)
  expect(cookie).not.toContain(session?.tokenHash)
  expect((await client.get('/me')).status).toBe(200)
})

test('the database holds neither link nor code, and no page shows the address', async () => {
  const world = await createWorld()
  const client = openClient(world)
  const asked = await client.post('/sign-in', { email: 'new@example.test' })
  await world.drain()
  const [mail] = world.mails
  const rows = JSON.stringify(await world.db.select().from(signInRequests))
  const token = /sign-in\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? 'none'
  expect(rows).not.toContain(token)
  expect(rows).not.toContain(codeIn(mail?.text ?? '').replace(' ', ''))
  expect(await asked.text()).not.toContain('new@')
})

test('twenty GETs and twenty HEADs of a link burn nothing', async () => {
  const world = await createWorld()
  const client = openClient(world)
  const link = await askForLink(world, client, 'a@example.test')
  for (const method of ['GET', 'HEAD'])
    for (let i = 0; i < 20; i++) expect((await client.request(link, { method })).status).toBe(200)
  for (let i = 0; i < 20; i++) expect((await world.get(link)).status).toBe(200)
  expect(await world.db.select().from(sessions)).toEqual([])
  expect((await client.post(link)).status).toBe(303)
})

test('a hundred presses at once make one session', async () => {
  const world = await createWorld()
  const client = openClient(world)
  const link = await askForLink(world, client, 'a@example.test')
  const answers = await Promise.all(Array.from({ length: 100 }, () => client.post(link)))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(99)
  expect(await world.db.select().from(sessions)).toHaveLength(1)
  expect((await world.db.select().from(events)).filter(({ name }) => name === 'session.started')).toHaveLength(1)
})

test('a newer link ends the one before, and fifteen minutes end it too', async () => {
  const world = await createWorld()
  const client = openClient(world)
  const first = await askForLink(world, client, 'a@example.test')
  const second = await askForLink(world, client, 'a@example.test')
  expect((await client.post(first)).status).toBe(404)
  expect(await (await client.get(first)).text()).toContain('no longer good')
  world.now += 15 * MINUTE
  expect((await client.post(second)).status).toBe(404)
  expect(await world.db.select().from(sessions)).toEqual([])
})

test('in another browser the link does nothing, and the code works in the one that asked', async () => {
  const world = await createWorld()
  const [asking, other] = [openClient(world), openClient(world)]
  await asking.post('/sign-in', { email: 'a@example.test' })
  await world.drain()
  const text = world.mails[0]?.text ?? ''
  const link = /(\/sign-in\/[\w-]{43})/.exec(text)?.[1] ?? ''
  expect(await (await other.get(link)).text()).toContain('another browser')
  expect((await other.post(link)).status).toBe(403)
  expect((await other.post('/sign-in/code', { code: codeIn(text) })).status).toBe(422)
  expect((await asking.post('/sign-in/code', { code: codeIn(text).toLowerCase() })).status).toBe(303)
  expect((await asking.get('/me')).status).toBe(200)
})

test('a code is tried five times', async () => {
  const world = await createWorld()
  const client = openClient(world)
  await client.post('/sign-in', { email: 'a@example.test' })
  await world.drain()
  for (let i = 0; i < 5; i++) {
    const answer = await client.post('/sign-in/code', { code: 'AAAA2222' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('value="AAAA2222"')
  }
  expect((await client.post('/sign-in/code', { code: codeIn(world.mails[0]?.text ?? '') })).status).toBe(422)
  expect(await world.db.select().from(sessions)).toEqual([])
})

test('strangers cannot kill the owner’s link by asking past the limit', async () => {
  const world = await createWorld()
  const [owner, stranger] = [openClient(world), openClient(world)]
  await askForLink(world, stranger, 'a@example.test')
  await askForLink(world, stranger, 'a@example.test')
  const link = await askForLink(world, owner, 'a@example.test')
  for (let i = 0; i < 5; i++) {
    expect((await stranger.post('/sign-in', { email: 'a@example.test' })).status).toBe(202)
    await world.drain()
  }
  expect(world.mails).toEqual([])
  expect((await owner.post(link)).status).toBe(303)
})

test('known, unknown and suspended addresses get the same bytes', async () => {
  const world = await createWorld()
  const { id } = await signIn(world, 'known@example.test')
  const answers: string[] = []
  for (const email of ['known@example.test', 'unknown@example.test']) {
    const answer = await world.post('/sign-in', { email })
    answers.push(`${answer.status} ${[...answer.headers.keys()].join()} ${await answer.text()}`)
  }
  await world.db.insert(suspensions).values({ subjectId: id, reason: 'test', suspendedBy: 'x', suspendedAt: 0 })
  const suspended = await world.post('/sign-in', { email: 'known@example.test' })
  answers.push(`${suspended.status} ${[...suspended.headers.keys()].join()} ${await suspended.text()}`)
  expect(new Set(answers).size).toBe(1)
})

test('who is suspended is out with the next request and cannot come back', async () => {
  const world = await createWorld()
  const client = await signIn(world, 'a@example.test')
  await world.db.insert(suspensions).values({ subjectId: client.id, reason: 'test', suspendedBy: 'x', suspendedAt: 0 })
  expect((await client.get('/me')).status).toBe(303)
  world.now += HOUR
  const again = openClient(world)
  expect((await again.post(await askForLink(world, again, 'a@example.test'))).status).toBe(404)
})

test.each(['', 'reader', 'a b@example.test', 'a@example.test\r\nBcc: b@example.test'])(
  'the address %j is refused beside its field and kept there',
  async (email) => {
    const world = await createWorld()
    const answer = await world.post('/sign-in', { email, next: '/me' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('id="email-error"')
    expect(await world.db.select().from(signInRequests)).toEqual([])
  },
)

test('no game with Host or forwarded hosts changes a link', async () => {
  const world = await createWorld()
  const post = (headers: Record<string, string>) => world.post('/sign-in', { email: 'a@example.test' }, headers)
  expect((await post({ Host: 'evil.test' })).status).toBe(421)
  for (const header of ['X-Forwarded-Host', 'Forwarded', 'X-Original-Host'])
    await post({ [header]: header === 'Forwarded' ? 'host=evil.test' : 'evil.test' })
  await world.drain()
  expect(world.mails.length).toBeGreaterThan(0)
  for (const { text, html } of world.mails) {
    expect(`${text}${html}`).not.toContain('evil')
    expect(text).toContain(`${ORIGIN}/sign-in/`)
  }
})

const hosts = ['//evil.test', '/\\evil.test', '\\\\evil.test', '/\t/evil.test', '/\n/evil.test', 'https:evil.test']
const schemes = [
  'javascript:alert(1)',
  'data:text/html,x',
  'https://evil.test',
  'HTTPS://evil.test',
  'ftp://evil.test',
  'vbscript:x',
]
const tricks = [
  '//evil.test/%2f..',
  '/..//evil.test',
  '/.//evil.test',
  '/%2e%2e//evil.test',
  '/x/../..//evil.test',
  '/\u0000//evil.test',
  '///evil.test',
  '////evil.test',
  '/\\/evil.test',
  '/\\\\evil.test',
  'evil.test',
  '@evil.test',
  '?//evil.test',
  '#//evil.test',
  ' //evil.test',
  '\t//evil.test',
  '/ /evil.test',
  './/evil.test',
  '',
  '   ',
]
const hostile = [
  ...hosts,
  ...schemes,
  ...tricks,
  ...hosts.map((h) => ` ${h}`),
  ...hosts.map((h) => `${h}@onward.test`),
  ...schemes.map((s) => `\n${s}`),
  ...schemes.map((s) => `/${'/'.repeat(2)}${s}`),
  ...tricks.map((t) => `${t}#@evil.test`),
  ...tricks.map((t) => `${t}?next=//evil.test`),
]

test('eighty hostile ways on stay on this site', async () => {
  expect(hostile.length).toBeGreaterThanOrEqual(80)
  for (const next of hostile) {
    const path = nextPath(next)
    expect(new URL(path, `${ORIGIN}/sign-in/x`).origin, next).toBe(ORIGIN)
    expect(path.startsWith('//'), next).toBe(false)
  }
  const world = await createWorld()
  const client = openClient(world)
  const answer = await client.post(await askForLink(world, client, 'a@example.test', '//evil.test'))
  expect(answer.headers.get('location')).toBe('/me')
})

test('the first proof of a mailbox takes away what others had set up for it', async () => {
  const world = await createWorld()
  const prepared = await preparedAccount(world, 'a@example.test')
  const client = await signIn(world, 'a@example.test')
  expect(client.id).toBe(prepared)
  expect((await world.db.select().from(sessions)).map(({ id }) => id)).not.toContain('ses_x')
  // A second sign-in takes nothing away.
  await signIn(world, 'a@example.test')
  expect(await world.db.select().from(sessions)).toHaveLength(2)
})

test('somebody signs out everywhere, here too', async () => {
  const world = await createWorld()
  const one = await signIn(world, 'a@example.test')
  const other = await signIn(world, 'a@example.test')
  const html = await (await one.get('/me')).text()
  expect(html).toContain('Sign out everywhere else')
  expect(html).toContain('signed in now, last seen now')
  const answer = await one.post('/me/sessions/end', { here: 'too' })
  expect(answer.headers.get('location')).toBe('/')
  expect(await world.db.select().from(sessions)).toEqual([])
  expect((await other.get('/me')).status).toBe(303)
})

test('a tick forgets what opens nothing any more, and nothing else', async () => {
  const world = await createWorld()
  const old = await signIn(world, 'old@example.test')
  world.now += 20 * DAY
  const fresh = await signIn(world, 'fresh@example.test')
  await tick(world, world.now + 11 * DAY)
  expect(await world.db.select({ personId: sessions.personId }).from(sessions)).toEqual([{ personId: fresh.id }])
  expect(await world.db.select().from(signInRequests)).toEqual([])
  expect((await old.get('/me')).status).toBe(303)
  expect((await fresh.get('/me')).status).toBe(200)
})

test('other mail to a proven address does not use up its way in', async () => {
  const world = await createWorld()
  const { id } = await signIn(world, 'a@example.test')
  for (let i = 0; i < 6; i++) await world.post('/subscribe', { email: 'a@example.test', q: `word${i}` })
  await world.drain()
  world.mails.length = 0
  for (let i = 0; i < 4; i++) {
    const client = openClient(world)
    expect((await client.post(await askForLink(world, client, 'a@example.test'))).status).toBe(303)
  }
  expect((await world.db.select().from(sessions)).filter(({ personId }) => personId === id)).toHaveLength(5)
})

test('a passkey shown half a day ago is asked for again', async () => {
  const world = await createWorld()
  const client = await signIn(world, 'a@example.test', { role: 'moderator', example: false })
  await world.db.update(sessions).set({ passkeyAt: world.now })
  expect((await client.get('/moderation')).status).toBe(200)
  world.now += 12 * HOUR
  expect((await client.get('/moderation')).headers.get('location')).toContain('/me/passkeys')
})
