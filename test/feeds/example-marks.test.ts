import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { importRows } from '../../src/imports/importing.ts'
import { readSource } from '../../src/imports/presets.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { createWorld, type World } from '../support/world.ts'
import { read, readAtom, readCalendar, readCsv, readJsonFeed, readRss, textOf } from './reading.ts'

/** One that is real, and after it one that is invented. */
async function given() {
  const world = await createWorld()
  await publish(world, { title: 'Real', closesOn: '2026-05-01', applyUrl: 'https://northlight.test/real' })
  const id = await publish(world, {
    title: 'Invented',
    closesOn: '2026-06-01',
    applyUrl: 'https://northlight.test/invented',
  })
  await world.db.update(opportunities).set({ example: true }).where(eq(opportunities.id, id))
  return world
}
const marked = ['Example: Invented', 'Real']

test('what is invented says so in every feed and in calendars', async () => {
  const world = await given()
  expect(((await readRss(world)).item ?? []).map(({ title }) => textOf(title))).toEqual(marked)
  expect(((await readAtom(world)).entry ?? []).map(({ title }) => textOf(title))).toEqual(marked)
  expect((await readJsonFeed(world)).items.map(({ title }) => title)).toEqual(marked)
  expect((await readCalendar(world, '/deadlines.ics')).map(({ summary }) => summary)).toEqual([
    'Deadline: Real, Northlight Institute',
    'Deadline: Example: Invented, Northlight Institute',
  ])
})

test('an embedded list marks it, and only it', async () => {
  const rows = (await read(await given(), '/embed')).split('</li>')
  expect(rows.map((row) => row.includes('kind example'))).toEqual([true, false, false])
})

test('the API says it of one and in a list', async () => {
  const world = await given()
  type Said = { id: string; example: boolean }
  const { data } = JSON.parse(await read(world, '/api/v1/opportunities')) as { data: Said[] }
  expect(data.map(({ example }) => example)).toEqual([true, false])
  for (const { id, example } of data) {
    const one = JSON.parse(await read(world, `/api/v1/opportunities/${id}`)) as { data: Said }
    expect(one.data.example).toBe(example)
  }
})

const examplesIn = async (world: World) =>
  (await readCsv(world)).map(({ title, example }) => [title, example]).sort((a, b) => `${a}`.localeCompare(`${b}`))

test('the CSV says it, and what is imported from it is as invented as before', async () => {
  const world = await given()
  const expected = [
    ['Invented', 'yes'],
    ['Real', ''],
  ]
  expect(await examplesIn(world)).toEqual(expected)
  const answer = await world.get('/opportunities.csv')
  const other = await createWorld()
  await importRows(other.ctx(), await readSource(await answer.text(), { isCsv: true }))
  expect(await examplesIn(other)).toEqual(expected)
})
