import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { landings } from '../../src/landings/table.ts'
import { WORDS_VERSION } from '../../src/profiles/schema.ts'
import { consents } from '../../src/profiles/table.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import { addLanding, campAndTalks, type Owner, path, rows } from './given.ts'

let world: World
let owner: Owner
beforeEach(async () => {
  const given = await campAndTalks()
  world = given.world
  owner = given.owner
})
const add = (fields?: Record<string, string>) => addLanding(world, owner, fields)

describe('a landing of somebody’s own', () => {
  async function claimed(allow = true) {
    const ada = await signIn(world, 'ada@example.test')
    await world.db.run(sql`update participants set person_id = ${ada.id} where id = 'ptc_ada'`)
    const own = { id: 'lnd_own', personId: ada.id, organizationName: 'NORTHLIGHT institute', title: 'Own words' }
    const terms = { kind: 'role', commitment: { basis: 'unknown' }, startsOn: '2026-02-10' } as const
    await world.db.insert(landings).values({ ...own, ...terms, applicationId: 'app_1', createdAt: 0, updatedAt: 0 })
    const consent = {
      id: 'con_1',
      personId: ada.id,
      purpose: 'groups',
      wordsVersion: WORDS_VERSION,
      givenAt: 0,
    } as const
    if (allow) await world.db.insert(consents).values(consent)
    return ada
  }
  const list = async () => (await owner.get(path)).text()

  test('stands in the list by itself while they share it, and is gone with the consent', async () => {
    await claimed()
    const page = await list()
    for (const text of [
      'Own words',
      'Their own word',
      'through an application',
      '1 landing',
      'landed, by their own word',
    ])
      expect(page).toContain(text)
    await world.db.run(sql`update consents set withdrawn_at = 1`)
    expect(await list()).not.toContain('Own words')
  })

  test('that they do not share is not there', async () => {
    await claimed(false)
    expect(await list()).not.toContain('Own words')
    expect((await owner.get(`${path}/lnd_own`)).status).toBe(404)
    expect((await owner.post(`${path}/lnd_own/verification`)).status).toBe(404)
    expect(await rows(world)).toEqual([])
  })

  test('is credited and verified without a copy of it', async () => {
    await claimed()
    expect((await owner.post(`${path}/lnd_own`, { 'credit.prg_camp': '1', version: '0' })).status).toBe(303)
    expect(await rows(world)).toMatchObject([
      { landingId: 'lnd_own', title: null, organizationName: null, commitment: null },
    ])
    const [row] = await rows(world)
    expect((await owner.post(`${path}/${row?.id}/verification`, { verified: 'yes' })).status).toBe(303)
    const page = await list()
    for (const text of ['1 landing', 'Own words', 'Camp 1', '>verified<']) expect(page).toContain(text)
    const over = await owner.post(`${path}/${row?.id}`, {
      'credit.prg_camp': '1',
      'credit.prg_talks': '0.5',
      version: '2',
    })
    expect([over.status, await over.text()]).toEqual([422, expect.stringContaining('credits-error')])
    await world.db.run(sql`update consents set withdrawn_at = 1`)
    expect(await list()).toContain('No landing is known yet')
  })

  test('and the group’s record of the same are one landing', async () => {
    await claimed()
    await add({ endedOn: '2026-08-01' })
    const page = await list()
    expect(page).toContain('1 landing')
    expect(page).not.toContain('Own words')
    await world.db.run(sql`update group_landings set ended_on = '2026-02-05'`)
    expect(await list()).toContain('2 landings')
  })
})
