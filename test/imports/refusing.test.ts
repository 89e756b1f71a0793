import { expect, test } from 'vitest'
import { importRows } from '../../src/imports/importing.ts'
import { readSource } from '../../src/imports/presets.ts'
import { createWorld } from '../support/world.ts'
import { contentsOf, ctxAt, importOpenings, opening } from './importing-rows.ts'

const refusals = async (csv: string) => {
  const source = await readSource(csv, { isCsv: true })
  const { problems } = await importRows(ctxAt(await createWorld()), source)
  return problems.map(({ row, reason }) => `row ${row}: ${reason}`)
}

test('each bad row gets its message, the others are imported', async () => {
  const world = await createWorld()
  const rows = [
    opening(1),
    opening(2, {}, { title: '' }),
    opening(3, {}, { applyUrl: '' }),
    opening(4, {}, { applyUrl: 'javascript:alert(1)' }),
    opening(5, {}, { closesOn: 'soon' }),
    opening(6, {}, { bodyHtml: 'x'.repeat(5_000_000) }),
    opening(7, {}, { commitment: { basis: 'stated', hoursMin: 30, hoursMax: 20, per: 'week' } }),
    opening(8, {}, { commitment: { basis: 'stated', hoursMin: 3, hoursMax: 20 } }),
    opening(9, { organization: { name: '??', website: null } }),
    { ...opening(10), externalId: 'x1' },
    { row: 11, subject: 'opportunity' as const, problem: 'posted: Give a day as YYYY-MM-DD' },
  ]
  const report = await importOpenings(world, rows)
  expect(report.total).toEqual({ created: 1, updated: 0, unchanged: 0, skipped: 1, failed: 9 })
  expect(report.problems.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
    '2 title: Give a title',
    '3 applyUrl: Give the link to the opportunity',
    '4 applyUrl: Give a web address that starts with https:// (given: “javascript:alert(1)”)',
    '5 closesOn: Give a day as YYYY-MM-DD (given: “soon”)',
    `6 bodyHtml: Keep it to 100,000 bytes (given: “${'x'.repeat(60)}…”)`,
    '7 commitment.hoursMax: The most hours must not be below the least (given: “20”)',
    '8 commitment.per: Hours are per week or per month',
    '9 organization: Give a name (given: “??”)',
    '10 externalId: The same as row 1',
    '11 posted: Give a day as YYYY-MM-DD',
  ])
  expect(await contentsOf(world)).toEqual({
    opportunities: ['Opening 1|https://house.test/1|House 1|'],
    organizations: ['House 1|'],
  })
})

test('our own CSV names its columns in what it refuses', async () => {
  const world = await createWorld()
  const csv =
    'title,kind,url,hours_min,hours_max,per\nA,role,,,,\nB,role,https://b.test,9,3,week\nC,role,https://c.test,9,,week\n'
  const source = await readSource(csv, { isCsv: true })
  const report = await importRows(ctxAt(world), source)
  expect(report.problems.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
    '2 url: Give the link to the opportunity; organization: Give a name',
    '3 hours_max: The most hours must not be below the least (given: “3”)',
  ])
  expect(report.total.created).toBe(1)
})

test('everything wrong in a row is told at once, with what was given and under the names that the file uses', async () => {
  const csv =
    'title,Type,Company,link,deadline,hours_min,hours_max,per,side,pay,pay_min,languages\n' +
    'A,A job,,ftp://a.test,2027-02-31,many,9999,fortnight,technical;left,some,-4,english\n'
  expect((await refusals(csv)).map((line) => line.replace(/^row 2: /, '').split('; '))).toEqual([
    [
      'deadline: “2027-02-31” is no day of the calendar',
      'hours_min: “many” is no number such as 10 or 7.5',
      'type: “A job” is not one of internship, fellowship, role, phd, training, funding, project, event',
      'link: Give a web address that starts with https:// (given: “ftp://a.test”)',
      'side: “left” is not one of technical, non_technical',
      'languages: Give a language as its code such as en (given: “english”)',
      'per: “fortnight” is not one of week, month',
      'pay: “some” is not one of paid, stipend, unpaid, unknown',
      'pay_min: Pay cannot be negative (given: “-4”)',
      'hours_max: A week has only 168 hours (given: “9999”)',
    ],
  ])
})

test('fields that contradict each other are told beside fields that are wrong', async () => {
  const csv =
    'title,kind,url,hours_min,hours_max,per,opens_on,closes_on,organization,website\n' +
    ',role,https://a.test,9,3,week,2027-02-01,2027-01-01,Elm,elm\n'
  expect(await refusals(csv)).toEqual([
    'row 2: title: Give a title; hours_max: The most hours must not be below the least (given: “3”); ' +
      'opens_on: It must open before it closes (given: “2027-02-01”); website: Give a web address that starts with https:// (given: “elm”)',
  ])
})

test('what a refused cell would have filled is not missed as well, and long values are shortened', async () => {
  const csv = `title,kind,url,hours_min,per\nA,role,https://a.test,${'x'.repeat(70)},week\nB,${'\u001bk '.repeat(40)},https://b.test,,\n`
  expect(await refusals(csv)).toEqual([
    `row 2: hours_min: “${'x'.repeat(60)}…” is no number such as 10 or 7.5`,
    `row 3: kind: “${' k'.repeat(30)}…” is not one of internship, fellowship, role, phd, training, funding, project, event`,
  ])
})
