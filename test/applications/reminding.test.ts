import { expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, HOUR } from '../../src/calendar.ts'
import { runCron } from '../../src/cron.ts'
import { closures, retractions } from '../../src/opportunities/table.ts'
import { runJob } from '../../src/queue.ts'
import { newMails, noticesOf } from '../life/given.ts'
import { linkIn, publish, tick } from '../support/given.ts'
import { createWorld } from '../support/world.ts'
import { applicationOf, stepsIn, tracker } from './given.ts'

/** Closes at the end of 20 March in UTC; three days before is 18 March. */
const deadline = { title: 'Research fellow', closesOn: '2026-03-20', zone: 'Etc/UTC' }
const THREE_DAYS_BEFORE = Date.parse('2026-03-18T00:00:00Z')

async function saved(fields = {}, state = 'saved') {
  const world = await createWorld()
  const id = await publish(world, { ...deadline, ...fields })
  const alum = await tracker(world)
  await alum.track(id, state)
  return { world, id, alum, own: () => applicationOf(world, id) }
}

test('three days before the deadline, once, with the page that says “I applied”', async () => {
  const { world, id, alum, own } = await saved()
  await tick(world, THREE_DAYS_BEFORE - HOUR)
  expect(newMails(world)).toEqual([])
  await tick(world, THREE_DAYS_BEFORE)
  const [mail, ...more] = newMails(world)
  expect([mail?.to, mail?.subject, more]).toEqual(['alum@example.test', 'Closes in 3 days: Research fellow', []])
  expect(mail?.text).toContain('end of 20 Mar 2026')
  expect(mail?.text).toContain('/me/applications#settings')
  for (let i = 1; i < 4; i++) await tick(world, THREE_DAYS_BEFORE + i * DAY)
  expect(newMails(world)).toEqual([])
  const link = linkIn(mail?.text ?? '', 'me/applications/new')
  const page = await (await alum.get(link)).text()
  expect(page).toContain('Have you applied?')
  expect((await own()).state).toBe('saved')
  await alum.track(id, 'applied', { from: 'mail', version: '1' })
  expect(await stepsIn(world, (await own()).id)).toEqual([
    ['saved', '2026-03-02', 'page'],
    ['applied', '2026-03-21', 'mail'],
  ])
})

test('an own day is reminded of as well, and one day brings one mail', async () => {
  const { world, alum, own } = await saved()
  const save = async (dueOn: string) => {
    const { id, version } = await own()
    await alum.post(`/me/applications/${id}`, { notes: '', dueOn, version: String(version) })
  }
  await save('2026-03-15')
  await tick(world, Date.parse('2026-03-12T00:00:00Z'))
  const [mail] = newMails(world)
  expect(mail?.subject).toBe('Your own day in 3 days: Research fellow')
  expect(mail?.text).toContain('You wanted to apply by 15 Mar 2026. It closes at the end of 20 Mar 2026')
  await save('2026-03-20')
  for (let i = 0; i < 3; i++) await tick(world, Date.parse('2026-03-17T00:00:00Z') + i * DAY)
  expect(newMails(world).map(({ subject }) => subject)).toEqual(
    ['Your own day in 3 days: Research fellow'].slice(1).concat('Closes in 3 days: Research fellow'),
  )
})

test('who has applied, or saved it when less was left, gets none', async () => {
  const { world } = await saved({}, 'applied')
  const late = await publish(world, { ...deadline, title: 'Seen late' })
  const other = await tracker(world, 'late@example.test')
  world.now = THREE_DAYS_BEFORE + HOUR
  await other.track(late, 'saved')
  await tick(world, THREE_DAYS_BEFORE + 2 * HOUR)
  expect(await noticesOf(world)).toEqual([])
})

test('closed, retracted, moved, removed, turned off or suspended meanwhile: no mail', async () => {
  const meanwhile: Record<string, (given: Awaited<ReturnType<typeof saved>>) => Promise<unknown>> = {
    closed: ({ world, id }) =>
      world.db.insert(closures).values({ opportunityId: id, reason: 'filled', closedBy: 't', closedAt: world.now }),
    retracted: ({ world, id }) =>
      world.db
        .insert(retractions)
        .values({ opportunityId: id, reason: 'mistake', note: '', retractedBy: 't', retractedAt: world.now }),
    applied: ({ id, alum }) => alum.track(id, 'applied'),
    removed: async ({ alum, own }) => alum.post(`/me/applications/${(await own()).id}/removal`),
    'turned off': ({ alum }) => alum.post('/me/applications/settings', { checkIns: 'yes', zone: '' }),
    suspended: ({ world, alum }) =>
      world.db
        .insert(suspensions)
        .values({ subjectId: alum.id, reason: 'x', suspendedBy: 't', suspendedAt: world.now }),
  }
  for (const [what, happens] of Object.entries(meanwhile)) {
    const given = await saved()
    given.world.now = THREE_DAYS_BEFORE
    await runCron(given.world.ctx({ actor: { type: 'system', job: 'cron' } }))
    expect((await noticesOf(given.world)).map(({ occasion }) => occasion)).toEqual(['deadline 2026-03-20'])
    given.world.jobs.length = 0
    await happens(given)
    await tick(given.world, THREE_DAYS_BEFORE + HOUR)
    expect(newMails(given.world), what).toEqual([])
    expect((await noticesOf(given.world))[0]?.fault, what).toBeTruthy()
  }
})

test('twenty ticks at once mail once', async () => {
  const { world } = await saved()
  world.now = THREE_DAYS_BEFORE
  const cron = () => runCron(world.ctx({ actor: { type: 'system', job: 'cron' } }))
  await Promise.all(Array.from({ length: 20 }, cron))
  await Promise.all(world.jobs.splice(0).map((job) => runJob(world.ctx(), job)))
  expect(newMails(world)).toHaveLength(1)
})
