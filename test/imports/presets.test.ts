import { expect, test } from 'vitest'
import type { MappedRow } from '../../src/imports/mapped-row.ts'
import { readSource } from '../../src/imports/presets.ts'
import { siteOf } from '../../src/imports/site-of.ts'
import { sourceFile } from './source-file.ts'

const read = async (value: unknown, preset?: string) =>
  (await readSource(JSON.stringify(value), { preset, isCsv: false })).rows
const opportunity = (row: MappedRow | undefined): Record<string, unknown> => {
  if (!row || 'problem' in row || row.subject !== 'opportunity')
    throw new Error(`No opportunity: ${JSON.stringify(row)}`)
  return { ...row.record, ...row.record.content }
}
const organization = (row: MappedRow | undefined) => {
  if (!row || 'problem' in row || row.subject !== 'organization')
    throw new Error(`No organization: ${JSON.stringify(row)}`)
  return row.record
}

test('80,000 Hours: links, places, deadline, level, degree and text of a vacancy', async () => {
  const [first] = await read(sourceFile('eightyk'))
  expect(opportunity(first)).toMatchObject({
    kind: 'role',
    organization: { name: 'Quiet Hill', website: 'https://quiethill.test' },
    applyUrl: 'https://jobs.quiethill.test/apply?gh_jid=77#form',
    bodyHtml: 'Plan <b>workshops</b> & read mail [...]',
    closesOn: null,
    rolling: true,
    professions: ['operations'],
    level: 'graduate',
    degree: 'master',
    workplace: 'remote',
    places: [
      { country: 'US', city: 'Seattle' },
      { country: 'US', city: 'Pittsburgh' },
    ],
    publishedAt: Date.parse('2022-08-19T02:00:00Z'),
  })
  expect(opportunity(first)).not.toHaveProperty('commitment')
})

test('80,000 Hours: a listing in the future of the file is not believed, Various countries is no place', async () => {
  const rows = await read(sourceFile('eightyk'))
  expect(opportunity(rows[1])).toMatchObject({ kind: 'fellowship', publishedAt: null, workplace: 'remote', places: [] })
  expect(rows[1]).toMatchObject({ readAt: 1661083753000 })
  expect(opportunity(rows[2])).toMatchObject({ kind: 'internship', publishedAt: Date.parse('2022-08-01'), places: [] })
  expect(rows.map(({ row, subject }) => `${row} ${subject}`).slice(2)).toEqual([
    '3 opportunity',
    '4 organization',
    '5 organization',
  ])
})

test('US-RSE: the site stands for the organization, a removal is a day, a link may serve two posts', async () => {
  const rows = await read(sourceFile('usrse'))
  expect(opportunity(rows[0])).toMatchObject({
    organization: { name: 'elm.test', website: 'https://www.elm.test' },
    applyUrl: 'https://www.elm.test/jobs?id=1',
    places: [{ country: 'US', city: 'Boulder' }],
    workplace: 'hybrid',
    publishedAt: Date.parse('2026-01-05'),
    closesOn: '2026-12-31',
    verifiedOn: '2026-02-01',
    closedOn: null,
  })
  expect(opportunity(rows[1]).closedOn).toBe('2026-02-10')
  expect(rows.map((row) => opportunity(row).kind)).toEqual(['role', 'role', 'internship', 'role'])
  expect(new Set(rows.map((row) => 'externalId' in row && row.externalId)).size).toBe(4)
})

test.each([
  ['https://www.elm.test/jobs/1', 'elm.test', 'https://www.elm.test'],
  ['https://elm.wd5.myworkdayjobs.com/en-US/Careers/1', 'elm.wd5.myworkdayjobs.com', null],
  ['https://jobs.lever.co/elm/1', 'jobs.lever.co', null],
  ['https://bit.ly/x', 'bit.ly', null],
  ['https://docs.google.com/forms/1', 'docs.google.com', null],
  ['https://notbit.ly/x', 'notbit.ly', 'https://notbit.ly'],
  ['', '', null],
])('the site of %j is named, and a shared host is no web site', (link, name, website) => {
  expect(siteOf(link)).toEqual({ name, website })
})

test('AI Watch: other names, countries and the launch as precisely as it is known', async () => {
  const rows = await read(sourceFile('aiwatch'))
  expect(organization(rows[0])).toMatchObject({
    aliases: ['QH', 'Hill Group', 'Quiet', 'QH'],
    countries: ['DE', 'CH', 'US'],
    parent: 'Elm University',
    foundedOn: '2018',
  })
  expect(organization(rows[1])).toMatchObject({ countries: ['GH', 'IT'], foundedOn: '2021-04', parent: null })
})

test('AISafety.com: a job', async () => {
  const [job] = await read(sourceFile('aisafety').jobs)
  expect(opportunity(job)).toMatchObject({
    bodyHtml: '<p>Build <a href="https://lantern.test/a?b=1" rel="ugc nofollow noopener">things</a></p>',
    commitment: { basis: 'label', labels: ['part_time'] },
    skills: [{ id: 'python', must: false }],
    level: 'years_5_plus',
    workplace: 'hybrid',
    places: [{ country: 'GB', city: 'London' }],
  })
})

test('AISafety.com: trainings and organizations', async () => {
  const [fellowship, course] = await read(sourceFile('aisafety').training)
  expect(opportunity(fellowship)).toMatchObject({
    kind: 'fellowship',
    commitment: { basis: 'stated', hoursMin: 5, hoursMax: 10, per: 'week', weeks: 10 },
    startsOn: '2026-06-01',
    approximate: true,
    closesOn: '2026-05-01',
    pay: { kind: 'stipend' },
    workplace: 'remote',
  })
  expect(opportunity(course)).toMatchObject({
    kind: 'training',
    organization: { name: 'harbour.test' },
    commitment: { basis: 'unknown' },
    pay: { kind: 'unpaid' },
    workplace: 'onsite',
  })
  const [harbour] = await read(sourceFile('aisafety').organizations)
  expect(organization(harbour)).toMatchObject({
    website: 'https://harbour.test',
    countries: ['FR'],
    aboutHtml: '<b>Teaches</b>',
  })
})

test.each([
  ['{"data": [', 'line 1, column 11'],
  ['[\n  {"kind": oops}\n]', 'line 2, column 12'],
  ['{"a":}', 'line 1, column 6'],
])('broken JSON is told with its place: %s', async (text, place) => {
  await expect(readSource(text, { isCsv: false })).rejects.toThrow(`not valid JSON: it breaks at ${place}`)
})

test('a file as a whole is refused with what would be right', async () => {
  await expect(readSource('[]', { preset: 'nope', isCsv: false })).rejects.toThrow(
    'There is no preset "nope"; choose from eightyk, usrse, aiwatch, aisafety, csv',
  )
  await expect(readSource('{"x": 1}', { isCsv: false })).rejects.toThrow('name its preset: eightyk')
  await expect(readSource('{"x": 1}', { preset: 'usrse', isCsv: false })).rejects.toThrow('no file of usrse')
  await expect(readSource('title,url', { preset: 'usrse', isCsv: true })).rejects.toThrow(
    'This is a CSV file, and usrse is JSON: leave out --preset',
  )
  await expect(readSource('[]', { preset: 'csv', isCsv: false })).rejects.toThrow('This is JSON')
})
