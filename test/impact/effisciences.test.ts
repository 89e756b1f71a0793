import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { groups } from '../../src/groups/table.ts'
import type { Report } from '../../src/impact/reading.ts'
import { seedExamples } from '../../src/seeds/examples.ts'
import { type Client, signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'

let builder: Client
let path = ''
beforeAll(async () => {
  const world = await createWorld()
  await seedExamples(world.ctx())
  builder = await signIn(world, 'builder@lantern.test')
  const [group] = await world.db.select().from(groups).where(eq(groups.name, 'EffiSciences'))
  path = `/groups/${group?.id}/impact`
})

/** The table as it is printed. */
const table = [
  ['Founding the AI safety unit', '1', '6.0', '6.0'],
  ['French ML4Good bootcamp', '2', '7.4', '3.7'],
  ['Word-of-mouth outreach', '1', '2.9', '2.9'],
  ['Training Day', '2', '1.9', '1.0'],
  ['Hackathon', '4', '2.5', '0.6'],
  ['Turing Seminars', '3', '1.3', '0.4'],
  ['Research groups in universities', '4', '0.4', '0.1'],
  ['Frid’AI (coworking)', '5', '0.5', '0.1'],
  ['Talks', '5', '0.1', '0.0'],
]

test('JSON: every figure to the digit, 30 as printed beside 27 computed, and nothing else differs', async () => {
  const report = (await (await builder.get(`${path}/report.json`)).json()) as Report
  expect(report.sections).toHaveLength(1)
  const [section] = report.sections
  expect(section?.basis).toBe('reported')
  expect(section?.rows.map((row) => [row.activity, row.occurrences, row.fte, row.ftePerOccurrence])).toEqual(table)
  expect(section?.rows[3]?.printed).toEqual({ occurrences: '2', fte: '1,9', ftePerOccurrence: '1,0' })
  expect(section?.total.computed).toMatchObject({ occurrences: '27', fte: '23.0', people: null })
  expect(section?.total.reported).toEqual({ occurrences: '30', fte: '23,0', people: '43' })
  expect(section?.flags).toEqual([{ activity: null, figure: 'occurrences', reported: '30', computed: '27' }])
  expect(section?.rows[4]?.note).toContain('6 hackathons')
})

test('the page shows the same, and says what differs', async () => {
  const html = await (await builder.get(path)).text()
  const cells = [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, ' ').trim()),
  )
  expect(cells.slice(1, -2).map((row) => row.slice(0, 4))).toEqual(table)
  expect(cells.at(-2)?.slice(0, 5)).toEqual(['Total, computed from the rows', '27', '23.0', '–', '–'])
  expect(cells.at(-1)?.slice(0, 5)).toEqual(['Total, as printed', '30 differs', '23.0', '–', '43'])
  expect(html).toContain('the total is printed as 30, the rows add to 27')
  expect(html).toContain('3 training days')
})

test('CSV: the same lines, the totals by themselves and the difference', async () => {
  const answer = await builder.get(`${path}/report.csv`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = (await answer.text()).split('\r\n')
  const source = 'reported,The group’s report on its first year'
  for (const [activity, occurrences, fte, each] of table)
    expect(lines.find((line) => line.includes(`,${activity},`))).toContain(
      `${source},activity,${activity},${occurrences},${fte},${each},`,
    )
  expect(lines).toContainEqual(expect.stringContaining(`${source},total computed,Total,27,23.0,,`))
  expect(lines).toContainEqual(expect.stringContaining(`${source},total as printed,Total,30,"23,0",,43,`))
  expect(lines).toContainEqual(expect.stringContaining('occurrences: printed 30, computed 27'))
})
