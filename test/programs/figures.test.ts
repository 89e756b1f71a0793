import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { refreshFigures } from '../../src/outcomes/figures.ts'
import { participations, programFigures } from '../../src/programs/table.ts'
import { tick } from '../support/given.ts'
import type { World } from '../support/world.ts'
import { givenProgram, heldCohort, tookPart } from './given.ts'

const told = async ({ db }: World) =>
  (await db.select().from(programFigures).where(eq(programFigures.figure, 'finished'))).map(
    ({ cohortId, month, count, outOf }) => [cohortId, month, count, outOf],
  )

test('shares are told once a month, of cohorts that are over and large enough', async () => {
  const given = await givenProgram()
  const { world, ada, id, at, programId } = given
  const first = await heldCohort(given)
  const second = await heldCohort(given, { number: '2' })
  const running = await heldCohort(given, { number: '3', startsOn: '2026-02-25', endsOn: '2026-03-20' })
  await tookPart(world, id, first, 36, 16)
  await tookPart(world, id, second, 24, 14)
  await tookPart(world, id, running, 30, 10)
  await tick(world, world.now)
  expect(await told(world)).toEqual([])
  await ada.post(`${at}/publication`)
  await tick(world, world.now)
  const march = [
    ['', '2026-03', 30, 60],
    [first, '2026-03', 15, 35],
    [second, '2026-03', 10, 20],
  ]
  expect((await told(world)).sort()).toEqual(march.sort())
  const page = await (await world.get(`/programs/${programId}`)).text()
  for (const words of ['about 30 of 60', 'about 15 of 35', 'too few to tell', 'as of 1 Mar 2026'])
    expect(page).toContain(words)
  const sheet = (await (await world.get(`/api/v1/programs/${programId}`)).json()) as { data: { figures: unknown[] } }
  expect(sheet.data.figures).toContainEqual({
    answered: null,
    figure: 'finished',
    cohortId: null,
    month: '2026-03',
    count: 30,
    outOf: 60,
  })

  // Within the month nothing moves; in the next one it does, and the kept page with it.
  await world.db.delete(participations)
  await tick(world, world.now + DAY)
  expect((await told(world)).sort()).toEqual(march.sort())
  await tick(world, world.now + 30 * DAY)
  expect(await told(world)).toEqual([['', '2026-04', null, null]])
  expect(await (await world.get(`/programs/${programId}`)).text()).not.toContain('about 30')
})

test('two ticks at once tell the same', async () => {
  const given = await givenProgram()
  const { world, ada, id, at } = given
  await tookPart(world, id, await heldCohort(given), 20, 10)
  await ada.post(`${at}/publication`)
  await Promise.all([refreshFigures(world.ctx()), refreshFigures(world.ctx())])
  expect((await told(world)).map(([, , count, outOf]) => [count, outOf])).toEqual([
    [10, 20],
    [10, 20],
  ])
})
