import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { events } from '../../src/db/table.ts'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { recordArrival, recordBounce, recordRefusal } from '../../src/mail/suppressing.ts'
import { bounceScores, mailEvents, suppressions } from '../../src/mail/table.ts'
import { linkIn, nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

const READER = 'reader@example.test'
const stopped = (world: World) => world.db.select({ reason: suppressions.reason }).from(suppressions)
const scores = async (world: World) => (await world.db.select().from(bounceScores)).map(({ score }) => score)

async function given() {
  const world = await createWorld()
  const emailKey = await emailKeyOf(world.ctx(), READER)
  const softly = (eventId?: string) => recordBounce(world.ctx(), { emailKey, kind: 'transient', eventId })
  return { world, emailKey, softly }
}

describe('mail stops', () => {
  test.each([
    ['permanent', 'bounced'],
    ['complaint', 'complained'],
  ] as const)('at once after a %s, and the log says so without the address', async (kind, reason) => {
    const { world, emailKey } = await given()
    expect(await recordBounce(world.ctx(), { emailKey, kind, eventId: 'msg_1' })).toBe(true)
    expect(await world.db.select().from(suppressions)).toEqual([{ emailKey, reason, at: world.now }])
    const logged = await world.db.select().from(events)
    expect(logged).toMatchObject([{ name: 'mail.suppressed', subjectId: 'msg_1' }])
    expect(JSON.stringify(logged)).not.toContain(emailKey)
  })

  test('at the fourth bounce that speaks of no lasting cause', async () => {
    const { world, softly } = await given()
    for (const score of [1, 2, 3]) {
      await softly()
      expect(await scores(world)).toEqual([score])
      expect(await stopped(world)).toEqual([])
    }
    await softly()
    expect(await stopped(world)).toEqual([{ reason: 'bounced' }])
    expect(await scores(world)).toEqual([])
    await softly()
    expect(await world.db.select().from(events)).toHaveLength(1)
  })

  test('for good: neither confirming again nor a later bounce takes a complaint back', async () => {
    const { world, emailKey } = await given()
    await world.post('/subscribe', { email: READER })
    await world.drain()
    const confirm = linkIn(world.mails.at(-1)?.text ?? '', 'subscriptions/')
    await recordBounce(world.ctx(), { emailKey, kind: 'permanent' })
    await recordBounce(world.ctx(), { emailKey, kind: 'complaint' })
    await recordBounce(world.ctx(), { emailKey, kind: 'permanent' })
    expect((await world.post(confirm, {})).status).toBe(303)
    expect(await stopped(world)).toEqual([{ reason: 'complained' }])
    await publish(world)
    const sent = world.mails.length
    await tick(world, await nextDueAt(world, READER))
    await world.post('/subscribe', { email: READER })
    await world.drain()
    expect(world.mails).toHaveLength(sent)
  })
})

describe('what is counted', () => {
  test('halves with every 30 quiet days', async () => {
    const { world, softly } = await given()
    for (let i = 0; i < 3; i++) await softly()
    world.now += 30 * DAY - 1
    await softly()
    expect(await stopped(world)).toHaveLength(1)

    const { world: later, softly: softlyLater } = await given()
    for (let i = 0; i < 3; i++) await softlyLater()
    later.now += 30 * DAY
    await softlyLater()
    expect(await scores(later)).toEqual([2.5])
    later.now += 75 * DAY
    await softlyLater()
    expect(await scores(later)).toEqual([1.625])
    later.now += 4000 * DAY
    await softlyLater()
    expect((await scores(later))[0]).toBeCloseTo(1)
  })

  test('is forgotten when a mail arrives; where nothing was counted nothing is written', async () => {
    const { world, emailKey, softly } = await given()
    await recordArrival(world.ctx(), { emailKey, eventId: 'msg_0' })
    expect(await world.db.select().from(mailEvents)).toEqual([])
    await softly()
    expect(await recordArrival(world.ctx(), { emailKey, eventId: 'msg_1' })).toBe(true)
    expect(await scores(world)).toEqual([])
    await softly()
    expect(await recordArrival(world.ctx(), { emailKey, eventId: 'msg_1' })).toBe(false)
    expect(await scores(world)).toEqual([1])
  })

  test('is counted once a report, also when it comes many times at once', async () => {
    const { world, softly } = await given()
    const answers = await Promise.all(Array.from({ length: 8 }, () => softly('msg_1')))
    expect(answers.filter(Boolean)).toHaveLength(1)
    expect(await scores(world)).toEqual([1])
  })

  test('reports are forgotten after a month', async () => {
    const { world, softly } = await given()
    await softly('msg_1')
    world.now += 31 * DAY
    await softly('msg_2')
    expect((await world.db.select().from(mailEvents)).map(({ id }) => id)).toEqual(['msg_2'])
  })
})

describe('a server that refuses a mail', () => {
  const gone = { outcome: 'refused', cause: '550 5.1.1', noMailbox: true } as const

  test('for want of a mailbox stops all others to it', async () => {
    const { world, emailKey } = await given()
    await recordRefusal(world.ctx(), READER.toUpperCase(), gone)
    expect(await world.db.select().from(suppressions)).toMatchObject([{ emailKey, reason: 'bounced' }])
  })

  test('for another reason stops none', async () => {
    const { world } = await given()
    await recordRefusal(world.ctx(), READER, { outcome: 'refused' })
    await recordRefusal(world.ctx(), READER, { outcome: 'ambiguous' })
    expect(await stopped(world)).toEqual([])
  })

  test('is believed for the mails of jobs', async () => {
    const { world } = await given()
    world.deliver = () => gone
    await world.post('/subscribe', { email: READER })
    await world.drain()
    expect(await stopped(world)).toEqual([{ reason: 'bounced' }])
  })
})

describe('signing in', () => {
  const asked = async (world: World) => {
    world.mails.length = 0
    const answer = await world.post('/sign-in', { email: READER, next: '' })
    await world.drain()
    return { page: await answer.text(), mails: world.mails.length }
  }

  test('goes on after a complaint for whoever has an account, and nothing else does', async () => {
    const { world, emailKey } = await given()
    await signIn(world, READER)
    const before = await asked(world)
    await recordBounce(world.ctx(), { emailKey, kind: 'complaint' })
    expect(await asked(world)).toEqual({ ...before, mails: 1 })
    await world.post('/subscribe', { email: READER })
    await world.drain()
    expect(world.mails).toHaveLength(1)
  })

  test('stops with a mailbox that is gone, and for an address that complained and has no account', async () => {
    const { world, emailKey } = await given()
    await recordBounce(world.ctx(), { emailKey, kind: 'complaint' })
    expect((await asked(world)).mails).toBe(0)

    const { world: other } = await given()
    await signIn(other, READER)
    await recordBounce(other.ctx(), { emailKey, kind: 'permanent' })
    expect((await asked(other)).mails).toBe(0)
  })
})

test('an address that came back from the suppressed stays unknown to others', async () => {
  const { world } = await given()
  await subscribed(world, READER)
  await recordRefusal(world.ctx(), READER, { outcome: 'refused', noMailbox: true })
  const page = await (await world.post('/subscribe', { email: READER })).text()
  const other = await (await world.post('/subscribe', { email: 'other@example.test' })).text()
  expect(page).toBe(other)
})
