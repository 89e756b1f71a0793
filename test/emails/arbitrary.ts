import fc from 'fast-check'
import { DAY, isoInstant } from '../../src/calendar.ts'
import { digestSubject } from '../../web/emails/digest-mail.tsx'
import { NOW, opening, openingsStated } from '../matching/arbitrary.ts'
import type { Digest, Given } from './rendered-anew.tsx'

export const ORIGIN = 'https://onward.test'
export const read = { origin: ORIGIN, now: NOW }

const pieces = [
  '\r\nBcc: all@example.test\r\n\r\n',
  '\u0000\u0007\u001b[31m\u007f\u0085',
  '\u202e\u2066\u200f\u061c',
  '\u200b\u200d\u2060\u2065\ufeff\u00ad',
  '</title></td></table><script>alert(1)</script>',
  '<!-- --><![endif]--><style>*{display:none}</style>',
  '" onclick="x" href=\'javascript:x\'',
  '&amp;&lt;&#10;&',
  'שלום עולם مرحبا',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '\ud800\udfff\ud83d',
  '\ue000why\ue001\ue000items\ue001',
  '\u2028\u2029\t\v\f',
  'a\u0301\u0301\u0301\u0301',
  '\ufffe\uffff\u{1fffe}\u{e0041}',
  'x'.repeat(10_000),
  '🙂'.repeat(5_000),
  '$& $1 $$ $` {{x}} <%= x %>',
  '%0d%0a =?utf-8?b?eA==?=',
]

/** What somebody might try in a title. */
export const hostile = fc
  .array(
    fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 30 }), fc.string({ maxLength: 30 })),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(''))

const day = fc.integer({ min: -10, max: 90 }).map((n) => isoInstant(NOW + n * DAY).slice(0, 10))
const zone = fc.constantFrom(null, 'Europe/Paris', 'Asia/Kathmandu', 'Pacific/Apia')

const opportunity = fc
  .record({
    stated: openingsStated,
    title: fc.oneof(hostile, fc.constant('Research fellow')),
    name: fc.oneof(hostile, fc.constant('Northlight Institute')),
    closesOn: fc.option(day, { nil: null }),
    opensOn: fc.option(day, { nil: null, freq: 4 }),
    rolling: fc.boolean(),
    approximate: fc.boolean(),
    zone,
    example: fc.boolean(),
  })
  .map(({ stated, name, ...more }) =>
    opening({ ...stated, ...more, organization: { id: 'org_1', name, website: null } }),
  )

const given: fc.Arbitrary<Given> = fc.record({
  opportunity,
  occasion: fc.constantFrom('new', 'reopened 2', 'opened 2026-11-20', 'closing'),
  why: fc.option(hostile, { nil: null }),
})

const link = fc.webPath().map((path) => `${ORIGIN}${path}?a=1&b="2"`)

export const digests: fc.Arbitrary<Digest> = fc
  .record({
    items: fc.array(given, { minLength: 1, maxLength: 20 }),
    closing: fc.array(given, { maxLength: 3 }),
    count: fc.integer({ min: 0, max: 40 }),
    intro: fc.oneof(hostile, fc.constant('Your best new matches')),
    because: fc.constant('You get this because you asked on 3 March 2026 for what is new & “open”.'),
    where: fc.constantFrom(undefined, 'in your group'),
    token: fc.constantFrom(undefined, '?a=1&b="', '/'),
    links: fc.record({
      see: link,
      manage: link,
      pause: link,
      less: fc.option(link, { nil: null }),
      unsubscribe: link,
      archive: link,
    }),
  })
  .map(({ count, ...rest }) => {
    const { title, organization } = (rest.items[0] as Given).opportunity
    return {
      ...rest,
      subject: digestSubject({ title, organization: organization.name }, rest.items.length + count),
      more: count ? { count, link: rest.links.see } : null,
    }
  })
