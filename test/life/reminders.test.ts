import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/calendar.ts'
import { runCron } from '../../src/cron.ts'
import { notices, suppressions } from '../../src/mail/table.ts'
import { members } from '../../src/organizations/table.ts'
import { runJob } from '../../src/queue.ts'
import { publish, tick } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, NOON, type World } from '../support/world.ts'
import { memberOf, newMails, noticesOf } from './given.ts'

/** Closes at the end of 20 March in UTC; five days before is 16 March. */
const deadline = { title: 'Research fellow', closesOn: '2026-03-20', zone: 'Etc/UTC' }
const FIVE_DAYS_BEFORE = Date.parse('2026-03-16T00:00:00Z')
const cron = (world: World) => runCron(world.ctx({ actor: { type: 'system', job: 'cron' } }))

test('members are reminded five days before the deadline, once, and nobody else', async () => {
  const world = await createWorld()
  const id = await publish(world, deadline)
  await memberOf(world)
  await signIn(world, 'reader@example.test')
  await tick(world, FIVE_DAYS_BEFORE - HOUR)
  expect(newMails(world)).toEqual([])
  await tick(world, FIVE_DAYS_BEFORE)
  const mails = newMails(world)
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['member@northlight.test', 'Closes soon: Research fellow'],
  ])
  expect(mails[0]?.text).toContain(`/opportunities/${id}/reopening`)
  expect(mails[0]?.text).toContain('end of 20 Mar 2026')
  for (let i = 1; i < 5; i++) await tick(world, FIVE_DAYS_BEFORE + i * DAY)
  expect(newMails(world)).toEqual([])
})

test('what was published when less was left, or is closed, brings no reminder', async () => {
  const world = await createWorld()
  await publish(world, { closesOn: '2026-03-05' })
  const closed = await publish(world, deadline)
  const member = await memberOf(world)
  expect((await member.post(`/opportunities/${closed}/closure`, { reason: 'withdrawn' })).status).toBe(303)
  await tick(world, FIVE_DAYS_BEFORE)
  expect(await noticesOf(world)).toEqual([])
})

test('twenty ticks at once mail once', async () => {
  const world = await createWorld()
  await publish(world, deadline)
  await memberOf(world)
  world.now = FIVE_DAYS_BEFORE
  await Promise.all(Array.from({ length: 20 }, () => cron(world)))
  await Promise.all(world.jobs.splice(0).map((job) => runJob(world.ctx(), job)))
  expect(newMails(world)).toHaveLength(1)
  expect(await noticesOf(world)).toMatchObject([{ sentAt: FIVE_DAYS_BEFORE, doubt: false, fault: null }])
})

test('a tick killed after writing and before mailing still mails; a deadline moved meanwhile mails nothing', async () => {
  const world = await createWorld()
  await publish(world, deadline)
  const moved = await publish(world, { ...deadline, title: 'Moved' })
  const member = await memberOf(world)
  world.now = FIVE_DAYS_BEFORE
  await cron(world)
  world.jobs.length = 0
  await member.post(`/opportunities/${moved}/reopening`, { closesOn: '2026-05-01' })
  await tick(world, FIVE_DAYS_BEFORE + HOUR)
  expect(newMails(world).map(({ subject }) => subject)).toEqual(['Closes soon: Research fellow'])
  expect((await noticesOf(world)).map(({ fault }) => fault).sort()).toEqual(
    [null, 'the deadline is no longer near'].sort(),
  )
})

test('what was surely not sent is tried again; what may have arrived only under a key the provider keeps', async () => {
  for (const keepsKeys of [true, false]) {
    const world = await createWorld()
    world.keepsKeys = keepsKeys
    await publish(world, deadline)
    await memberOf(world)
    const keys: string[] = []
    const answers = [
      { outcome: 'deferred', cause: 'busy', retryAfterMs: null },
      { outcome: 'ambiguous', cause: 'no answer from a@b.test' },
    ] as const
    world.deliver = (message) => {
      keys.push(message.idempotencyKey)
      return answers[keys.length - 1] ?? { outcome: 'sent', providerId: null }
    }
    for (let i = 0; i < 4; i++) await tick(world, FIVE_DAYS_BEFORE + i * HOUR)
    expect(new Set(keys).size).toBe(1)
    expect(keys).toHaveLength(keepsKeys ? 3 : 2)
    expect(newMails(world)).toHaveLength(keepsKeys ? 1 : 0)
    expect((await noticesOf(world))[0]?.fault).toBe(keepsKeys ? null : 'uncertain: no answer from [address]')
  }
})

test('what may have arrived is not sent again once the provider has forgotten its key, however often it was put off', async () => {
  const world = await createWorld()
  await publish(world, deadline)
  await memberOf(world)
  let tries = 0
  world.deliver = () =>
    tries++
      ? { outcome: 'deferred', cause: 'busy', retryAfterMs: 5 * HOUR }
      : { outcome: 'ambiguous', cause: 'no answer' }
  for (let i = 0; i <= 22; i++) await tick(world, FIVE_DAYS_BEFORE + i * HOUR)
  world.deliver = () => ({ outcome: 'sent', providerId: null })
  for (let i = 23; i <= 32; i++) await tick(world, FIVE_DAYS_BEFORE + i * HOUR)
  expect(newMails(world)).toEqual([])
  expect((await noticesOf(world))[0]?.fault).toContain('uncertain')
})

test('a sender that dies over a mail leaves it in doubt: again where keys are kept, else never', async () => {
  for (const keepsKeys of [true, false]) {
    const world = await createWorld()
    world.keepsKeys = keepsKeys
    await publish(world, deadline)
    await memberOf(world)
    world.deliver = () => {
      throw new Error('the sender died')
    }
    await tick(world, FIVE_DAYS_BEFORE)
    world.deliver = () => ({ outcome: 'sent', providerId: null })
    await tick(world, FIVE_DAYS_BEFORE + HOUR)
    await tick(world, FIVE_DAYS_BEFORE + 2 * HOUR)
    expect(newMails(world)).toHaveLength(keepsKeys ? 1 : 0)
  }
})

test('no mail to who has left, or to an address that bounced', async () => {
  const world = await createWorld()
  await publish(world, deadline)
  await memberOf(world)
  await memberOf(world, 'gone@northlight.test')
  const emailKey = await world.ctx().secrets.fingerprint('member@northlight.test')
  await world.db.insert(suppressions).values({ emailKey, reason: 'bounced', at: NOON })
  world.now = FIVE_DAYS_BEFORE
  await cron(world)
  await world.db.delete(members)
  await tick(world, FIVE_DAYS_BEFORE + HOUR)
  expect(newMails(world)).toEqual([])
  expect((await noticesOf(world)).every(({ sentAt, fault }) => sentAt && fault)).toBe(true)
})

test('a tick hands notices to the queue in shards that fit an invocation', async () => {
  const world = await createWorld()
  const rows = Array.from({ length: 60 }, (_, i) => ({
    subjectId: `opp_${i}`,
    occasion: 'closing 2026-03-20',
    recipientId: 'per_nobody',
    createdAt: world.now,
  }))
  for (let i = 0; i < rows.length; i += 10) await world.db.insert(notices).values(rows.slice(i, i + 10))
  await cron(world)
  expect(world.jobs.filter(({ type }) => type === 'notices')).toHaveLength(20)
})
