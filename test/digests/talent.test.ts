import { beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { digestItems } from '../../src/digests/table.ts'
import { personWith, publishFitting } from '../introductions/given.ts'
import { memberOf, ORGANIZATION } from '../life/given.ts'
import { nextDueAt, tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const MEMBER = 'member@northlight.test'
let world: World

const start = async () => {
  const member = await memberOf(world, MEMBER)
  world.now += DAY
  await member.post('/me/subscriptions', { kind: 'talent', subject: ORGANIZATION, zone: 'Europe/Paris' })
  await world.drain()
  world.now += 1000
}

/** The mails of the next tick. */
async function next() {
  world.mails.length = 0
  await tick(world, await nextDueAt(world, MEMBER))
  return world.mails.filter(({ to }) => to === MEMBER)
}

beforeEach(async () => {
  world = await createWorld()
})

describe('the mail of an organization', () => {
  test('tells of who was there before the reader asked, for what is listed or listed again since', async () => {
    await publishFitting(world, { title: 'Known before' })
    const ada = await personWith(world, 'ada@example.test')
    await start()
    expect(await next()).toEqual([])
    const later = await publishFitting(world, { title: 'Listed later' })
    const [mail, ...others] = await next()
    expect(others).toEqual([])
    expect(mail?.text).toContain('1 new person fits ‘Listed later’')
    expect(mail?.text).not.toContain('Known before')
    expect(await world.db.select().from(digestItems)).toMatchObject([
      { subjectId: ada.id, occasion: `talent ${later}` },
    ])
    expect(await next()).toEqual([])
  })
})
