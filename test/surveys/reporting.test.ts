import { describe, expect, test } from 'vitest'
import { seedExamples } from '../../src/seeds/examples.ts'
import { reportedFigures } from '../../src/surveys/table.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { groupWithCohort, made, openGroup } from './given.ts'

const printed = { what: 'Recommending it', value: '8.7 of 10', source: 'Their page, 2024', note: 'A mean by its form' }
const kept = ({ world }: Awaited<ReturnType<typeof openGroup>>) => world.db.select().from(reportedFigures)

describe('a figure printed elsewhere', () => {
  test('is kept word for word and shown as reported', async () => {
    const given = await openGroup()
    const answer = await given.member.post(`${given.base}/reported`, printed)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${given.base}?done=reported`])
    await given.member.post(`${given.base}/reported`, { what: 'Events', value: 'over 69', source: 'There' })
    expect(await kept(given)).toMatchObject([
      { ...printed, subjectId: given.groupId, position: 1 },
      { value: 'over 69', note: '', position: 2 },
    ])
    const page = await (await given.member.get(given.base)).text()
    expect(page).toContain('8.7 of 10')
    expect(page).toContain('As reported: Their page, 2024')
    const [first] = await kept(given)
    await given.member.post(`${given.base}/reported/${first?.id}/removal`)
    expect(await kept(given)).toMatchObject([{ value: 'over 69' }])
  })

  test('is for members: others find nothing, of another group there is nothing, and nothing is written', async () => {
    const given = await openGroup()
    await given.member.post(`${given.base}/reported`, printed)
    const before = await kept(given)
    const [figure] = before
    const theirs = await groupWithCohort(made(given.world), 'theirs')
    const stranger = await given.stranger()
    expect((await stranger.post(`${given.base}/reported`, printed)).status).toBe(404)
    expect((await stranger.post(`${given.base}/reported/${figure?.id}/removal`)).status).toBe(404)
    const others = `/groups/${theirs.groupId}/surveys/reported/${figure?.id}/removal`
    expect((await given.member.post(others)).status).toBe(404)
    expect((await given.member.post(`${given.base}/reported/fig_none/removal`)).status).toBe(404)
    expect(await kept(given)).toEqual(before)
  })

  test('without what, value or source is refused beside the field, and what was typed stays', async () => {
    const given = await openGroup()
    for (const name of ['what', 'value', 'source']) {
      const answer = await given.member.post(`${given.base}/reported`, { ...printed, [name]: ' ' })
      const html = await answer.text()
      expect([name, answer.status, html.includes(`id="${name}-error"`)]).toEqual([name, 422, true])
      expect(html).toContain('A mean by its form')
    }
    expect(await kept(given)).toEqual([])
  })
})

test('the examples hold what Apart and the pilot printed, and call no mean a net promoter score', async () => {
  const world = await createWorld()
  await seedExamples(world.ctx())
  const figures = await world.db.select().from(reportedFigures)
  const recommending = figures.find(({ value }) => value === '8.7 of 10')
  expect(recommending?.what).not.toMatch(/promoter|NPS/i)
  expect(recommending?.note).toContain('the form of a mean')
  expect(figures.find(({ value }) => value === '9.15 %')?.note).toContain('is not said')
  expect(figures.map(({ value }) => value)).toEqual(expect.arrayContaining(['+15 / +20 / +30 points', '0 / 3 / 10']))
  const builder = await signIn(world, 'builder@lantern.test')
  const html = await (await builder.get(`/groups/${recommending?.subjectId}/surveys`)).text()
  for (const { value } of figures) expect(html).toContain(`<q class="printed">${value}</q>`)
  expect(html).not.toMatch(/NPS/)
})
