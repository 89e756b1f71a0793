/** Ways to change a board at random, for tests of what follows it. */
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { DAY } from '../../src/calendar.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { publish } from '../support/given.ts'
import type { World } from '../support/world.ts'

export const day = (world: World, days: number) => new Date(world.now + days * DAY).toISOString().slice(0, 10)
const ORG = 'org_northlight'
const places = [[], [{ country: 'FR', city: null }], [{ country: 'US', city: null }]]

/** Ways to change the board; each takes the ids there are and a small number to choose by. */
export const commands: Record<string, (world: World, ids: string[], n: number) => Promise<unknown>> = {
  publish: async (world, ids, n) => {
    const closing = n % 3 ? { closesOn: day(world, n % 5), zone: 'UTC' } : { rolling: n % 2 === 0 }
    ids.push(await publish(world, { title: `Number ${n}`, places: places[n % 3], ...closing }))
  },
  draft: async (world, ids, n) => {
    const id = await publish(world, { places: places[n % 3] })
    await world.db.update(opportunities).set({ publishedAt: null }).where(eq(opportunities.id, id))
    ids.push(id)
  },
  list: (world, ids, n) => change(world, ids, n, { publishedAt: world.now - n }),
  edit: (world, ids, n) => change(world, ids, n, { title: `Edited ${n}`, kind: n % 2 ? 'phd' : 'event' }),
  extend: (world, ids, n) => change(world, ids, n, { closesOn: day(world, 3), closesAt: world.now + 3 * DAY }),
  close: async (world, ids, n) => {
    const opportunityId = ids[n % ids.length]
    if (!opportunityId) return
    const closure = { opportunityId, reason: 'filled' as const, closedBy: 'test', closedAt: world.now }
    await world.db.insert(closures).values(closure).onConflictDoNothing()
  },
  reopen: (world, ids, n) => world.db.delete(closures).where(eq(closures.opportunityId, ids[n % ids.length] ?? '')),
  rename: (world, _ids, n) =>
    world.db
      .update(organizations)
      .set({ name: `Name ${n}`, website: n % 2 ? null : `https://${n}.example` })
      .where(eq(organizations.id, ORG)),
  touch: (world) => world.db.update(organizations).set({ updatedAt: world.now }).where(eq(organizations.id, ORG)),
  remove: async (world, ids, n) => {
    const [id] = ids.splice(n % Math.max(ids.length, 1), 1)
    if (!id) return
    await world.db.delete(closures).where(eq(closures.opportunityId, id))
    await world.db.delete(opportunities).where(eq(opportunities.id, id))
  },
  wait: async (world, _ids, n) => {
    world.now += n * (DAY / 8)
  },
}

export const change = (world: World, ids: string[], n: number, values: Partial<typeof opportunities.$inferInsert>) =>
  world.db
    .update(opportunities)
    .set(values)
    .where(eq(opportunities.id, ids[n % ids.length] ?? ''))

export const anyCommands = fc.array(
  fc.record({
    name: fc.constantFrom('publish', ...Object.keys(commands)),
    n: fc.nat(20),
    isLookedAt: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
)
