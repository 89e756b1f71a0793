import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { State } from '../../src/applications/schema.ts'
import { trackerSettings } from '../../src/applications/table.ts'
import { track } from '../../src/applications/tracking.ts'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, dayIn, HOUR } from '../../src/calendar.ts'
import type { Person } from '../../src/context.ts'
import { runCron } from '../../src/cron.ts'
import { notices, suppressions } from '../../src/mail/table.ts'
import { closures } from '../../src/opportunities/table.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { runJob } from '../../src/queue.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { newMails, noticesOf } from '../life/given.ts'
import { linkIn, publish, tick } from '../support/given.ts'
import { createWorld, NOON, type World } from '../support/world.ts'
import { allLandings, applicationOf, stepsIn, tracker } from './given.ts'

const A_MONTH_ON = NOON + 31 * DAY
const asCron = (world: World) => world.ctx({ actor: { type: 'system', job: 'cron' } })

async function waiting() {
  const world = await createWorld()
  const alum = await tracker(world)
  const applied = await publish(world, { title: 'Applied long ago' })
  const offer = await publish(world, { title: 'Offered long ago', startsOn: '2026-06-01' })
  await alum.track(applied, 'applied')
  await alum.track(offer, 'offer')
  /** By another way, for a session is over by then. */
  const moveOn = (id: string, state: State) => track(world.ctx(), alum.id, { opportunityId: id, state, via: 'api' })
  return { world, alum, applied, offer, moveOn }
}

/** The mail of the month and what its link shows. */
async function asked({ world }: { world: World }, at = A_MONTH_ON) {
  await tick(world, at)
  const [mail] = newMails(world)
  const link = linkIn(mail?.text ?? '', 'check-in/')
  const show = async (search = '') => (await world.get(link + search)).text()
  const fields = async () => {
    const html = await show()
    expect(html).toContain('How are your applications going?')
    const versions = [...html.matchAll(/name="(version-app_\w+)" value="(\d+)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ])
    return Object.fromEntries(versions) as Record<string, string>
  }
  const answer = async (more: Record<string, string>) =>
    world.post(link, Object.entries({ ...(await fields()), ...more }))
  return { mail, link, show, fields, answer }
}

test('one mail asks for all, a month after the last word, and links to one page', async () => {
  const given = await waiting()
  await tick(given.world, NOON + 29 * DAY)
  expect(newMails(given.world)).toEqual([])
  const { mail, link, show } = await asked(given)
  expect(mail?.to).toBe('alum@example.test')
  expect(mail?.subject).toBe('What became of these 2?')
  for (const title of ['Applied long ago', 'Offered long ago']) expect(mail?.text).toContain(title)
  expect(link).toMatch(/^\/check-in\/per_\w+\.2026-04\./)
  const page = await show()
  expect(page).toMatch(/<option value selected>Nothing new: Applied|<option value="" selected>Nothing new: Applied/)
  const { id } = await applicationOf(given.world, given.applied)
  expect(await show(`?answer=${id}:rejected`)).toMatch(/<option value="rejected" selected>/)
  expect((await applicationOf(given.world, given.applied)).state).toBe('applied')
})

test('one button saves all; the same again changes nothing; an offer accepted is a landing', async () => {
  const given = await waiting()
  const { world, applied, offer } = given
  const { answer, show } = await asked(given)
  const [one, two] = [await applicationOf(world, applied), await applicationOf(world, offer)]
  const said = { [`state-${one.id}`]: 'rejected', [`state-${two.id}`]: 'accepted' }
  for (let i = 0; i < 2; i++) {
    const done = await answer({ ...said, [`version-${one.id}`]: '1', [`version-${two.id}`]: '1' })
    expect([done.status, done.headers.get('location')?.replace(/.*\?/, '')]).toEqual([303, 'done=saved-0'])
  }
  expect(await stepsIn(world, one.id)).toEqual([
    ['applied', '2026-03-02', 'page'],
    ['rejected', '2026-04-02', 'mail'],
  ])
  expect((await applicationOf(world, offer)).state).toBe('accepted')
  expect(await allLandings(world)).toMatchObject([{ startsOn: '2026-06-01', endedOn: null, fteActive: null }])
  expect(await show('?done=saved-0')).toContain('Saved. Thank you.')
})

test('nothing new is an answer: no more mail for a month', async () => {
  const given = await waiting()
  const { world } = given
  const { answer, fields } = await asked(given)
  expect(Object.keys(await fields())).toHaveLength(2)
  await answer({})
  expect((await applicationOf(world, given.applied)).version).toBe(1)
  for (let day = 1; day < 30; day++) await tick(world, A_MONTH_ON + day * DAY)
  expect(newMails(world)).toEqual([])
  await tick(world, A_MONTH_ON + 31 * DAY)
  expect(newMails(world)).toHaveLength(1)
})

test('what was moved on in the meantime is not overwritten by an old page', async () => {
  const given = await waiting()
  const { world, applied, moveOn } = given
  const { answer } = await asked(given)
  const { id } = await applicationOf(world, applied)
  await moveOn(applied, 'interview')
  const done = await answer({ [`state-${id}`]: 'rejected', [`version-${id}`]: '1' })
  expect((await applicationOf(world, applied)).state).toBe('interview')
  expect(done.headers.get('location')).toMatch(/done=saved-1$/)
})

test('the page shows no notes, opens nothing else, and only the right link opens it', async () => {
  const given = await waiting()
  const { world, alum, applied } = given
  const { id } = await applicationOf(world, applied)
  await alum.post(`/me/applications/${id}`, { notes: 'Private words', version: '1' })
  world.now = NOON
  const { link, show } = await asked(given)
  expect(await show()).not.toContain('Private words')
  expect(await show()).not.toContain('alum@example.test')
  const [, token = ''] = link.split('/check-in/')
  const [person, month, issued, signature = ''] = token.split('.')
  const other = await tracker(world, 'other@example.test')
  for (const forged of [
    [other.id, month, issued, signature],
    [person, '2026-05', issued, signature],
    [person, month, 'zzzz', signature],
    [person, month, issued, signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))],
  ])
    expect((await world.get(`/check-in/${forged.join('.')}`)).status).toBe(404)
  world.now = A_MONTH_ON + 61 * DAY
  expect((await world.get(link)).status).toBe(404)
  world.now = A_MONTH_ON
  await world.db.insert(suspensions).values({ subjectId: alum.id, reason: 'x', suspendedBy: 't', suspendedAt: 1 })
  expect((await world.get(link)).status).toBe(404)
  expect((await world.post(link, { stop: 'yes' })).status).toBe(404)
})

test('a bad answer stays beside its field and nothing is written', async () => {
  const given = await waiting()
  const { world, applied } = given
  const { answer } = await asked(given)
  const { id } = await applicationOf(world, applied)
  const refused = await answer({ [`state-${id}`]: 'hired', stop: 'yes' })
  const page = await refused.text()
  expect(refused.status).toBe(422)
  expect(page).toContain(`id="state-${id}-error"`)
  expect(page).toMatch(/name="stop"[^>]*checked/)
  expect((await applicationOf(world, applied)).state).toBe('applied')
})

test('a profile at rest asks whether they are still looking; a no asks nothing until it changes', async () => {
  const world = await createWorld()
  const alum = await tracker(world)
  const person = { id: alum.id } as Person
  await saveProfile(world.ctx(), person, { content: OwnProfile.parse({}), version: 0 })
  const { mail, answer, show } = await asked({ world }, NOON + 91 * DAY)
  expect(mail?.subject).toBe('Are you still looking?')
  expect(await show('?answer=looking:no')).toMatch(/value="no" checked/)
  await answer({ looking: 'no' })
  expect((await world.db.select().from(trackerSettings))[0]).toMatchObject({ looking: 'no' })
  await tick(world, NOON + 300 * DAY)
  expect(newMails(world)).toEqual([])
  await saveProfile(world.ctx(), person, { content: OwnProfile.parse({}), version: 1 })
  await tick(world, NOON + 391 * DAY)
  expect(newMails(world).map(({ subject }) => subject)).toEqual(['Are you still looking?'])
})

test('saved and closed since: asked once whether they applied', async () => {
  const world = await createWorld()
  const alum = await tracker(world)
  const id = await publish(world, { title: 'Closed unseen', closesOn: '2026-03-10', zone: 'Etc/UTC' })
  const filled = await publish(world, { title: 'Filled unseen' })
  for (const one of [id, filled]) await alum.track(one, 'saved')
  await alum.post('/me/applications/settings', { checkIns: 'yes', zone: '' })
  await world.db
    .insert(closures)
    .values({ opportunityId: filled, reason: 'filled', closedBy: 't', closedAt: NOON + 2 * DAY })
  const { mail, answer, fields } = await asked({ world }, NOON + 17 * DAY)
  expect(mail?.text).toContain('Closed unseen')
  expect(mail?.text).toContain('Filled unseen')
  await answer(Object.fromEntries(Object.keys(await fields()).map((name) => [name.replace('version', 'state'), ''])))
  for (let i = 1; i < 5; i++) await tick(world, NOON + (17 + 30 * i) * DAY)
  expect(newMails(world)).toEqual([])
})

test('turned off on the page or the tracker, suspended or suppressed: no mail', async () => {
  const off: Record<string, (given: Awaited<ReturnType<typeof waiting>>) => Promise<unknown>> = {
    tracker: ({ alum }) => alum.post('/me/applications/settings', { reminders: 'yes', zone: '' }),
    suspended: ({ world, alum }) =>
      world.db.insert(suspensions).values({ subjectId: alum.id, reason: 'x', suspendedBy: 't', suspendedAt: 1 }),
    suppressed: async ({ world }) =>
      world.db
        .insert(suppressions)
        .values({ emailKey: await world.ctx().secrets.fingerprint('alum@example.test'), reason: 'bounced', at: 1 }),
  }
  for (const [how, happens] of Object.entries(off)) {
    const given = await waiting()
    await happens(given)
    await tick(given.world, A_MONTH_ON)
    expect(newMails(given.world), how).toEqual([])
  }
  const given = await waiting()
  const { answer, show } = await asked(given)
  await answer({ stop: 'yes' })
  expect(await show()).toMatch(/name="stop"[^>]*checked/)
  await tick(given.world, A_MONTH_ON + 40 * DAY)
  expect(newMails(given.world)).toEqual([])
})

test('what was answered between the tick and the mail is not asked', async () => {
  const given = await waiting()
  const { world, applied, offer, moveOn } = given
  world.now = A_MONTH_ON
  await runCron(asCron(world))
  world.jobs.length = 0
  await moveOn(applied, 'rejected')
  await moveOn(offer, 'declined')
  await tick(world, A_MONTH_ON + HOUR)
  expect(newMails(world)).toEqual([])
  expect((await noticesOf(world))[0]?.fault).toBe('nothing is left to ask')
})

test('twenty ticks at once ask once', async () => {
  const { world } = await waiting()
  world.now = A_MONTH_ON
  await Promise.all(Array.from({ length: 20 }, () => runCron(asCron(world))))
  await Promise.all(world.jobs.splice(0).map((job) => runJob(world.ctx(), job)))
  expect(newMails(world)).toHaveLength(1)
})

const zones = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Paris', 'America/New_York']

test('whenever ticks come, in whatever zone: at most one a local month, and 28 days between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...zones),
      fc.array(fc.integer({ min: 1, max: 40 * 24 }), { minLength: 4, maxLength: 14 }),
      async (zone, hours) => {
        const { world, alum } = await waiting()
        await alum.post('/me/applications/settings', { reminders: 'yes', checkIns: 'yes', zone })
        let at = A_MONTH_ON
        for (const more of hours) {
          at += more * HOUR
          world.now = at
          await runCron(asCron(world))
        }
        const made = await world.db.select().from(notices).orderBy(sql`created_at`)
        const months = made.map(({ createdAt }) => dayIn(createdAt, zone).slice(0, 7))
        expect(made.map(({ occasion }) => occasion)).toEqual(months.map((month) => `check-in ${month}`))
        expect(new Set(months).size).toBe(months.length)
        for (const [i, { createdAt }] of made.entries())
          expect(createdAt - (made[i - 1]?.createdAt ?? 0)).toBeGreaterThanOrEqual(28 * DAY)
        expect(made.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 12 },
  )
}, 60_000)

test('to accept all that is asked takes as many statements as to accept one', async () => {
  const given = await waiting()
  for (let i = 0; i < 18; i++) await given.alum.track(await publish(given.world, { title: `Offer ${i}` }), 'offer')
  const { fields, link } = await asked(given)
  const versions = await fields()
  const chosen = Object.keys(versions).map((name) => [name.replace('version', 'state'), 'accepted'])
  const trips = countRoundTrips(given.world)
  expect((await given.world.post(link, { ...versions, ...Object.fromEntries(chosen) })).status).toBe(303)
  expect(trips.statements).toBeLessThanOrEqual(20)
  expect(await allLandings(given.world)).toHaveLength(20)
})
