import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUR } from '../../src/calendar.ts'
import { trusts } from '../../src/organizations/table.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { type Home, Life } from './life.ts'
import { beginning, command } from './life-commands.ts'

test('whatever people do, what is public is what is approved, open and in its approved words', async () => {
  const world = await createWorld()
  const homes: Home[] = []
  for (const [name, trusted, hasMembers] of [
    ['Plain', false, true],
    ['Trusted', true, true],
    ['Without members', false, false],
  ] as const)
    homes.push({ organizationId: await organizationCalled(world, name), trusted, hasMembers })
  const [plain, trusted] = homes.map(({ organizationId }) => organizationId)
  await world.db.insert(trusts).values({ organizationId: trusted ?? '', trustedBy: 'test', trustedAt: 0 })
  await signIn(world, 'member@example.test', { organizations: { [plain ?? '']: 'member', [trusted ?? '']: 'member' } })
  const done: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(
      fc.array(command, { minLength: 4, maxLength: 12 }),
      fc.boolean(),
      fc.constantFrom(...homes),
      async (random, begun, home) => {
        world.now += HOUR
        const life = new Life(world, world.ctx().newId('opp'), home)
        for (const step of begun ? [...beginning, ...random] : random) {
          const expected = life.expected(step)
          expect([step, await life.real(step)]).toEqual([step, expected])
          if (expected !== 'done') continue
          life.apply(step)
          done[step.do] = (done[step.do] ?? 0) + 1
          await life.check()
        }
      },
    ),
    { numRuns: process.env.TEST_DB === 'd1' ? 100 : 1_000 },
  )
  // The runs must reach every command; the few on D1 follow the same recipe.
  if (process.env.TEST_DB === 'd1') return
  for (const name of ['submit', 'decide', 'undo', 'close', 'reopen', 'retract', 'reinstate'])
    expect(done[name], name).toBeGreaterThan(5)
}, 300_000)
