import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { addGroup, tookPart } from '../impact/given.ts'
import type { World } from '../support/world.ts'
import { addLanding, campAndTalks, credits, landing, type Owner, path, rows } from './given.ts'

let world: World
let owner: Owner
beforeEach(async () => {
  const given = await campAndTalks()
  world = given.world
  owner = given.owner
})
const add = (fields?: Record<string, string>) => addLanding(world, owner, fields)

describe('credit', () => {
  test('is at most 1 for a landing in the database itself, whoever writes', async () => {
    const id = await add()
    const more = sql`update landing_credits set share = 40 where landing_id = ${id} and program_id = 'prg_talks'`
    await expect(world.db.run(more)).rejects.toThrow()
    expect((await credits(world)).map(({ share }) => share)).toEqual([70, 30])
  })

  test('never passes 1 under writes at once, and what is there is one of them whole', async () => {
    const id = await add()
    const share = fc.integer({ min: 0, max: 100 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(share, share), { minLength: 2, maxLength: 5 }), async (writes) => {
        const [{ version = 0 } = {}] = await rows(world)
        const answers = await Promise.all(
          writes.map(([camp, talks]) =>
            owner.post(`${path}/${id}`, {
              ...landing,
              ...{ 'credit.prg_camp': String(camp / 100), 'credit.prg_talks': String(talks / 100) },
              version: String(version),
            }),
          ),
        )
        const found = Object.fromEntries((await credits(world)).map(({ programId, share: of }) => [programId, of]))
        const sum = (found.prg_camp ?? 0) + (found.prg_talks ?? 0)
        expect(sum).toBeLessThanOrEqual(100)
        const saved = writes.filter((_, i) => answers[i]?.status === 303)
        expect(saved.length).toBeLessThanOrEqual(1)
        for (const [camp, talks] of saved) expect([found.prg_camp ?? 0, found.prg_talks ?? 0]).toEqual([camp, talks])
        for (const [i, [camp, talks]] of writes.entries()) if (camp + talks > 100) expect(answers[i]?.status).toBe(422)
      }),
      { numRuns: 12 },
    )
  })

  test('overlap with other groups is told only from 5 people on, in fives', async () => {
    const people = Array.from({ length: 12 }, (_, i) => `c${i}`)
    await addGroup(world, 'grp_other', 'Other')
    for (const [i, person] of people.entries()) {
      await tookPart(world, person, 'prg_camp_1')
      await add({ participantId: `ptc_${person}`, 'credit.prg_talks': '' })
      if (i < 7)
        await world.db.run(sql`insert into participants (id, group_id, name, email_key, basis, basis_by, basis_at,
          version, created_at, updated_at) values (${`ptc_o${i}`}, 'grp_other', 'X', ${`ptc_${person}`}, 'consent', 't', 0, 1, 0, 0)`)
      const page = await (await owner.get(path)).text()
      // Known to both at least five, and at least five to this group alone.
      expect([i, page.includes('known to another group')]).toEqual([i, i >= 11])
    }
    expect(await (await owner.get(path)).text()).toContain('About 5 of those who landed')
  })
})
