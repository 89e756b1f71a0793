import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import type { Person } from '../../src/context.ts'
import { digestItems, digests, subscriptions } from '../../src/digests/table.ts'
import { withdrawConsent } from '../../src/profiles/consenting.ts'
import { consents } from '../../src/profiles/table.ts'
import { MARKS, personWith, publishFitting } from '../introductions/given.ts'
import { memberOf } from '../life/given.ts'
import { weekly } from '../matching/given.ts'
import { publish, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const [ADA, BEN] = ['ada@example.test', 'ben@example.test'] as const

const start = (
  who: { post: (path: string, fields: Record<string, string>) => Promise<Response> },
  kind: string,
  subject = '',
) => who.post('/me/subscriptions', { kind, subject, zone: 'Europe/Paris' })

const dueOf = async (world: World, personId: string) => {
  const [row] = await world.db.select().from(subscriptions).where(eq(subscriptions.personId, personId))
  return row?.nextDueAt ?? 0
}
const mailsTo = (world: World, email: string) => world.mails.filter(({ to }) => to === email)

test('matches: the best new ones with one line of why, nothing that is blocked or shares nothing, each once', async () => {
  const world = await createWorld()
  const known = await publishFitting(world, { title: 'Known before' })
  const ada = await personWith(world, ADA)
  await start(ada, 'matches')
  const fits = await publishFitting(world, { title: 'Course lead' })
  const other = await publish(world, { title: 'Shares nothing', skills: [{ id: 'python', must: false }] })
  const tooMuch = await publishFitting(world, {
    title: 'Too many hours',
    commitment: weekly(40),
  })
  const due = await dueOf(world, ada.id)
  await tick(world, due)
  const [mail, ...more] = mailsTo(world, ADA)
  expect(more).toEqual([])
  expect(mail?.text).toContain('Your best new matches')
  expect(mail?.html).toContain(fits)
  expect(mail?.text).toMatch(/Facilitation/)
  for (const id of [known, other, tooMuch]) expect(mail?.html).not.toContain(id)
  await tick(world, await dueOf(world, ada.id))
  expect(mailsTo(world, ADA)).toHaveLength(1)
})

test('one reader whose data breaks rendering does not touch the others, and is listed with the cause', async () => {
  const world = await createWorld()
  const [ada, ben] = [await personWith(world, ADA), await personWith(world, BEN)]
  await start(ada, 'matches')
  await start(ben, 'matches')
  await publishFitting(world)
  await world.db.run(sql`update profiles set content = '{"skills": 5}' where person_id = ${ada.id}`)
  const due = await dueOf(world, ada.id)
  for (let later = 0; later < 6; later++) await tick(world, due + (later * DAY) / 24)
  expect(mailsTo(world, BEN)).toHaveLength(1)
  expect(mailsTo(world, ADA)).toEqual([])
  const states = (await world.db.select().from(digests)).map(({ state, reason }) => [state, reason])
  expect(states).toContainEqual(['sent', null])
  expect(states).toContainEqual(['failed', expect.stringMatching(/^could not be composed: /)])
})

test('talent: how many new people fit, never who; who takes it back is out of mail that waits', async () => {
  const world = await createWorld()
  await publishFitting(world, { title: 'Course lead' })
  const member = await memberOf(world)
  const before = await personWith(world, 'before@example.test')
  world.now += DAY
  await start(member, 'talent', 'org_northlight')
  world.now += DAY
  const [ada, ben] = [await personWith(world, ADA), await personWith(world, BEN)]
  await personWith(world, 'hidden@example.test', [])
  world.deliver = () => ({ outcome: 'deferred', cause: '429', retryAfterMs: null })
  const due = await dueOf(world, member.id)
  await tick(world, due)
  expect((await world.db.select().from(digestItems)).map(({ subjectId }) => subjectId).sort()).toEqual(
    [ada.id, ben.id].sort(),
  )
  expect(await world.db.select().from(consents)).toHaveLength(3)
  await withdrawConsent(
    world.ctx({ actor: { type: 'person', id: ben.id } as Person }),
    { id: ben.id } as Person,
    'organizations',
  )
  world.deliver = () => ({ outcome: 'sent', providerId: 'p' })
  for (let later = 1; later < 4; later++) await tick(world, due + (later * DAY) / 24)
  const [mail] = world.mails.filter(({ text }) => text.includes('New people for'))
  expect(mail?.text).toContain('1 new person fits')
  expect(mail?.text).not.toMatch(MARKS)
  expect(mail?.html).not.toMatch(MARKS)
  expect(mail?.html).not.toContain(before.id)
})
