import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { landings } from '../../src/landings/table.ts'
import { groupLandings, landingCredits, outcomes } from '../../src/outcomes/table.ts'
import { WORDS_VERSION } from '../../src/profiles/schema.ts'
import { consents } from '../../src/profiles/table.ts'
import { addGroup, GROUP, groupWith, memberOfGroup, programHeld, tookPart } from '../impact/given.ts'
import { publish } from '../support/given.ts'
import { type Client, signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

const path = `/groups/${GROUP}/landings`
let world: World
let owner: Client & { id: string }
beforeEach(async () => {
  const given = await groupWith()
  world = given.world
  owner = given.owner
  await programHeld(world, 'prg_camp', { people: ['ada', 'bo'], name: 'Camp' })
  await programHeld(world, 'prg_talks', { name: 'Talks' })
})

const landing = {
  participantId: 'ptc_ada',
  organizationName: 'Northlight Institute',
  title: 'Research engineer',
  outcome: 'full_time',
  time: '20 h a week',
  startsOn: '2026-02-01',
  endedOn: '',
  opportunity: '',
  evidenceUrl: 'https://northlight.test/team',
  'credit.prg_camp': '0.7',
  'credit.prg_talks': '0,3',
  version: '0',
}
const rows = () => world.db.select().from(groupLandings).orderBy(groupLandings.createdAt)
const credits = () => world.db.select().from(landingCredits).orderBy(landingCredits.programId)
const said = () => world.db.select().from(outcomes)
const add = async (fields: Record<string, string> = {}) => {
  expect((await owner.post(path, { ...landing, ...fields })).status).toBe(303)
  return (await rows()).at(-1)?.id ?? ''
}

describe('a landing that the group records', () => {
  test('has its FTE computed, its credit and its outcome, and is shown', async () => {
    const id = await add()
    expect(await rows()).toMatchObject([
      {
        ...{ groupId: GROUP, participantId: 'ptc_ada', organizationName: 'Northlight Institute', fteActive: 0.5 },
        ...{ startsOn: '2026-02-01', endedOn: null, recordedBy: owner.id, verifiedAt: null, version: 1 },
      },
    ])
    expect(await credits()).toEqual([
      { landingId: id, programId: 'prg_camp', share: 70 },
      { landingId: id, programId: 'prg_talks', share: 30 },
    ])
    expect(await said()).toMatchObject([{ outcome: 'full_time', happenedOn: '2026-02-01', landingId: id }])
    const page = await (await owner.get(path)).text()
    for (const text of ['Research engineer, Northlight', '0.5 FTE', 'Camp 0.7, Talks 0.3', 'What became of all 2'])
      expect(page).toContain(text)
    expect(page).toMatch(/full-time position<\/th><td class="num">1/)
    expect(page).toMatch(/no answer<\/th><td class="num">1/)
  })

  test('through an opportunity of the board takes where and as what from it', async () => {
    const id = await publish(world, { title: 'Course lead' })
    await add({ opportunity: `http://onward.test/opportunities/${id}-course-lead`, organizationName: '', title: '' })
    expect(await rows()).toMatchObject([{ opportunityId: id, title: 'Course lead' }])
  })

  test('is changed over the version that was seen; a newer one is not overwritten unseen', async () => {
    const id = await add()
    expect(await (await owner.get(`${path}/${id}`)).text()).toContain('value="0.7"')
    const changed = { ...landing, title: 'Team lead', 'credit.prg_talks': '', version: '1' }
    expect((await owner.post(`${path}/${id}`, changed)).status).toBe(303)
    expect(await rows()).toMatchObject([{ title: 'Team lead', version: 2 }])
    expect(await credits()).toMatchObject([{ share: 70 }])
    const stale = await owner.post(`${path}/${id}`, { ...changed, title: 'Another', version: '1' })
    const page = await stale.text()
    expect([stale.status, page]).toEqual([409, expect.stringContaining('changed it meanwhile')])
    expect(page).toContain('name="version" value="2"')
    expect(await rows()).toMatchObject([{ title: 'Team lead', version: 2 }])
    expect([await credits(), await said()].map(({ length }) => length)).toEqual([1, 1])
  })

  test('is verified by whom and when, until it is changed; and removed with its credit and outcome', async () => {
    const id = await add()
    expect((await owner.post(`${path}/${id}/verification`, { verified: 'yes' })).status).toBe(303)
    expect(await rows()).toMatchObject([{ verifiedBy: owner.id, verifiedAt: expect.any(Number) }])
    await owner.post(`${path}/${id}`, { ...landing, version: '1' })
    expect(await rows()).toMatchObject([{ verifiedBy: null, verifiedAt: null }])
    await owner.post(`${path}/${id}/verification`, { verified: 'yes' })
    await owner.post(`${path}/${id}/verification`, { verified: 'no' })
    expect(await rows()).toMatchObject([{ verifiedBy: null }])
    expect((await owner.post(`${path}/${id}/removal`)).status).toBe(303)
    expect([await rows(), await credits(), await said()]).toEqual([[], [], []])
    expect((await owner.post(`${path}/${id}/removal`)).status).toBe(404)
  })

  test('is nobody else’s to see or change', async () => {
    const id = await add()
    const stranger = await signIn(world, 'stranger@example.test')
    await addGroup(world, 'grp_other', 'Other')
    const other = await memberOfGroup(world, 'other@example.test', 'owner', 'grp_other')
    const before = [await rows(), await credits(), await said()]
    for (const to of [path, `${path}/${id}`, `${path}/${id}/verification`, `${path}/${id}/removal`]) {
      expect([to, (await stranger.post(to, { ...landing, version: '1' })).status]).toEqual([to, 404])
      const foreign = await other.post(to.replace(GROUP, 'grp_other'), { ...landing, version: '1' })
      expect([to, foreign.status]).toEqual([to, to === path ? 422 : 404])
    }
    expect([await rows(), await credits(), await said()]).toEqual(before)
  })

  test.each([
    ['endedOn', { endedOn: '2026-01-01' }, 'It cannot end before it starts'],
    ['credits', { 'credit.prg_camp': '0.8' }, 'at most 1 for a landing in all: this adds to 1.1'],
    ['credits', { 'credit.prg_camp': 'half' }, 'Give a share from 0.01 to 1'],
    ['credits', { 'credit.prg_other': '0.1', 'credit.prg_camp': '' }, 'own programs'],
    ['evidenceUrl', { evidenceUrl: 'http://northlight.test/team' }, 'starts with https://'],
    ['startsOn', { startsOn: '' }, 'Give the first day'],
    ['title', { title: '' }, 'Say as what'],
    ['organizationName', { organizationName: '' }, 'Say where it is'],
    ['time', { time: 'now and then' }, 'was not understood'],
    ['participantId', { participantId: 'ptc_none' }, 'one of the group’s people'],
    ['opportunity', { opportunity: 'opp_none' }, 'There is no such opportunity'],
    ['outcome', { outcome: 'looking' }, 'Choose from'],
  ])('with a wrong %s says beside it what to change, and nothing typed is lost', async (name, fields, message) => {
    const answer = await owner.post(path, { ...landing, organizationName: 'Typed at length', ...fields })
    const page = await answer.text()
    expect([answer.status, await rows(), await credits(), await said()]).toEqual([422, [], [], []])
    expect(page).toContain(`id="${name}-error"`)
    expect(page).toContain(message)
    if (name !== 'organizationName') expect(page).toContain('Typed at length')
  })
})

describe('credit', () => {
  test('is at most 1 for a landing in the database itself, whoever writes', async () => {
    const id = await add()
    const more = sql`update landing_credits set share = 40 where landing_id = ${id} and program_id = 'prg_talks'`
    await expect(world.db.run(more)).rejects.toThrow()
    expect((await credits()).map(({ share }) => share)).toEqual([70, 30])
  })

  test('never passes 1 under writes at once, and what is there is one of them whole', async () => {
    const id = await add()
    const share = fc.integer({ min: 0, max: 100 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(share, share), { minLength: 2, maxLength: 5 }), async (writes) => {
        const [{ version = 0 } = {}] = await rows()
        const answers = await Promise.all(
          writes.map(([camp, talks]) =>
            owner.post(`${path}/${id}`, {
              ...landing,
              ...{ 'credit.prg_camp': String(camp / 100), 'credit.prg_talks': String(talks / 100) },
              version: String(version),
            }),
          ),
        )
        const found = Object.fromEntries((await credits()).map(({ programId, share: of }) => [programId, of]))
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
    expect(await rows()).toEqual([])
  })

  test('is credited and verified without a copy of it', async () => {
    await claimed()
    expect((await owner.post(`${path}/lnd_own`, { 'credit.prg_camp': '1', version: '0' })).status).toBe(303)
    expect(await rows()).toMatchObject([
      { landingId: 'lnd_own', title: null, organizationName: null, commitment: null },
    ])
    const [row] = await rows()
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
    expect((await said()).map(({ participantId, outcome }) => [participantId, outcome]).sort()).toEqual([
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
    expect(await said()).toEqual([])
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
    expect(await said()).toEqual([])
  })
})
