import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/calendar.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { atomically } from '../../src/db/client.ts'
import { eventDetails, events } from '../../src/db/table.ts'
import { startDigests } from '../../src/digests/scheduling.ts'
import { digestCalls, digestItems, digestRuns, digests, mailPauses, subscriptions } from '../../src/digests/table.ts'
import type { Message } from '../../src/mail/mailer.ts'
import { suppressions } from '../../src/mail/table.ts'
import { paths } from '../../src/paths.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { type Client, openClient, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let admin: Client

beforeEach(async () => {
  world = await createWorld()
  admin = await signIn(world, 'ops@example.test', { role: 'admin' })
  await subscribed(world)
  await publish(world, { title: 'Worth waiting for' })
})

const all = () => world.db.select().from(digests)
const one = async () => (await all())[0] ?? expect.fail('no digest')
const runOf = async () => {
  const { run } = await one()
  const [row] = await world.db.select().from(digestRuns).where(eq(digestRuns.period, run))
  return row ?? expect.fail('no run')
}
const page = async (path = paths.mailRuns()) => (await admin.get(path)).text()
const ready = async () => (await world.get('/readyz')).json() as Promise<{ ready: boolean; problems: string[] }>
const sends: World['deliver'] = () => ({ outcome: 'sent', providerId: 'p' })
const due = async (deliver: World['deliver']) => {
  world.deliver = deliver
  await tick(world, await nextDueAt(world))
}
/** What was recorded of these commands, with its words. */
const recorded = async (name: string) =>
  world.db
    .select({ subject: events.subjectId, detail: eventDetails.detail })
    .from(events)
    .leftJoin(eventDetails, eq(eventDetails.eventId, events.id))
    .where(eq(events.name, name))

/** Nobody but an admin, and nothing is written. */
async function refusesOthers(path: string, fields: Record<string, string>) {
  world.deliver = sends
  const before = JSON.stringify([await all(), await world.db.select().from(digestRuns)])
  const moderator = await signIn(world, 'mod@example.test', { role: 'moderator' })
  const person = await signIn(world, 'somebody@example.test')
  const logged = (await world.db.select().from(events)).length
  const answers = [moderator, person, openClient(world)].map((client) => client.post(path, fields))
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404, 401])
  expect(JSON.stringify([await all(), await world.db.select().from(digestRuns)])).toBe(before)
  expect(await world.db.select().from(events)).toHaveLength(logged)
}

describe('the page', () => {
  test('shows the five figures of each run, the causes and the keys, and never an address', async () => {
    await subscribed(world, 'gone@example.test')
    await subscribed(world, 'silent@example.test')
    await publish(world, { title: 'New to all three' })
    world.keepsKeys = false
    await due(({ to }) => {
      if (to.startsWith('gone')) return { outcome: 'refused', cause: `550 no such user ${to}` }
      if (to.startsWith('silent')) return { outcome: 'ambiguous', cause: `lost after ${to}` }
      return { outcome: 'sent', providerId: 'p' }
    })
    const html = await page()
    const figures = [...html.matchAll(/data-of="(\w+)">(\d+)</g)].map(([, name, count]) => `${name} ${count}`)
    expect(figures).toEqual(['made 3', 'sent 1', 'skipped 0', 'failed 1', 'uncertain 1', 'open 0'])
    expect(html).not.toContain('>does not add up<')
    expect(html).toContain('refused: 550 no such user [address]')
    const [uncertain] = await world.db.select().from(digests).where(eq(digests.state, 'uncertain'))
    expect(html).toContain(`Key <span class="id">${uncertain?.callId}</span>`)
    expect(html).toContain('Some mail is uncertain.')
    expect(html).not.toMatch(/@example|reader@|silent@/)

    await world.db
      .update(digestRuns)
      .set({ candidates: 4 })
      .where(eq(digestRuns.period, (await one()).run))
    expect(await page()).toContain('>does not add up<')
  })

  test('is read in one round trip behind the session, however much there is, and pages lead to older runs', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      kind: 'search' as const,
      period: new Date(world.now - i * HOUR).toISOString(),
      startedAt: world.now - i * HOUR,
      candidates: i + 1,
    }))
    await atomically(world.db, insertMany(world.db, digestRuns, rows))
    const trips = countRoundTrips(world)
    const first = await page()
    expect(trips.count).toBe(2)
    const older = /href="([^"]+)">Older/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? expect.fail('no older runs')
    const made = [...((first + (await page(older))) as string).matchAll(/data-of="made">(\d+)</g)].map(([, n]) => n)
    expect(made).toEqual(rows.map(({ candidates }) => String(candidates)))
  })

  test('says whether mail goes out, until when the provider wants nothing, and who was stopped', async () => {
    await due(sends)
    expect(await page()).toContain('Mail is going out as it should.')
    await world.db.insert(mailPauses).values({ until: world.now + HOUR, cause: '429 slow down' })
    await world.db.insert(suppressions).values([
      { emailKey: 'a', reason: 'bounced', at: world.now },
      { emailKey: 'b', reason: 'complained', at: world.now - 8 * DAY },
    ])
    const html = await page()
    expect(html).toMatch(/asked to wait until .*429 slow down/)
    expect(html).toContain('1 bounced, 0 complained')
    expect(await ready()).toMatchObject({ ready: true, problems: [] })
  })
})

describe('/readyz', () => {
  test('tells of mail that is due and nothing takes, and not of mail that was asked to wait', async () => {
    world.now = await nextDueAt(world)
    await startDigests(world.ctx())
    world.jobs.length = 0
    await world.db.insert(digestRuns).values({ kind: 'search', period: 'later', startedAt: world.now + 2 * HOUR })
    world.now += 2 * HOUR - MINUTE
    expect((await ready()).problems).toEqual([])
    world.now += 2 * MINUTE
    expect((await ready()).problems).toEqual(['mail has been due for more than 2 hours and nothing takes it'])
    await world.db.insert(mailPauses).values({ until: world.now - MINUTE, cause: '429' })
    expect((await ready()).problems).toEqual([])
  })

  test('tells of a call that was put off and that nothing takes up again', async () => {
    await due(() => ({ outcome: 'deferred', cause: '429', retryAfterMs: null }))
    const [call] = await world.db.select().from(digestCalls)
    await world.db.insert(digestRuns).values({ kind: 'search', period: 'later', startedAt: world.now + 2 * HOUR })
    world.now = (call?.nextTryAt ?? 0) + 2 * HOUR - MINUTE
    expect((await ready()).problems).toEqual([])
    world.now += 2 * MINUTE
    expect((await ready()).problems).toEqual(['mail has been due for more than 2 hours and nothing takes it'])
  })
})

describe('a paused run', () => {
  const pause = async () => {
    await due(() => ({ outcome: 'deferred', cause: '429', retryAfterMs: null }))
    const { kind, period } = await runOf()
    await world.db
      .update(digestRuns)
      .set({ pausedAt: world.now, pausedFor: 'refused' })
      .where(eq(digestRuns.period, period))
    return { kind, run: period }
  }

  test('is red and waits; let go on, its mail goes out, once', async () => {
    const fields = await pause()
    world.deliver = sends
    await tick(world, world.now + HOUR)
    expect([world.mails.length, (await ready()).problems]).toEqual([0, ['a run is paused: too much of it was refused']])
    expect(await page()).toContain('0 failed beside 0 sent, 1 still open')
    const answer = await admin.post(paths.mailResumption(), fields)
    expect(answer.headers.get('location')).toBe(paths.mailRuns('done=resumed'))
    expect(await page()).not.toContain('Let it go on')
    expect(await runOf()).toMatchObject({ pausedAt: null, resumedAt: world.now - 2_000 })
    expect(await recorded('run.resumed')).toEqual([{ subject: `search ${fields.run}`, detail: null }])
    expect((await admin.post(paths.mailResumption(), fields)).status).toBe(409)
    await tick(world, world.now + 15 * MINUTE)
    expect([world.mails.length, (await one()).state]).toEqual([1, 'sent'])
  })
  test('is let go on by admins alone', async () => refusesOthers(paths.mailResumption(), await pause()))
  test('that is none is said so, and nothing is written', async () => {
    expect((await admin.post(paths.mailResumption(), { kind: 'search', run: '2026-01-01T00:00:00Z' })).status).toBe(409)
    const answer = await admin.post(paths.mailResumption(), { kind: 'news', run: '' })
    expect([answer.status, (await answer.text()).includes('Choose from search')]).toEqual([422, true])
    expect(await recorded('run.resumed')).toEqual([])
  })
})

describe('what failed', () => {
  const fail = async (tried: Message[] = []) => {
    await due((message) => {
      tried.push(message)
      return { outcome: 'refused', cause: '550 try another time' }
    })
    const { subscriptionId: subscription, period } = await one()
    return { subscription, period }
  }

  test('is sent again once, composed anew, under a key that was never used; the run still adds up', async () => {
    const tried: Message[] = []
    const fields = await fail(tried)
    await publish(world, { title: 'Came meanwhile' })
    expect(await page()).toContain('Send again')
    expect((await admin.post(paths.mailResending(), fields)).status).toBe(303)
    expect(await one()).toMatchObject({ state: 'pending', body: null, bodyHash: null, callId: null, reason: null })
    expect((await admin.post(paths.mailResending(), fields)).status).toBe(409)
    expect(await recorded('digest.sent again')).toEqual([{ subject: fields.subscription, detail: fields.period }])

    world.deliver = (message) => {
      tried.push(message)
      return { outcome: 'sent', providerId: 'p' }
    }
    await tick(world, world.now + 15 * MINUTE)
    expect(tried[1]?.text).toContain('Came meanwhile')
    expect(tried[1]?.idempotencyKey).not.toBe(tried[0]?.idempotencyKey)
    expect(await one()).toMatchObject({ state: 'sent', period: fields.period, callId: tried[1]?.idempotencyKey })
    expect(await page()).not.toContain('>does not add up<')
  })

  test('stays failed where the reader wants no mail now, has had a newer digest, or it is uncertain or long ago', async () => {
    const fields = await fail()
    const refused = async () => {
      expect(await page()).not.toContain('>Send again<')
      expect((await admin.post(paths.mailResending(), fields)).status).toBe(409)
    }
    await world.db.update(subscriptions).set({ endedAt: world.now })
    await refused()
    await world.db.update(subscriptions).set({ endedAt: null })
    const { finishedAt, run } = await one()
    await world.db.update(digests).set({ finishedAt: world.now - 31 * DAY })
    await refused()
    await world.db.update(digests).set({ finishedAt, state: 'uncertain' })
    await refused()
    await world.db.update(digests).set({ state: 'failed' })
    const later = { ...fields, subscriptionId: fields.subscription, run, state: 'skipped' as const }
    await world.db.insert(digests).values({ ...later, period: 'later', createdAt: world.now, finishedAt: world.now })
    await refused()
  })

  test('is sent again by admins alone', async () => refusesOthers(paths.mailResending(), await fail()))
  test('without a name is not guessed', async () => {
    await fail()
    expect((await admin.post(paths.mailResending(), { subscription: '', period: '' })).status).toBe(422)
    expect((await one()).state).toBe('failed')
  })
})

describe('what is uncertain', () => {
  const lose = async () => {
    world.keepsKeys = false
    await due(() => ({ outcome: 'ambiguous', cause: 'connection lost after DATA' }))
    return (await one()).callId ?? expect.fail('no call')
  }
  const settle = (call: string, arrived: string, reason: string) =>
    admin.post(paths.mailSettlement(), { call, arrived, reason })

  test('arrived, is sent and never mailed again; how they know is kept without addresses', async () => {
    const call = await lose()
    expect((await settle(call, 'yes', 'Delivered to reader@example.test at 8:01')).status).toBe(303)
    expect(await one()).toMatchObject({ state: 'sent', reason: null })
    expect(await recorded('call.found arrived')).toEqual([{ subject: call, detail: 'Delivered to [address] at 8:01' }])
    expect((await settle(call, 'no', 'Or was it?')).status).toBe(409)
    expect((await ready()).problems).not.toContain('some mail is uncertain')
    await due(sends)
    expect(world.mails).toHaveLength(0)
  })

  test('did not arrive, is failed, and what it told comes with the next digest', async () => {
    const call = await lose()
    expect(await world.db.select().from(digestItems)).toHaveLength(1)
    expect((await settle(call, 'no', 'Unknown there')).status).toBe(303)
    expect(await one()).toMatchObject({ state: 'failed', reason: 'an operator found that it did not arrive' })
    expect(await world.db.select().from(digestItems)).toEqual([])
    expect(await recorded('call.found lost')).toEqual([{ subject: call, detail: 'Unknown there' }])
    expect(await page()).not.toContain('>does not add up<')
    await due(sends)
    expect(world.mails.map(({ text }) => text.includes('Worth waiting for'))).toEqual([true])
  })

  test('is settled by admins alone', async () =>
    refusesOthers(paths.mailSettlement(), { call: await lose(), arrived: 'no', reason: 'Because' }))

  test('without a reason or an answer stays so, and what was typed stays typed', async () => {
    const call = await lose()
    const bare = await (await settle(call, 'yes', '  ')).text()
    expect([bare.includes('Say how you know'), bare.includes('aria-invalid="true"')]).toEqual([true, true])
    const answer = await settle(call, 'maybe', 'Asked <them>')
    const html = await answer.text()
    expect([answer.status, html.includes('value="Asked &lt;them>"')]).toEqual([422, true])
    expect(html).toContain('Say whether it arrived')
    expect(await one()).toMatchObject({ state: 'uncertain' })
    expect(await world.db.select().from(digestItems)).toHaveLength(1)
  })
})

test('the forecast counts what the next tick then makes, writes nothing, and asks the database once', async () => {
  await subscribed(world, 'paused@example.test')
  await subscribed(world, 'stopped@example.test')
  await subscribed(world, 'later@example.test')
  const at = await nextDueAt(world)
  await world.db
    .update(subscriptions)
    .set({ pausedUntil: at + DAY })
    .where(eq(subscriptions.email, 'paused@example.test'))
  await world.db
    .update(subscriptions)
    .set({ nextDueAt: at + DAY })
    .where(eq(subscriptions.email, 'later@example.test'))
  const [stopped] = await world.db.select().from(subscriptions).where(eq(subscriptions.email, 'stopped@example.test'))
  await world.db.insert(suppressions).values({ emailKey: stopped?.emailKey ?? '', reason: 'bounced', at: world.now })
  world.now = at - 5 * MINUTE
  await page()
  const trips = countRoundTrips(world)
  const html = await page(paths.mailForecast())
  expect([trips.count, trips.statements <= 5]).toEqual([2, true])
  const row = [...html.matchAll(/data-of="([^"]+)">(\d+)</g)].map(([, name, count]) => `${name} ${count}`)
  expect(row).toEqual(['due 3', 'suppressed 1', 'digests 2', 'not entitled 0', 'paused 1', 'mails, about 1'])
  expect(html).toContain('searches, weekly')
  expect(html).not.toContain('@')
  expect(await all()).toEqual([])
  world.deliver = sends
  await tick(world, at)
  expect([(await all()).length, world.mails.length]).toEqual([2, 1])
})
