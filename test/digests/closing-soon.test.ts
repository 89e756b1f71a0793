import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { DAY, isoInstant } from '../../src/calendar.ts'
import { digestItems, subscriptions } from '../../src/digests/table.ts'
import { personWith, publishFitting } from '../introductions/given.ts'
import { memberOf, ORGANIZATION } from '../life/given.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const READER = 'reader@example.test'
let world: World

beforeEach(async () => {
  world = await createWorld()
})

/** The day so many days after the first mail of who asks now. */
const closing = (days: number) => ({
  closesOn: isoInstant(Date.parse('2026-03-09') + days * DAY).slice(0, 10),
  zone: 'UTC',
})

async function next(email = READER) {
  world.mails.length = 0
  await tick(world, await nextDueAt(world, email))
  return world.mails.filter(({ to, text }) => to === email && text.includes('Unsubscribe:')).map(({ text }) => text)
}

const afterHeading = (text = '') => text.split('Closing soon\n')[1] ?? ''
const toldToClose = async () =>
  (await world.db.select().from(digestItems).where(eq(digestItems.occasion, 'closing'))).map(
    ({ subjectId }) => subjectId,
  )

describe('what closes soon', () => {
  test('has its places in a mail that is full, and what finds none comes the next time', async () => {
    for (let i = 1; i <= 7; i++) await publish(world, { title: `Known ${i}`, ...closing(i > 5 ? 7 : 1) })
    await subscribed(world)
    for (let i = 0; i < 25; i++) await publish(world, { title: `New ${i}` })
    const [mail = ''] = await next()
    expect(mail.match(/^New \d+$/gm)).toHaveLength(15)
    expect(mail).toContain('10 more on the board')
    expect(afterHeading(mail).match(/^Known [1-5]$/gm)).toHaveLength(5)
    expect(await toldToClose()).toHaveLength(5)
    await publish(world)
    const [second] = await next()
    expect(
      afterHeading(second)
        .match(/^Known \d$/gm)
        ?.sort(),
    ).toEqual(['Known 6', 'Known 7'])
  })

  test('is all that closes before the next mail, however rarely it comes', async () => {
    await publish(world, { title: 'Known', ...closing(20) })
    await subscribed(world, 'weekly@example.test')
    await subscribed(world)
    await world.db.update(subscriptions).set({ cadence: 'monthly' }).where(eq(subscriptions.email, READER))
    await publish(world)
    const [often] = await next('weekly@example.test')
    expect(often).not.toContain('Known')
    await tick(world, await nextDueAt(world))
    const rarely = world.mails.find(({ to }) => to === READER)
    expect(afterHeading(rarely?.text)).toContain('Known')
  })

  test('is said to an organization of its own, once, and never alone', async () => {
    const id = await publish(world, { title: 'Ours', ...closing(3) })
    const member = await memberOf(world, READER)
    await member.post('/me/subscriptions', { kind: 'talent', subject: ORGANIZATION, zone: 'UTC' })
    expect(await next()).toEqual([])
    await world.db.update(subscriptions).set({ nextDueAt: world.now + DAY, nextPeriod: 'day 2026-03-10' })
    await publishFitting(world, { title: 'Course lead' })
    await personWith(world, 'ada@example.test')
    const [mail] = await next()
    expect(afterHeading(mail)).toMatch(/^\nOurs\n/)
    expect(await toldToClose()).toEqual([id])
    await world.db.update(subscriptions).set({ nextDueAt: world.now + DAY, nextPeriod: 'day 2026-03-11' })
    await personWith(world, 'ben@example.test')
    const [second] = await next()
    expect(second).toContain('1 new person')
    expect(second).not.toContain('Ours')
  })

  test('is told to who has matches in the order in which it closes', async () => {
    const best = { skills: [{ id: 'facilitation', must: true }] }
    await publishFitting(world, { title: 'Closes later', ...best, ...closing(4) })
    await publishFitting(world, { title: 'Closes first', ...closing(1) })
    const ada = await personWith(world, READER)
    await ada.post('/me/subscriptions', { kind: 'matches', subject: '', zone: 'UTC' })
    await publishFitting(world)
    const [mail] = await next()
    expect(afterHeading(mail).match(/^Closes (first|later)$/gm)).toEqual(['Closes first', 'Closes later'])
  })
})
