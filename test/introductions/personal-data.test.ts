import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { atomically } from '../../src/db/client.ts'
import { introductionsData } from '../../src/introductions/personal-data.ts'
import { referrals, suggestions } from '../../src/introductions/table.ts'
import { retractions } from '../../src/opportunities/table.ts'
import { exportPerson } from '../../src/privacy.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'
import { asked, listIntroductions, textOf } from './given.ts'

async function given() {
  const all = await asked()
  const { world, id, ada } = all
  await ada.post(all.page, { answer: 'accepted', note: 'Call 555' })
  const moderator = await signIn(world, 'mod@onward.test', { role: 'moderator' })
  await moderator.post(`/opportunities/${id}/suggestions`, { email: 'ada@example.test', note: 'Dear Ada' })
  await ada.post(`/opportunities/${id}/referrals`)
  return { ...all, moderator }
}

const dataOf = (world: World, id: string) => introductionsData.export(world.ctx(), id)
const erase = async (world: World, id: string) => atomically(world.db, introductionsData.erase(world.ctx(), id))

/** Everything the three tables hold. */
async function dump(world: World): Promise<string> {
  const rows = [await listIntroductions(world), await world.db.select().from(suggestions)]
  return JSON.stringify([...rows, await world.db.select().from(referrals)])
}

test('one’s own data: what one was asked, asked for, was suggested and passed on', async () => {
  const { world, ada, member, moderator } = await given()
  const own = await dataOf(world, ada.id)
  const about = { opportunity: 'Course lead', organization: 'Northlight Institute' }
  expect(own.introductions).toEqual([expect.objectContaining({ ...about, answer: 'accepted', note: 'Call 555' })])
  expect((await exportPerson(world.ctx(), ada.id)).introductions?.[0]?.askedAt).toMatch(/^2026-03-02T12:/)
  expect(own.suggestions).toEqual([expect.objectContaining({ ...about, note: 'Dear Ada', dismissedAt: null })])
  expect(own.referrals).toEqual([expect.objectContaining(about)])
  expect([own.introductionsAskedFor, own.suggestionsMade]).toEqual([[], []])
  const others = [await dataOf(world, member.id), await dataOf(world, moderator.id)]
  expect(others[0]?.introductionsAskedFor).toEqual([expect.objectContaining({ ...about, answer: 'accepted' })])
  expect(others[1]?.suggestionsMade).toEqual([expect.objectContaining(about)])
  // Nobody learns by their own data of whom they know only a card or an address.
  expect(JSON.stringify(others)).not.toMatch(new RegExp(`${ada.id}|555|Dear Ada|Marker`))
})

test('what was retracted meanwhile is told by its id alone', async () => {
  const { world, id, ada } = await given()
  const retraction = { reason: 'misleading', note: '', retractedBy: 'test', retractedAt: world.now } as const
  await world.db.insert(retractions).values({ opportunityId: id, ...retraction })
  const own = await dataOf(world, ada.id)
  const rows = [own.introductions, own.suggestions, own.referrals].flat()
  expect(rows).toHaveLength(3)
  for (const row of rows) expect(row).toMatchObject({ opportunityId: id, opportunity: null, organization: null })
})

test('erased: nothing of the person is left, and what others did counts on', async () => {
  const { world, ada, member, moderator, page } = await given()
  await erase(world, ada.id)
  expect(await dump(world)).not.toMatch(new RegExp(`${ada.id}|555|Dear Ada|Marker`))
  expect((await member.get(page)).status).toBe(404)
  expect(Object.values(await dataOf(world, ada.id)).flat()).toEqual([])
  expect((await dataOf(world, moderator.id)).suggestionsMade).toHaveLength(1)
  expect(await world.db.select().from(referrals)).toMatchObject([{ personId: null, token: null }])
})

test('erased: who asked and who suggested are gone, the answers stay with whom they were for', async () => {
  const { world, member, moderator, ada, page } = await given()
  await erase(world, member.id)
  await erase(world, moderator.id)
  expect(await dump(world)).not.toMatch(new RegExp(`${member.id}|${moderator.id}|We run a course|Dear Ada`))
  expect(await textOf(ada, page)).toContain('You accepted')
})

test('erased while it waits: the request is gone with who asked', async () => {
  const { world, member, ada, page } = await asked()
  await erase(world, member.id)
  expect(await listIntroductions(world)).toEqual([])
  expect((await ada.get(page)).status).toBe(404)
})

test('the rows of an erased person fall under no one’s keys', async () => {
  const { world, ada, id } = await given()
  const ben = await signIn(world, 'ben@example.test')
  await ben.post(`/opportunities/${id}/referrals`)
  await erase(world, ada.id)
  await erase(world, ben.id)
  const [row] = await world.db.all<{ count: number }>(
    sql`select count(*) as count from referrals where person_id is null`,
  )
  expect(row?.count).toBe(2)
})
