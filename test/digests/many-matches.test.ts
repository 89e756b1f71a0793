import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { digestItems, subscriptions } from '../../src/digests/table.ts'
import { personWith, publishFitting } from '../introductions/given.ts'
import { tick } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'

const ADA = 'ada@example.test'

async function dueOf(world: World, personId: string): Promise<number> {
  const [row] = await world.db.select().from(subscriptions).where(eq(subscriptions.personId, personId))
  return row?.nextDueAt ?? 0
}

test('of more matches than one mail chooses from, all arrive once, the best first, and the mail says how many there are', async () => {
  const world = await createWorld()
  const ada = await personWith(world, ADA)
  await ada.post('/me/subscriptions', { kind: 'matches', subject: '', zone: 'Europe/Paris' })
  const ids: string[] = []
  for (let i = 0; i < 53; i++) ids.push(await publishFitting(world, { title: `Course ${i}` }))
  const mails = async () => {
    await tick(world, await dueOf(world, ada.id))
    return world.mails.splice(0).filter(({ to }) => to === ADA)
  }
  const [first] = await mails()
  expect(first?.text).toContain('33 more among your matches')
  expect(first?.text).toContain('/me/matches?since=2026-03-0')
  expect(first?.subject).toMatch(/ and 52 more$/)
  const [second] = await mails()
  expect(second?.html.match(/<h2 [^>]*><a /g)).toHaveLength(3)
  expect(second?.text).not.toContain('more among')
  const better = await publishFitting(world, { title: 'Asks for less', skills: [{ id: 'facilitation', must: true }] })
  ids.push(better)
  const [third] = await mails()
  expect(third?.subject).toBe('Asks for less at Northlight Institute')
  expect(await mails()).toEqual([])
  const told = (await world.db.select().from(digestItems)).map(({ subjectId }) => subjectId)
  expect(told.sort()).toEqual(ids.sort())
})
