import { describe, expect, test } from 'vitest'
import { cohorts } from '../../src/programs/table.ts'
import { eventsOf } from '../groups/given.ts'
import { bootcamp, firstCohort, givenProgram, heldCohort, tookPart } from './given.ts'

const full = {
  ...{ number: '2', name: 'Lyon, spring', startsOn: '2026-04-01', endsOn: '2026-04-11', country: 'France' },
  ...{ city: 'Lyon', language: 'french', capacity: '24', cost: '21 600', currency: 'eur' },
}

test('a cohort says when, where, in what, for how many and at what cost', async () => {
  const given = await givenProgram()
  const { world, ada, at } = given
  const id = await heldCohort(given, full)
  expect((await world.db.select().from(cohorts))[0]).toMatchObject({
    ...{ number: 2, name: 'Lyon, spring', startsOn: '2026-04-01', endsOn: '2026-04-11', country: 'FR' },
    ...{ city: 'Lyon', language: 'fr', capacity: 24, cost: 21_600, currency: 'EUR' },
  })
  expect(await eventsOf(world, id)).toEqual(['cohort.added'])
  const next = await (await ada.get(`${at}/cohorts/new`)).text()
  for (const filled of ['value="3"', 'value="France"', 'value="French"', 'value="24"']) expect(next).toContain(filled)
  expect((await ada.post(`${at}/cohorts/${id}`, { ...full, number: '1', name: '' })).status).toBe(303)
  expect((await world.db.select().from(cohorts))[0]).toMatchObject({ number: 1, name: 'Cohort 1' })
  expect(await (await ada.get(at)).text()).toContain('the first')
})

const faults: [string, Record<string, string>, string][] = [
  ['it ends before it starts', { endsOn: '2026-01-04' }, 'endsOn'],
  ['a day that is none', { startsOn: '5 January' }, 'startsOn'],
  ['no number', { number: '' }, 'number'],
  ['a number below the first', { number: '0' }, 'number'],
  ['two languages', { language: 'French, English' }, 'language'],
  ['places in words', { capacity: 'many' }, 'capacity'],
  ['a negative cost', { cost: '-1' }, 'cost'],
  ['a cost without currency', { cost: '900' }, 'currency'],
  ['a currency that is none', { cost: '900', currency: 'euros' }, 'currency'],
]
test('what is wrong is said beside its field, and what was typed stays', async () => {
  const { world, ada, at } = await givenProgram()
  for (const [what, typed, field] of faults) {
    const answer = await ada.post(`${at}/cohorts/new`, { ...firstCohort, name: 'Typed', ...typed })
    const html = await answer.text()
    expect([what, answer.status], what).toEqual([what, 422])
    expect(html, what).toContain(`id="${field}-error"`)
    expect(html, what).toContain('value="Typed"')
  }
  expect(await world.db.select().from(cohorts)).toEqual([])
})

describe('a cohort and its program', () => {
  test('a cohort before its program is said beside its first day', async () => {
    const given = await givenProgram({ ...bootcamp, beganOn: '2026-01-06' })
    const { world, ada, at } = given
    const answer = await ada.post(`${at}/cohorts/new`, firstCohort)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('id="startsOn-error"')])
    const id = await heldCohort(given, { startsOn: '2026-01-06' })
    expect((await ada.post(`${at}/cohorts/${id}`, firstCohort)).status).toBe(422)
    expect(await world.db.select().from(cohorts)).toMatchObject([{ startsOn: '2026-01-06' }])
  })

  test('a number stands once, whoever comes at once', async () => {
    const given = await givenProgram()
    const { world, ada, at } = given
    const answers = await Promise.all([1, 2, 3].map(() => ada.post(`${at}/cohorts/new`, firstCohort)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422])
    const second = await heldCohort(given, { number: '2' })
    const answer = await ada.post(`${at}/cohorts/${second}`, firstCohort)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('has this number')])
    expect((await world.db.select().from(cohorts)).map(({ number }) => number)).toEqual([1, 2])
  })

  test('strangers add, change and remove none; another program’s address opens none', async () => {
    const given = await givenProgram()
    const { world, ada, id, at, stranger } = given
    const cohortId = await heldCohort(given)
    for (const path of ['new', cohortId, `${cohortId}/removal`])
      expect((await stranger.post(`${at}/cohorts/${path}`, full)).status).toBe(404)
    const other = await ada.post(`/groups/${id}/programs/new`, { ...bootcamp, name: 'Another' })
    const elsewhere = other.headers.get('location')?.replace('?done=added', '')
    expect((await ada.post(`${elsewhere}/cohorts/${cohortId}`, full)).status).toBe(404)
    expect(await world.db.select().from(cohorts)).toMatchObject([{ number: 1, name: 'Cohort 1' }])
  })

  test('who took part keeps a cohort from being removed', async () => {
    const given = await givenProgram()
    const { world, ada, id, at } = given
    const cohortId = await heldCohort(given)
    await tookPart(world, id, cohortId, 1, 0)
    const kept = await ada.post(`${at}/cohorts/${cohortId}/removal`)
    expect([kept.status, await kept.text()]).toEqual([409, expect.stringContaining('it has to stay')])
    await world.db.run('delete from participations')
    expect((await ada.post(`${at}/cohorts/${cohortId}/removal`)).status).toBe(303)
    expect(await world.db.select().from(cohorts)).toEqual([])
    expect(await eventsOf(world, cohortId)).toEqual(['cohort.added', 'cohort.removed'])
  })
})
