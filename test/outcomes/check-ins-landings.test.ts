import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { groupLandings, outcomes } from '../../src/outcomes/table.ts'
import { publish } from '../support/given.ts'
import type { World } from '../support/world.ts'
import { askAllAt, asked, engineer, TWELVE_MONTHS_ON } from './check-ins-given.ts'

type Given = Awaited<ReturnType<typeof asked>>
const landingsOf = (world: World) => world.db.select().from(groupLandings).orderBy(groupLandings.startsOn)
const saidOf = (world: World) => world.db.select().from(outcomes).orderBy(outcomes.at, outcomes.id)
const { through: _, ...recorded } = { ...engineer, participantId: 'ptc_ada' }

/** The group makes the only landing there is its own. */
async function edit({ world, member, groupId }: Given, fields: Record<string, string> = {}) {
  const [landing] = await landingsOf(world)
  const edited = { ...recorded, title: 'Seen there', ...fields, version: String(landing?.version) }
  expect((await member.post(`/groups/${groupId}/landings/${landing?.id}`, edited)).status).toBe(303)
}

describe('what a group made its own', () => {
  test('stays when another answer takes the place of the one it came from', async () => {
    const given = await asked()
    const { world, say } = given
    await say(engineer)
    await edit(given)
    await say({ outcome: 'looking' })
    expect(await landingsOf(world)).toMatchObject([{ title: 'Seen there', endedOn: null }])
    expect(await saidOf(world)).toMatchObject([
      { outcome: 'full_time', checkInId: null },
      { outcome: 'looking', checkInId: expect.any(String), landingId: null },
    ])
    await say({ ...engineer, organizationName: 'Elsewhere', startsOn: '2026-08-01' })
    expect(await landingsOf(world)).toMatchObject([
      { title: 'Seen there', organizationName: 'Northlight Institute' },
      { organizationName: 'Elsewhere', recordedBy: 'check-in' },
    ])
    await say({ outcome: 'not_looking' })
    expect(await landingsOf(world)).toMatchObject([{ title: 'Seen there' }])
  })

  test('counts from the day it was said, so that an older outcome does not win', async () => {
    const given = await asked()
    const { world, say, member, groupId, text } = given
    const looked = { participant: 'ptc_ada', outcome: 'looking', on: '2026-07-01' }
    expect((await member.post(`/groups/${groupId}/outcomes`, looked)).status).toBe(303)
    await say(engineer)
    await edit(given)
    await edit(given, { title: 'Seen again' })
    expect(await text(`/groups/${groupId}/landings`)).toContain('full-time position 1 33 %')
    const said = await world.db.select().from(outcomes).where(eq(outcomes.outcome, 'full_time'))
    expect(said).toMatchObject([{ happenedOn: '2026-08-28', checkInId: null }])
  })

  test('moves with its first day where nobody said it later', async () => {
    const given = await asked()
    const { world, member, groupId } = given
    await member.post(`/groups/${groupId}/landings`, { ...recorded, version: '0' })
    await edit(given, { startsOn: '2026-03-01' })
    expect(await saidOf(world)).toMatchObject([{ happenedOn: '2026-03-01' }])
  })
})

describe('the same position said again is one landing', () => {
  test('at the next horizon, in other words for it', async () => {
    const { world, say } = await asked()
    await say(engineer)
    await askAllAt(world, TWELVE_MONTHS_ON)
    await say({ ...engineer, organizationName: 'NORTHLIGHT Institute', title: 'Team lead' })
    const [landing, ...more] = await landingsOf(world)
    expect([more, landing]).toMatchObject([[], { title: 'Team lead', version: 2, endedOn: null }])
    const said = await saidOf(world)
    expect(said.map(({ landingId, happenedOn }) => [landingId, happenedOn])).toEqual([
      [landing?.id, '2026-08-28'],
      [landing?.id, '2027-02-28'],
    ])
  })

  test('that a group recorded, whose words stay; without the answer it stands as before', async () => {
    const given = await asked({ second: true })
    const { world, say, member, groupId, linkTo, text } = given
    await member.post(`/groups/${groupId}/landings`, { ...recorded, title: 'As the group has it', version: '0' })
    const before = await landingsOf(world)
    await say({ ...engineer, outcome: 'fixed_term' }, ['ptc_ada', 'ptc_ada2'])
    const after = await landingsOf(world)
    expect(after.filter((one) => one.groupId === groupId)).toEqual(before)
    expect(after).toHaveLength(2)
    expect(await text(`/groups/${groupId}/landings`)).toContain('fixed-term position 1 33 %')
    await world.post(`${linkTo('ada')}/objection`, { from: 'ptc_ada' })
    expect((await landingsOf(world)).filter((one) => one.groupId === groupId)).toEqual(before)
    expect((await saidOf(world)).filter((one) => one.participantId === 'ptc_ada')).toMatchObject([
      { outcome: 'full_time', checkInId: null },
    ])
  })

  test('of one opportunity, whatever its organization is called; not where the earlier one has ended', async () => {
    const { world, say } = await asked()
    const id = await publish(world, { title: 'Course lead' })
    const through = `http://onward.test/opportunities/${id}-course-lead`
    await say({ ...engineer, through })
    await askAllAt(world, TWELVE_MONTHS_ON)
    await say({ ...engineer, organizationName: 'Its other name', through })
    expect(await landingsOf(world)).toMatchObject([{ organizationName: 'Its other name', opportunityId: id }])
    await say({ ...engineer, organizationName: 'Its other name' })
    expect(await landingsOf(world)).toMatchObject([{ opportunityId: id }])
    await world.db.update(groupLandings).set({ endedOn: '2026-12-31' })
    await say({ ...engineer, through, startsOn: '2027-01-02' })
    expect(await landingsOf(world)).toMatchObject([{ endedOn: '2026-12-31' }, { startsOn: '2027-01-02' }])
  })
})

describe('a place that is left', () => {
  test.each([
    ['looking', { outcome: 'looking' }, '2027-02-28'],
    ['a new one', { ...engineer, organizationName: 'Elsewhere', startsOn: '2026-12-01' }, '2026-11-30'],
  ])('ends what a check-in said before, by %s', async (_, fields, endedOn) => {
    const { world, say, text, groupId } = await asked()
    await say(engineer)
    await askAllAt(world, TWELVE_MONTHS_ON)
    await say(fields as Record<string, string>)
    expect((await landingsOf(world))[0]).toMatchObject({ organizationName: 'Northlight Institute', endedOn })
    expect(await text(`/groups/${groupId}/landings`)).not.toContain('no answer 3')
  })

  test('but not what the group made its own', async () => {
    const given = await asked()
    const { world, say } = given
    await say(engineer)
    await edit(given)
    await askAllAt(world, TWELVE_MONTHS_ON)
    await say({ outcome: 'looking' })
    expect(await landingsOf(world)).toMatchObject([{ title: 'Seen there', endedOn: null }])
  })
})
