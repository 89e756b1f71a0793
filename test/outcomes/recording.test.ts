import { beforeEach, describe, expect, test } from 'vitest'
import { addGroup, GROUP, memberOfGroup } from '../impact/given.ts'
import { publish } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import { addLanding, campAndTalks, credits, landing, type Owner, path, rows, said } from './given.ts'

let world: World
let owner: Owner
beforeEach(async () => {
  const given = await campAndTalks()
  world = given.world
  owner = given.owner
})
const add = (fields?: Record<string, string>) => addLanding(world, owner, fields)

describe('a landing that the group records', () => {
  test('has its FTE computed, its credit and its outcome, and is shown', async () => {
    const id = await add()
    expect(await rows(world)).toMatchObject([
      {
        ...{ groupId: GROUP, participantId: 'ptc_ada', organizationName: 'Northlight Institute', fteActive: 0.5 },
        ...{ startsOn: '2026-02-01', endedOn: null, recordedBy: owner.id, verifiedAt: null, version: 1 },
      },
    ])
    expect(await credits(world)).toEqual([
      { landingId: id, programId: 'prg_camp', share: 70 },
      { landingId: id, programId: 'prg_talks', share: 30 },
    ])
    expect(await said(world)).toMatchObject([{ outcome: 'full_time', happenedOn: '2026-02-01', landingId: id }])
    const page = await (await owner.get(path)).text()
    for (const text of ['Research engineer, Northlight', '0.5 FTE', 'Camp 0.7, Talks 0.3', 'What became of all 2'])
      expect(page).toContain(text)
    expect(page).toMatch(/full-time position<\/th><td class="num">1/)
    expect(page).toMatch(/no answer<\/th><td class="num">1/)
  })

  test('through an opportunity of the board takes where and as what from it', async () => {
    const id = await publish(world, { title: 'Course lead' })
    await add({ opportunity: `http://onward.test/opportunities/${id}-course-lead`, organizationName: '', title: '' })
    expect(await rows(world)).toMatchObject([{ opportunityId: id, title: 'Course lead' }])
  })

  test('is changed over the version that was seen; a newer one is not overwritten unseen', async () => {
    const id = await add()
    expect(await (await owner.get(`${path}/${id}`)).text()).toContain('value="0.7"')
    const changed = { ...landing, title: 'Team lead', 'credit.prg_talks': '', version: '1' }
    expect((await owner.post(`${path}/${id}`, changed)).status).toBe(303)
    expect(await rows(world)).toMatchObject([{ title: 'Team lead', version: 2 }])
    expect(await credits(world)).toMatchObject([{ share: 70 }])
    const stale = await owner.post(`${path}/${id}`, { ...changed, title: 'Another', version: '1' })
    const page = await stale.text()
    expect([stale.status, page]).toEqual([409, expect.stringContaining('changed it meanwhile')])
    expect(page).toContain('name="version" value="2"')
    expect(await rows(world)).toMatchObject([{ title: 'Team lead', version: 2 }])
    expect([await credits(world), await said(world)].map(({ length }) => length)).toEqual([1, 1])
  })

  test('is verified by whom and when, until it is changed; and removed with its credit and outcome', async () => {
    const id = await add()
    expect((await owner.post(`${path}/${id}/verification`, { verified: 'yes' })).status).toBe(303)
    expect(await rows(world)).toMatchObject([{ verifiedBy: owner.id, verifiedAt: expect.any(Number) }])
    await owner.post(`${path}/${id}`, { ...landing, version: '1' })
    expect(await rows(world)).toMatchObject([{ verifiedBy: null, verifiedAt: null }])
    await owner.post(`${path}/${id}/verification`, { verified: 'yes' })
    await owner.post(`${path}/${id}/verification`, { verified: 'no' })
    expect(await rows(world)).toMatchObject([{ verifiedBy: null }])
    expect((await owner.post(`${path}/${id}/removal`)).status).toBe(303)
    expect([await rows(world), await credits(world), await said(world)]).toEqual([[], [], []])
    expect((await owner.post(`${path}/${id}/removal`)).status).toBe(404)
  })

  test('is nobody else’s to see or change', async () => {
    const id = await add()
    const stranger = await signIn(world, 'stranger@example.test')
    await addGroup(world, 'grp_other', 'Other')
    const other = await memberOfGroup(world, 'other@example.test', 'owner', 'grp_other')
    const before = [await rows(world), await credits(world), await said(world)]
    for (const to of [path, `${path}/${id}`, `${path}/${id}/verification`, `${path}/${id}/removal`]) {
      expect([to, (await stranger.post(to, { ...landing, version: '1' })).status]).toEqual([to, 404])
      const foreign = await other.post(to.replace(GROUP, 'grp_other'), { ...landing, version: '1' })
      expect([to, foreign.status]).toEqual([to, to === path ? 422 : 404])
    }
    expect([await rows(world), await credits(world), await said(world)]).toEqual(before)
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
    expect([answer.status, await rows(world), await credits(world), await said(world)]).toEqual([422, [], [], []])
    expect(page).toContain(`id="${name}-error"`)
    expect(page).toContain(message)
    if (name !== 'organizationName') expect(page).toContain('Typed at length')
  })
})
