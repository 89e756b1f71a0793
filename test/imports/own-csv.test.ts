import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { MappedRow } from '../../src/imports/mapped-row.ts'
import { readOwnCsv } from '../../src/imports/own-csv.ts'
import { columns } from '../../src/imports/own-csv-columns.ts'

const recordOf = (row: MappedRow | undefined): Record<string, unknown> => {
  if (!row || 'problem' in row || row.subject !== 'opportunity') throw new Error(JSON.stringify(row))
  return { ...row.record, ...row.record.content }
}

test('the example of every column is read', async () => {
  const [row] = await readOwnCsv(Papa.unparse([columns.map(({ name }) => name), columns.map(({ example }) => example)]))
  expect(row).toMatchObject({ row: 2, externalId: 'lab-17' })
  expect(recordOf(row)).toMatchObject({
    organization: { name: 'Northlight Institute', website: 'https://northlight.test' },
    workGroups: ['technical', 'governance'],
    skills: [
      { id: 'interpretability', must: true },
      { id: 'python', must: false },
      { id: 'pytorch', must: false },
    ],
    commitment: {
      basis: 'stated',
      hoursMin: 10,
      hoursMax: 20,
      per: 'week',
      months: [6, 7, 8],
      monthsPerYear: 3,
      weeks: 10,
    },
    places: [
      { country: 'DE', city: 'Berlin' },
      { country: 'GB', city: 'London' },
    ],
    remoteRegions: ['europe', 'US'],
    pay: { kind: 'stipend', min: 2000, max: 3000, currency: 'EUR', per: 'month' },
    bodyHtml: '<p>We look for <strong>writers</strong>.</p>',
    publishedAt: Date.parse('2026-11-01'),
  })
})

test('byte order mark, semicolons, mixed line ends, quotes, blank lines and a guarded sign', async () => {
  const rows = await readOwnCsv(
    '\uFEFFTitle;Work group;URL;closes on\r\n"A ""b""; c";strategy|technical;https://a.test?utm_id=1;rolling\r\r\n\n\'=x;;https://a.test/2;2050-01-01\n',
  )
  expect(rows.map((row) => recordOf(row).title)).toEqual(['A "b"; c', '=x'])
  expect(recordOf(rows[0])).toMatchObject({
    workGroups: ['strategy', 'technical'],
    applyUrl: 'https://a.test',
    rolling: true,
  })
  expect(recordOf(rows[1])).toMatchObject({ rolling: true, closesOn: null, organization: { name: 'a.test' } })
})

test.each([
  ['titel,url\nA,B', 'Unknown column "titel": did you mean title?'],
  ['title,url,Title\nA,B,C', 'The column title stands twice'],
  ['', 'The file has no header'],
])('the file is refused: %j', async (text, message) => {
  await expect(readOwnCsv(text)).rejects.toThrow(message)
})

test.each([
  ['hours_min', 'ten', 'hours_min: Give a number'],
  ['closes_on', '2026-02-30', 'closes_on: Give a day as YYYY-MM-DD'],
  ['skills', 'Basket weaving', 'skills: "Basket weaving" is not in the list of skills'],
  [
    'profession',
    'Management',
    'profession: "Management" stands on both sides: give management_technical or management_non_technical',
  ],
  ['places', 'Cambridge, MA', 'places: "Cambridge, MA" may be read in two ways'],
  ['places', 'Nowhere', 'places: "Nowhere": give a city and its country'],
  ['remote_regions', 'Atlantis', 'remote_regions: "Atlantis": give a country'],
  ['body', 'x'.repeat(5_000_000), 'body: Keep it to 100,000 bytes'],
])('a row is refused for %s', async (column, cell, message) => {
  const [bad, good] = await readOwnCsv(
    Papa.unparse([
      ['title', column],
      ['A', cell],
      ['B', ''],
    ]),
  )
  expect(bad).toMatchObject({ row: 2, problem: expect.stringContaining(message) })
  expect(recordOf(good).title).toBe('B')
})

test('too many cells and an open quotation mark are told by row', async () => {
  const rows = await readOwnCsv('title,url\nA,B,C\nB,https://b.test\n"C,D')
  expect(rows).toMatchObject([
    { row: 2, problem: expect.stringContaining('3 cells') },
    { row: 3, externalId: expect.any(String) },
    { row: 4, problem: expect.stringContaining('not closed') },
  ])
})

test('what a CSV writer wrote is read back, whatever the separator', async () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .map((value) => value.replace(/\r\n?/g, '\n').trim().replace(/^'+/, ''))
  const row = fc.record({ external_id: text, title: text, summary: text, validation: text })
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(',', ';', '\t'),
      async (rows, delimiter) => {
        const read = await readOwnCsv(Papa.unparse(rows, { delimiter, escapeFormulae: false }))
        const filled = rows.filter((given) => Object.values(given).some(Boolean))
        expect(read.map(recordOf).map(({ title, summary = '' }) => ({ title, summary }))).toEqual(
          filled.map(({ title, summary }) => ({ title, summary })),
        )
      },
    ),
  )
})
