import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAmount } from '../../src/opportunities/posting/amounts.ts'
import { addYears, findDay } from '../../src/opportunities/posting/days.ts'
import { readLink } from '../../src/opportunities/posting/links.ts'
import { markdownOf } from '../../src/opportunities/posting/markdown-of.ts'
import { passedDeadline, readPosting } from '../../src/opportunities/posting/reading.ts'
import { differingFields, sortForm } from '../../src/opportunities/posting/schema.ts'
import { typedOf } from '../../src/opportunities/posting/typing.ts'
import type { Typed } from '../../src/opportunities/schema.ts'
import { renderMarkdown } from '../../src/text/html.ts'
import { inputs, markdown } from './arbitrary.ts'

const least: Typed = { kind: 'role', title: 'A role', applyUrl: 'https://example.org' }
const inputOf = (typed: Typed) => {
  const read = readPosting({ ...least, ...typed })
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.input
}
const issuesOf = (typed: Typed) => {
  const read = readPosting({ ...least, ...typed })
  return 'issues' in read ? Object.fromEntries(read.issues.map(({ path, message }) => [path, message])) : {}
}

describe('properties', () => {
  test(
    'what the form can say is read back as it was',
    () =>
      fc.assert(
        fc.property(inputs, (input) => {
          expect(readPosting(typedOf(input))).toEqual({ input })
        }),
        { numRuns: 500 },
      ),
    20_000,
  )

  test('text in our HTML goes back to Markdown that renders to the same', () =>
    fc.assert(
      fc.property(markdown, (text) => {
        const html = renderMarkdown(text)
        expect(renderMarkdown(markdownOf(html))).toBe(html)
      }),
      { numRuns: 1_000 },
    ))

  test('any form is either an opportunity or told which of its fields to change', () =>
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('kind', 'title', 'places', 'payMin', 'commitment', 'closesOn', 'must', 'zone', 'applyUrl'),
          fc.string(),
        ),
        (typed) => {
          const read = readPosting(sortForm(new URLSearchParams(typed), []).typed)
          if ('issues' in read) expect(read.issues.every(({ path, message }) => path && message)).toBe(true)
        },
      ),
      { numRuns: 1_000 },
    ))
})

test('foreign text that is no Markdown stays what it was', () => {
  for (const html of [
    '<p>a * b * c</p>',
    '<p># no heading</p>',
    '<p>1. no list</p>',
    '<p>www.example.org and a@b.org</p>',
    '<p>&lt;b&gt; &amp;amp; x_y_z</p>',
  ])
    expect(renderMarkdown(markdownOf(html))).toBe(html)
  expect(markdownOf('<h2>Who</h2>\n<p>You <strong>write</strong>.</p>\n<ul>\n<li>Well</li>\n</ul>')).toBe(
    '## Who\n\nYou **write**.\n\n- Well',
  )
})

test('places as people type them', () => {
  expect(inputOf({ places: 'Lyon, France\nBerlin or London' }).places).toEqual([
    { country: 'FR', city: 'Lyon' },
    { country: 'DE', city: 'Berlin' },
    { country: 'GB', city: 'London' },
  ])
  expect(inputOf({ places: 'Remote in Europe' })).toMatchObject({
    places: [],
    workplace: 'remote',
    remoteRegions: ['europe'],
  })
  expect(inputOf({ places: 'San Francisco, CA' }).places).toEqual([{ country: 'US', city: 'San Francisco' }])
  expect(issuesOf({ places: 'Gondor' })).toEqual({ places: expect.stringContaining('“Gondor”') })
})

test('the same skill is not asked as a must and as nice to have, nor as a must on both sides', () => {
  expect(issuesOf({ must: ['Facilitation'], nice: ['Python', 'facilitation'] })).toEqual({
    nice: '“Facilitation” is a must-have already: leave it out here',
  })
  expect(issuesOf({ must: ['Writing (technical)', 'Writing (non-technical)'] })).toEqual({
    must: '“Writing” is asked on both sides: choose one, or make the other nice to have',
  })
  expect(inputOf({ must: ['Facilitation', 'facilitation'] }).skills).toHaveLength(1)
})

test('skills by name, by alias, several in a field; what is near is offered', () => {
  expect(inputOf({ must: ['Facilitation, writing (technical)'], nice: ['Writing (non-technical)'] }).skills[0]).toEqual(
    {
      id: 'facilitation',
      must: true,
    },
  )
  expect(issuesOf({ must: ['Facilitaton'] })).toEqual({ must: expect.stringContaining('Did you mean “Facilitation”?') })
})

test('a grant asks no hours', () => {
  expect(inputOf({ kind: 'funding' }).commitment).toEqual({ basis: 'none' })
  expect(inputOf({}).commitment).toEqual({ basis: 'unknown' })
  expect(inputOf({ kind: 'funding', payMin: '5k', currency: '€' }).pay).toEqual({
    kind: 'paid',
    min: 5000,
    max: null,
    currency: 'EUR',
    per: 'total',
  })
})

test('how a project was validated is asked where somebody speaks for it or founds it', () => {
  const asked: Typed[] = [
    { professions: ['marketing'] },
    { professions: ['entrepreneurship_technical'] },
    { professions: ['entrepreneurship_non_technical'] },
    { must: ['Ambassador / advocate'] },
  ]
  for (const typed of asked) {
    expect(issuesOf(typed)).toEqual({ validation: expect.stringContaining('It was not') })
    expect(inputOf({ ...typed, validation: 'It was not' }).validation).toBe('It was not')
  }
  expect(issuesOf({ professions: ['operations'] })).toEqual({})
})

test('each wrong field says what to change', () => {
  expect(
    issuesOf({
      kind: 'job',
      title: '',
      closesOn: '2026-02-30',
      rolling: 'yes',
      payMin: 'much',
      languages: 'Frensh',
      zone: 'Paris',
      seats: 'many',
      commitment: 'lots',
    }),
  ).toEqual({
    kind: expect.any(String),
    title: 'Give a title',
    closesOn: expect.stringContaining('2027-03-15'),
    payMin: expect.any(String),
    languages: expect.stringContaining('“French”'),
    zone: expect.any(String),
    seats: expect.any(String),
    commitment: expect.stringContaining('3 hours a month'),
  })
  expect(issuesOf({ closesOn: '2027-03-15', rolling: 'yes' })).toEqual({
    closesOn: expect.stringContaining('not both'),
  })
  expect(issuesOf({ payMin: '10' })).toEqual({ currency: expect.any(String), payPer: expect.any(String) })
  expect(issuesOf({ applyUrl: '' })).toEqual({ body: expect.any(String) })
})

test.each([
  'http://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/x',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://localhost/',
  'https://LOCALHOST.:8443/',
  'https://intra.local/',
  'https://db.internal/',
  'https://10.1.2.3/',
  '192.168.0.1/apply',
])('the link %s is not on the public web', (link) =>
  expect(readLink(link)).toEqual({ problem: expect.stringContaining('public web') }),
)

test('links as people type them', () => {
  expect(readLink('example.org/apply')).toEqual({ value: 'https://example.org/apply' })
  expect(readLink('https://user:pass@example.org')).toHaveProperty('problem')
  expect(readLink('javascript:alert(1)')).toHaveProperty('problem')
  expect(readLink('mailto:me@example.test')).toHaveProperty('problem')
  expect(readLink('nonsense')).toHaveProperty('problem')
})

test('amounts and days as people write them', () => {
  const amounts = {
    '58,000': 58_000,
    '58.000': 58_000,
    '58 000': 58_000,
    '58k': 58_000,
    '€1,200.50': undefined,
    '12.5': 12.5,
    '12,5': 12.5,
  }
  for (const [text, value] of Object.entries(amounts))
    expect(readAmount(text), text).toEqual(value === undefined ? { problem: expect.any(String) } : { value })
  expect(findDay('by 15 March 2027', null)).toBe('2027-03-15')
  expect(findDay('March 3rd, 2027', null)).toBe('2027-03-03')
  expect(findDay('15 March', '2026-11-22')).toBe('2027-03-15')
  expect(findDay('3/4/2027', '2026-11-22')).toBe(null)
  expect(findDay('31 February 2027', null)).toBe(null)
  expect(addYears('2028-02-29', 1)).toBe('2029-02-28')
})

test('names that are none of ours, or come twice, are told; empty fields are left out', () => {
  const form = sortForm(
    new URLSearchParams(
      'title=A&summary=&role=admin&status=published&organizationId=x&kind=role&kind=phd&must=&must=Writing&id=1',
    ),
    ['id'],
  )
  expect(form).toEqual({
    typed: { title: 'A', must: ['Writing'] },
    control: { id: '1' },
    strange: ['role', 'status', 'organizationId', 'kind'],
  })
  expect(differingFields({ title: 'A', must: ['x'] }, { title: 'B', must: ['x'] })).toEqual(['title'])
})

test('HTML nested without end becomes Markdown that is not', () => {
  const text = markdownOf(`${'<blockquote>'.repeat(16_000)}Deep${'</blockquote>'.repeat(16_000)}<p>Next</p>`)
  expect(text).toBe(`${'> '.repeat(10)}Deep\n\nNext`)
  expect(renderMarkdown(text)).toContain('<blockquote>')
  expect(markdownOf(`${'<b>'.repeat(16_000)}Deep`)).toContain('Deep')
})

test('where remote work may be done from says that it may be', () => {
  const read = (more: Typed) => readPosting({ kind: 'role', title: 'Editor', body: 'Edit.', ...more })
  expect(read({ remoteRegions: 'Europe' })).toMatchObject({ input: { workplace: 'remote', remoteRegions: ['europe'] } })
  expect(read({ remoteRegions: 'Europe', places: 'Lyon, France' })).toMatchObject({ input: { workplace: 'hybrid' } })
})

test('a currency is known by code, sign and name, and what is none is refused', () => {
  const pay = (currency: string) =>
    readPosting({
      kind: 'role',
      title: 'Editor',
      body: 'Edit.',
      pay: 'paid',
      payMin: '3000',
      payPer: 'month',
      currency,
    })
  for (const [typed, code] of [
    ['Euro', 'EUR'],
    ['$', 'USD'],
    ['dollars', 'USD'],
    ['chf', 'CHF'],
  ] as const)
    expect(pay(typed), typed).toMatchObject({ input: { pay: { currency: code } } })
  expect(pay('DOL')).toMatchObject({ issues: [{ path: 'currency' }] })
})

test('a deadline that has passed is refused, unless it stood there before', () => {
  const now = Date.parse('2026-03-02T12:00:00Z')
  const read = readPosting({ kind: 'role', title: 'Editor', body: 'Edit.', closesOn: '2026-01-01' })
  if (!('input' in read)) throw new Error('not read')
  expect(passedDeadline({ now }, read.input)).toMatchObject([{ path: 'closesOn' }])
  expect(passedDeadline({ now }, read.input, '2026-01-01')).toEqual([])
  expect(passedDeadline({ now }, { ...read.input, closesOn: '2026-03-03' })).toEqual([])
})

test('a mail address is no place to apply', () => {
  const read = readPosting({ kind: 'role', title: 'Editor', body: 'Edit.', applyUrl: 'jobs@northlight.test' })
  expect(read).toMatchObject({ issues: [{ path: 'applyUrl', message: expect.stringContaining('mail address') }] })
})
