import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { weekly } from '../matching/given.ts'
import { nextDueAt, publish, subscribed, tick } from '../support/given.ts'
import { createWorld } from '../support/world.ts'

const [ONE, OTHER] = ['reader@example.test', 'other@example.test'] as const

test('each thing that a search found says what of the search it fits, and no more than is so', async () => {
  const world = await createWorld()
  await subscribed(world, ONE, 'kind=fellowship&kind=role&country=FR&hours_max=10')
  await subscribed(world, OTHER, '')
  await publish(world, { title: 'From anywhere', workplace: 'remote', commitment: weekly(5) })
  await publish(world, { title: 'In Paris', kind: 'fellowship', places: [{ country: 'FR', city: 'Paris' }] })
  await tick(world, await nextDueAt(world, ONE))
  const textTo = (email: string) => world.mails.find(({ to }) => to === email)?.text ?? ''
  const [inParis = '', fromAnywhere = ''] = textTo(ONE).split('From anywhere\n')
  expect(fromAnywhere).toContain('\nFits: role, France, 10 h a week are enough\n')
  expect(inParis).toContain('\nFits: fellowship, France\n')
  expect(textTo(OTHER)).toContain('In Paris')
  expect(textTo(OTHER)).not.toContain('Fits')
})

test('what a reader typed is kept with their mails alone; other words once for all', async () => {
  const world = await createWorld()
  await subscribed(world, ONE, 'q=opportunity&kind=role')
  await subscribed(world, OTHER, 'kind=role')
  await publish(world, { title: 'First opportunity' })
  await publish(world, { title: 'Second opportunity' })
  await tick(world, await nextDueAt(world, ONE))
  const [own, shared] = [ONE, OTHER].map((email) => world.mails.find(({ to }) => to === email)?.text ?? '')
  expect(own?.match(/^Fits: “opportunity”, role$/gm)).toHaveLength(2)
  expect(shared?.match(/^Fits: role$/gm)).toHaveLength(2)
  const pieces = await world.db.all<{ words: string }>(
    sql`select body_text as words from mail_pieces where body_text like '%Fits:%'`,
  )
  expect(pieces.map(({ words }) => words.match(/Fits:.*/)?.[0])).toEqual(['Fits: role', 'Fits: role'])
  const bodies = await world.db.all<{ body: string }>(sql`select body from digests where body like '%Fits:%'`)
  expect(bodies).toHaveLength(1)
  expect(bodies[0]?.body.match(/Fits:/g)).toHaveLength(2)
})
