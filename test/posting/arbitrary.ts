import fc from 'fast-check'
import { Commitment } from '../../src/commitment.ts'
import {
  answers,
  degrees,
  kinds,
  levels,
  OpportunityInput,
  payKinds,
  payPeriods,
  sides,
  workGroups,
  workplaces,
} from '../../src/opportunities/schema.ts'
import { countries } from '../../src/places/countries.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { professions, skills } from '../../src/taxonomy/terms.ts'
import { renderMarkdown } from '../../src/text/html.ts'

export const stated = (hours: number | [number, number], per: 'week' | 'month', when: object = {}) => {
  const [hoursMin, hoursMax] = Array.isArray(hours) ? hours : [hours, hours]
  return Commitment.parse({ basis: 'stated', hoursMin, hoursMax, per, ...when })
}

const cents = fc.integer({ min: 1, max: 16_000 }).map((n) => n / 100)
const when = fc.oneof(
  fc.constant({}),
  fc.record({ weeks: fc.integer({ min: 1, max: 520 }) }),
  fc.record({ monthsPerYear: fc.integer({ min: 1, max: 11 }) }),
  fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 11 }).map((months) => ({ months })),
)
/** Whatever can be said in the board's own words; all twelve months are said by saying none. */
export const commitments: fc.Arbitrary<Commitment> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        a: cents,
        b: cents,
        single: fc.boolean(),
        per: fc.constantFrom('week' as const, 'month' as const),
        when,
      })
      .map(({ a, b, single, per, when }) => stated(single ? a : [Math.min(a, b), Math.max(a, b)], per, when)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Commitment>(
      { basis: 'unknown' },
      { basis: 'none' },
      { basis: 'label', labels: ['full_time'] },
      { basis: 'label', labels: ['part_time'] },
      { basis: 'label', labels: ['full_time', 'part_time'] },
    ),
  },
)

const some = <T>(values: readonly T[], maxLength: number) => fc.uniqueArray(fc.constantFrom(...values), { maxLength })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const word = fc.constantFrom(
  'Evening',
  'course',
  'of',
  'AI',
  '2026',
  'C++',
  '#1',
  '(new)',
  'naïve',
  'a_b',
  '*',
  '&',
  '<3',
  '1.',
  '-',
)
const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const day = fc.integer({ min: 0, max: 900 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10))

const inline = fc.oneof(
  { weight: 5, arbitrary: sentence.map((text) => text.replace(/[\\`*_[\]<>~|&#+.-]/g, '\\$&')) },
  sentence.map((text) => `**${text.replace(/[^\w ]/g, 'x')}**`),
  sentence.map((text) => `*${text.replace(/[^\w ]/g, 'x')}*`),
  sentence.map((text) => `\`${text}\``),
  fc.constantFrom('[the form](https://example.org/a?b=1&c=2)', 'https://example.org/x', '<https://example.org/y_z>'),
)
const line = fc.array(inline, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))
const block = fc.oneof(
  { weight: 3, arbitrary: line },
  fc.array(line, { minLength: 2, maxLength: 3 }).map((lines) => lines.join('\\\n')),
  line.map((text) => `## ${text}`),
  fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.map((text) => `- ${text}`).join('\n')),
  fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.map((text, i) => `${i + 1}. ${text}`).join('\n')),
  line.map((text) => `> ${text}`),
  sentence.map((text) => `\`\`\`\n${text}\n\n  more\n\`\`\``),
  fc.constant('| a | b |\n| --- | --- |\n| 1 | x \\| y |'),
  fc.constant('- one\n  - two\n- three'),
)
export const markdown = fc.array(block, { maxLength: 5 }).map((blocks) => blocks.join('\n\n'))

const cities: [string, string][] = [
  ['FR', 'Lyon'],
  ['US', 'San Francisco'],
  ['GE', 'Tbilisi'],
  ['GB', 'London'],
  ['BR', 'São Paulo'],
  ['CA', 'Toronto'],
]
const places = some(
  [
    ...cities.map(([country, city]) => ({ country, city: city as string | null })),
    ...['DE', 'IN', 'JP'].map((country) => ({ country, city: null })),
  ],
  3,
)
const amount = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.integer({ min: 1, max: 99_999_999 }).map((n) => n / 1_000),
)
const pay = fc.oneof(
  fc.constantFrom(...payKinds).map((kind) => ({ kind, min: null, max: null, currency: null, per: null })),
  fc
    .record({
      kind: fc.constantFrom('paid' as const, 'stipend' as const),
      a: amount,
      b: maybe(amount),
      currency: fc.constantFrom('EUR', 'USD', 'INR'),
      per: fc.constantFrom(...payPeriods),
    })
    .map(({ kind, a, b, currency, per }) => ({
      kind,
      min: b === null ? a : Math.min(a, b),
      max: b === null ? null : Math.max(a, b),
      currency,
      per,
    })),
)

/** Whatever the form can say. */
export const inputs: fc.Arbitrary<OpportunityInput> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    title: sentence,
    summary: fc.oneof(fc.constant(''), sentence),
    body: markdown.map((text) => renderMarkdown(text)),
    applyUrl: fc.constantFrom('https://example.org/apply?a=1#x', 'http://jobs.example.org'),
    workGroups: some(workGroups, 4),
    sides: some(sides, 2),
    professions: some(
      professions.map(({ id }) => id),
      4,
    ),
    // A must on both sides is refused.
    skills: some(
      skills.map(({ id }) => id).filter((id) => id !== 'writing_non_technical'),
      8,
    ),
    musts: fc.nat(8),
    teaches: some(
      skills.map(({ id }) => id),
      4,
    ),
    audiences: some(
      audiences.map(({ id }) => id),
      3,
    ),
    others: some(['nurses', 'Esperanto speakers'], 2),
    languages: some(['en', 'fr', 'de', 'zh', 'sw'], 3),
    commitment: commitments,
    startsOn: maybe(day),
    workplace: maybe(fc.constantFrom(...workplaces)),
    places,
    remoteRegions: some(['anywhere', 'europe', 'asia', 'latin_america', ...countries], 3),
    zoneFence: maybe(fc.constantFrom('UTC-5 to UTC+2')),
    closesOn: maybe(day),
    opensEarly: fc.boolean(),
    zone: maybe(fc.constantFrom('Europe/Paris', 'UTC')),
    approximate: fc.boolean(),
    pay,
    relocation: fc.constantFrom(...answers),
    visa: fc.constantFrom(...answers),
    level: maybe(fc.constantFrom(...levels)),
    degree: maybe(fc.constantFrom(...degrees)),
    seats: maybe(fc.integer({ min: 1, max: 100_000 })),
    validation: sentence,
  })
  .map(({ body, musts, others, opensEarly, skills, ...rest }) =>
    OpportunityInput.parse({
      ...rest,
      // Where remote work may be done from is said of remote work only.
      remoteRegions: rest.workplace === null ? [] : rest.remoteRegions,
      bodyHtml: body,
      skills: skills.map((id, i) => ({ id, must: i < musts })),
      audiences: [...rest.audiences, ...others],
      opensOn: opensEarly ? rest.closesOn : null,
      rolling: rest.closesOn === null && opensEarly,
    }),
  )
