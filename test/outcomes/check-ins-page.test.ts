import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { checkInAnswers } from '../../src/outcomes/check-ins/table.ts'
import { groupLandings, outcomes } from '../../src/outcomes/table.ts'
import { participants } from '../../src/programs/table.ts'
import { signedIn } from '../surveys/given.ts'
import { asked, days, engineer } from './check-ins-given.ts'

type Given = Awaited<ReturnType<typeof asked>>
const { through: _, ...recorded } = { ...engineer, participantId: 'ptc_ada' }
const pageOf = async ({ world, linkTo }: Given) => (await world.get(linkTo('ada'))).text()
const ticked = (html: string) =>
  [...html.matchAll(/<input[^>]*name="to"[^>]*>/g)].flatMap(([input]) =>
    input.includes('checked') ? [/value="(\w+)"/.exec(input)?.[1]] : [],
  )

describe('"nothing has changed" is said of what was shown', () => {
  const changes: Record<string, (given: Given, landing?: string) => Promise<{ status: number }>> = {
    'another outcome': ({ member, groupId }) =>
      member.post(`/groups/${groupId}/outcomes`, { participant: 'ptc_ada', outcome: 'looking', on: '2026-08-28' }),
    'other words for the landing': ({ member, groupId }, landing) =>
      member.post(`/groups/${groupId}/landings/${landing}`, { ...recorded, title: 'New words', version: '1' }),
    'its removal': ({ member, groupId }, landing) => member.post(`/groups/${groupId}/landings/${landing}/removal`),
  }
  test.each(Object.entries(changes))('and of nothing else: %s meanwhile', async (_, happens) => {
    const given = await asked()
    const { world, member, groupId, shown, same } = given
    await member.post(`/groups/${groupId}/landings`, { ...recorded, version: '0' })
    const seen = await shown()
    expect(seen).toHaveLength(1)
    const [landing] = await world.db.select().from(groupLandings)
    expect((await happens(given, landing?.id)).status).toBe(303)
    const before = await world.db.select().from(outcomes)
    const answer = await same(seen)
    const html = await answer.text()
    expect([answer.status, html.includes('this is how it stands now')]).toEqual([409, true])
    expect(html).not.toContain('Group ours has: full-time position, Research engineer')
    expect(await world.db.select().from(outcomes)).toEqual(before)
    expect(await world.db.select().from(checkInAnswers)).toEqual([])
    const again = await shown()
    if (again.length) expect((await same(again)).status).toBe(303)
  })

  test('of no group that was not shown, and of nobody else', async () => {
    const { world, member, groupId, say, shown, same } = await asked({ second: true })
    await member.post(`/groups/${groupId}/landings`, { ...recorded, version: '0' })
    const [[, seen = ''] = []] = await shown()
    for (const forged of [seen.replace('ptc_ada', 'ptc_ada2'), seen.replace('ptc_ada', 'ptc_bert')])
      expect((await same([['shown', forged]])).status).toBe(409)
    expect((await same([['shown', 'nonsense']])).status).toBe(422)
    expect((await say({ same: 'yes' })).status).toBe(422)
    expect(await world.db.select().from(checkInAnswers)).toEqual([])
  })
})

describe('the form', () => {
  test('begins with what a group has', async () => {
    const given = await asked()
    const { member, groupId } = given
    await member.post(`/groups/${groupId}/landings`, { ...recorded, version: '0' })
    const html = await pageOf(given)
    for (const value of ['Research engineer', 'Northlight Institute', '2026-06-01'])
      expect(html).toContain(`value="${value}"`)
    expect(html).toMatch(/value="full_time"[^>]*checked|checked[^>]*value="full_time"/)
  })

  test('ticks the groups without an answer; where all have one, all', async () => {
    const given = await asked({ second: true })
    expect(ticked(await pageOf(given))).toEqual(['ptc_ada', 'ptc_ada2'])
    await given.say(engineer, ['ptc_ada'])
    expect(ticked(await pageOf(given))).toEqual(['ptc_ada2'])
    await given.say(engineer, ['ptc_ada2'])
    expect(ticked(await pageOf(given))).toEqual(['ptc_ada', 'ptc_ada2'])
  })
})

test('who has claimed the record reads how to allow an answer, and may object', async () => {
  const given = await asked()
  const { world, say, linkTo } = given
  const { id } = await signedIn(world, 'ada@example.test')
  await world.db.update(participants).set({ personId: id }).where(sql`id = 'ptc_ada'`)
  const page = await world.get(linkTo('ada'))
  const html = await page.text()
  expect([page.status, html.includes('allow Surveys under'), html.includes('href="/me/data"')]).toEqual([
    200,
    true,
    true,
  ])
  expect(html).not.toContain('Save my answer')
  expect((await say(engineer)).status).toBe(409)
  expect(await world.db.select().from(checkInAnswers)).toEqual([])
  expect((await world.post(`${linkTo('ada')}/objection`, { from: 'ptc_ada' })).status).toBe(303)
  const [ada] = await world.db.select().from(participants).where(sql`id = 'ptc_ada'`)
  expect(ada?.objectedAt).not.toBeNull()
})

test('the link opens nothing more a year after the check-in closed', async () => {
  const { world, linkTo } = await asked()
  world.now = days(61 + 364)
  expect((await world.get(linkTo('ada'))).status).toBe(200)
  world.now = days(61 + 366)
  expect((await world.get(linkTo('ada'))).status).toBe(404)
})
