import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { MappedRow } from '../../src/imports/mapped-row.ts'
import { readOwnCsv as readFile } from '../../src/imports/own-csv.ts'
import { columns } from '../../src/imports/own-csv-columns.ts'

const readOwnCsv = async (text: string) => (await readFile(text)).rows

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
  ['titel,url\nA,B', 'Unknown column “titel”: did you mean title?'],
  ['title,deadlin\nA,B', 'Unknown column “deadlin”: did you mean closes_on?'],
  ['title,shoe size\nA,9', /^Unknown column “shoe size”. The columns are external_id, kind, title, .*, verified_on$/],
  ['titel,foo\nA,B', /“titel”: did you mean title\?; Unknown column “foo”. The columns are external_id/],
  ['title,,url\nA,lost,B', 'Column 2 has no name. The columns are external_id'],
  ['title,url,Title\nA,B,C', 'The column title stands twice'],
  ['title,City,Country\nA,B,C', 'city and country both mean places: make them one, such as “Berlin, DE; London, GB”'],
  ['', 'The file has no header'],
])('the file is refused: %j', async (text, message) => {
  await expect(readOwnCsv(text)).rejects.toThrow(message)
})

test('well-known names of columns are understood, one without a name and with nothing in it is left out', async () => {
  const [row] = await readOwnCsv(
    'ID,Job title,Company,Apply,Deadline:,Hours,period,Location,Remote,Description,\n' +
      '7,A,Elm,https://elm.test,2027-03-01,5,week,Berlin,yes,**x**,\n',
  )
  expect(row).toMatchObject({ externalId: '7' })
  expect(recordOf(row)).toMatchObject({
    title: 'A',
    organization: { name: 'Elm' },
    applyUrl: 'https://elm.test',
    closesOn: '2027-03-01',
    commitment: { hoursMin: 5, hoursMax: 5, per: 'week' },
    places: [{ country: 'DE', city: 'Berlin' }],
    workplace: 'remote',
    bodyHtml: '<p><strong>x</strong></p>',
  })
})

test('no name or alias of a column means two things', () => {
  const names = columns.flatMap(({ name, aliases }) => [name, ...aliases])
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})

test.each([
  ['yes', 'remote'],
  ['TRUE', 'remote'],
  ['hybrid', 'hybrid'],
  ['no', undefined],
])('a column called remote may say %s', async (cell, workplace) => {
  const [row] = await readOwnCsv(`title,remote\nA,${cell}\n`)
  expect(recordOf(row).workplace).toBe(workplace)
})

test.each([
  ['hours_min', 'ten', '“ten” is no number such as 10 or 7.5'],
  ['closes_on', '2026-02-30', '“2026-02-30” is no day of the calendar'],
  ['starts_on', '2027-02-31', '“2027-02-31” is no day of the calendar'],
  ['verified_on', '31.12.2026', '“31.12.2026” is no day: give it as YYYY-MM-DD'],
  ['opens_on', '1326-01-01', '“1326-01-01” is not within the years 1900 to 2199'],
  ['skills', 'Basket weaving', '“Basket weaving” is not in the list of skills: /api/v1/taxonomy shows it'],
  ['skills', 'Pyhton', '“Pyhton” is not in the list of skills: did you mean Python?'],
  [
    'profession',
    'Management',
    '“Management” stands on both sides: give management_technical or management_non_technical',
  ],
  ['places', 'Cambridge, MA', "“Cambridge, MA” may be read in two ways: write the country's name"],
  ['places', 'Nowhere', '“Nowhere”: give a city and its country, such as "Berlin, DE"'],
  ['places', 'Remote', '“Remote” belongs into the column workplace'],
  ['places', 'Nowhere; Paris, FR; Lost', /“Nowhere”: .* and “Lost”: /],
  ['remote_regions', 'Atlantis', '“Atlantis”: give a country, a region or anywhere'],
  ['body', 'x'.repeat(5_000_000), 'Keep it to 100,000 bytes'],
])('a row is refused for %s', async (column, cell, message) => {
  const [bad, good] = await readOwnCsv(
    Papa.unparse([
      ['title', column],
      ['A', cell],
      ['B', ''],
    ]),
  )
  const expected = typeof message === 'string' ? message : expect.stringMatching(message)
  expect(bad).toMatchObject({ row: 2, refused: [{ path: expect.any(String), message: expected }] })
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
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((value) =>
    value
      .replace(/\r\n?/g, '\n')
      .replace(/^[\s']+/, '')
      .trim(),
  )
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
