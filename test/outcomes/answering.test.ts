import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { addGroup, GROUP, memberOfGroup } from '../impact/given.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import { campAndTalks, type Owner, path, said } from './given.ts'

let world: World
let owner: Owner
beforeEach(async () => {
  const given = await campAndTalks()
  world = given.world
  owner = given.owner
})

describe('answers of many at once', () => {
  const answers = (people: string[], fields: Record<string, string> = {}) => [
    ...people.map((id): [string, string] => ['participant', id]),
    ...Object.entries({ outcome: 'looking', on: '2026-03-01', ...fields }),
  ]
  const to = `/groups/${GROUP}/outcomes`

  test('are noted with their day, and the newest counts', async () => {
    expect((await owner.post(to, answers(['ptc_ada', 'ptc_bo']))).status).toBe(303)
    expect((await owner.post(to, answers(['ptc_bo'], { outcome: 'not_looking', on: '2026-03-02' }))).status).toBe(303)
    await owner.post(to, answers(['ptc_bo'], { outcome: 'outside', on: '2026-01-01' }))
    expect((await said(world)).map(({ participantId, outcome }) => [participantId, outcome]).sort()).toEqual([
      ['ptc_ada', 'looking'],
      ['ptc_bo', 'looking'],
      ['ptc_bo', 'not_looking'],
      ['ptc_bo', 'outside'],
    ])
    const page = await (await owner.get(path)).text()
    expect(page).toMatch(/still looking<\/th><td class="num">1/)
    expect(page).toMatch(/not looking<\/th><td class="num">1/)
  })

  test('of erased people are no answer, and they stay in the count', async () => {
    await owner.post(to, answers(['ptc_ada']))
    await world.db.run(sql`update participants set erased_at = 1, name = '' where id = 'ptc_ada'`)
    const page = await (await owner.get(path)).text()
    expect(page).toMatch(/no answer<\/th><td class="num">2/)
    expect(page).toContain('all 2 who took part')
  })

  test('of strangers, and by strangers, are refused', async () => {
    const stranger = await signIn(world, 'stranger@example.test')
    expect((await stranger.post(to, answers(['ptc_ada']))).status).toBe(404)
    await addGroup(world, 'grp_other', 'Other')
    const other = await memberOfGroup(world, 'other@example.test', 'owner', 'grp_other')
    expect((await other.post('/groups/grp_other/outcomes', answers(['ptc_ada']))).status).toBe(422)
    expect(await said(world)).toEqual([])
  })

  test.each([
    ['nobody', [], {}, 'Choose at least one person'],
    ['a day to come', ['ptc_ada'], { on: '2030-01-01' }, 'That day is still to come'],
    ['no day', ['ptc_ada'], { on: '' }, 'Give the day'],
    ['an unknown answer', ['ptc_ada'], { outcome: 'rich' }, 'Choose from'],
  ])('with %s say what to change and keep who was chosen', async (_, people, fields, message) => {
    const answer = await owner.post(to, answers(people, fields))
    const page = await answer.text()
    expect([answer.status, page]).toEqual([422, expect.stringContaining(message)])
    if (people.length) expect(page).toMatch(/value="ptc_ada" checked/)
    expect(await said(world)).toEqual([])
  })
})
