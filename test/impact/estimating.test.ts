import { beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../src/impact/reading.ts'
import { estimates } from '../../src/impact/table.ts'
import type { Client } from '../support/sign-in.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import { addGroup, estimate, GROUP, groupWith, memberOfGroup, programHeld } from './given.ts'

const path = `/groups/${GROUP}/impact/estimates`
let world: World
let owner: Client & { id: string }
beforeEach(async () => {
  const given = await groupWith()
  world = given.world
  owner = given.owner
  await programHeld(world, 'prg_camp', { people: ['ada', 'bo'] })
})

const rows = () => world.db.select().from(estimates).orderBy(estimates.createdAt)
const of = (fields: Record<string, string> = {}) => ({ ...estimate, programId: 'prg_camp', ...fields })
const report = async () => (await (await owner.get(`/groups/${GROUP}/impact/report.json`)).json()) as Report
const fteOf = async () => (await report()).sections.map(({ basis, total }) => [basis, total.computed.fte])

describe('an estimate', () => {
  test('is kept with its range, author, day and method, and counts at once', async () => {
    const answer = await owner.post(path, of({ participantId: 'ptc_ada' }))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done=estimated`])
    expect(await rows()).toMatchObject([
      {
        ...{ groupId: GROUP, programId: 'prg_camp', participantId: 'ptc_ada', effect: 'kickstarting', version: 1 },
        ...{ withFte: 900, withoutFte: 200, low: 500, high: 800, method: 'interview', estimatedBy: owner.id },
        ...{ estimatedOn: '2026-03-01', startsOn: '2026-01-01', endsOn: '2026-12-31', withdrawnAt: null },
      },
    ])
    expect(await fteOf()).toEqual([['people', '0.7']])
    const list = await (await owner.get(path)).text()
    expect(list).toContain('0.9 with, 0.2 without: 0.7 FTE (0.5 to 0.8)')
    expect(list).toContain('ada Example')
  })

  test('may be negative, and of the activity as a whole, beside the sum over people and never added to it', async () => {
    await owner.post(path, of({ participantId: 'ptc_ada' }))
    await owner.post(path, of({ with: '0.1', without: '1,35', low: '-2', high: '-0.5' }))
    expect(await fteOf()).toEqual([
      ['activity', '-1.3'],
      ['people', '0.7'],
    ])
  })

  test('is never edited: the next version counts, and the first stays', async () => {
    await owner.post(path, of())
    const [first] = await rows()
    const form = await (await owner.get(`${path}/new?after=${first?.id}`)).text()
    expect(form).toMatch(/name="after" value="1"/)
    expect(form).toMatch(/name="with"[^>]*value="0.9"/)
    await owner.post(path, of({ with: '0.8', after: '1' }))
    expect((await rows()).map(({ version, withFte }) => [version, withFte])).toEqual([
      [1, 900],
      [2, 800],
    ])
    expect(await fteOf()).toEqual([['activity', '0.6']])
  })

  test('of something estimated meanwhile shows the other one, and is the next version when saved again', async () => {
    await owner.post(path, of())
    const answer = await owner.post(path, of({ with: '0.8', note: 'Mine' }))
    const page = await answer.text()
    expect([answer.status, (await rows()).length]).toEqual([409, 1])
    expect(page).toContain('0.9 with, 0.2 without')
    expect(page).toContain('Mine')
    expect(page).toMatch(/name="after" value="1"/)
    expect((await owner.post(path, of({ with: '0.8', after: '1' }))).status).toBe(303)
  })

  test('sent ten times at once is made once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => owner.post(path, of())))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(await rows()).toHaveLength(1)
  })

  test('of both effects at once is not counted beside one of them', async () => {
    await owner.post(path, of())
    await owner.post(path, of({ effect: 'upskilling' }))
    const answer = await owner.post(path, of({ effect: 'both' }))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('estimated apart already')
    expect((await report()).sections[0]?.effects).toEqual([
      { effect: 'kickstarting', fte: '0.7' },
      { effect: 'upskilling', fte: '0.7' },
    ])
  })

  test('by the wrong person is refused, and nothing is written', async () => {
    const stranger = await signIn(world, 'stranger@example.test')
    await addGroup(world, 'grp_other', 'Other')
    const other = await memberOfGroup(world, 'other@example.test', 'owner', 'grp_other')
    for (const client of [stranger, other]) {
      expect((await client.post(path, of())).status).toBe(404)
      expect((await client.get(path)).status).toBe(404)
    }
    const foreign = await other.post('/groups/grp_other/impact/estimates', of())
    expect([foreign.status, await foreign.text()]).toEqual([
      422,
      expect.stringContaining('one of the group’s programs'),
    ])
    expect(await rows()).toEqual([])
  })

  test.each([
    ['low', { low: '0.9', high: '1.5' }, 'The difference is 0.7: the low end must not be above it'],
    ['high', { high: '0.6' }, 'The difference is 0.7: the high end must not be below it'],
    ['endsOn', { endsOn: '2025-01-01' }, 'It cannot end before it starts'],
    ['with', { with: 'a lot' }, 'Give a number such as 0.8'],
    ['without', { without: '-0.1', low: '-3', high: '3' }, 'This cannot be below 0'],
    ['with', { with: '3', participantId: 'ptc_ada', high: '4' }, 'One person is at most 1 FTE'],
    ['estimatedOn', { estimatedOn: '2030-01-01' }, 'That day is still to come'],
    ['participantId', { participantId: 'ptc_none' }, 'one of the group’s people'],
    ['programId', { programId: '' }, 'Choose a program'],
    ['method', { method: 'guess' }, 'Choose from'],
  ])('with a wrong %s says beside it what to change, and keeps what was typed', async (name, fields, message) => {
    const answer = await owner.post(path, of({ note: 'Typed at length', ...fields }))
    const page = await answer.text()
    expect([answer.status, await rows()]).toEqual([422, []])
    expect(page).toContain(`id="${name}-error"`)
    expect(page).toContain(message)
    expect(page).toContain('Typed at length')
  })
})

describe('withdrawing', () => {
  const withdraw = (client: Pick<Client, 'post'>, id = '') => client.post(`${path}/${id}/withdrawal`)

  test('is for the author and an owner: it counts no more, the one before does, and the history stays', async () => {
    const author = await memberOfGroup(world, 'author@example.test', 'member')
    await owner.post(path, of())
    await author.post(path, of({ with: '0.8', after: '1' }))
    const [, second] = await rows()
    expect((await withdraw(author, second?.id)).status).toBe(303)
    expect((await rows())[1]).toMatchObject({ withdrawnBy: author.id, withdrawnAt: expect.any(Number) })
    expect(await fteOf()).toEqual([['activity', '0.7']])
    expect((await owner.post(path, of({ with: '0.6', without: '0', after: '2' }))).status).toBe(303)
    const [, , third] = await rows()
    expect((await withdraw(author, third?.id)).status).toBe(403)
    expect((await withdraw(owner, third?.id)).status).toBe(303)
  })

  test('by another member is refused, of another group’s is as if there were none', async () => {
    await owner.post(path, of())
    const [first] = await rows()
    const member = await memberOfGroup(world, 'member@example.test', 'member')
    expect((await withdraw(member, first?.id)).status).toBe(403)
    await addGroup(world, 'grp_other', 'Other')
    const other = await memberOfGroup(world, 'other@example.test', 'owner', 'grp_other')
    expect((await other.post(`/groups/grp_other/impact/estimates/${first?.id}/withdrawal`)).status).toBe(404)
    expect(await rows()).toMatchObject([{ withdrawnAt: null }])
  })

  test('of none is not found', async () => expect((await withdraw(owner, 'est_none')).status).toBe(404))
})
