import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readableText } from '../../src/moderation/comparing.ts'
import { oddLinks } from '../../src/moderation/links.ts'
import { diffWords, type Piece } from '../../src/moderation/word-diff.ts'

const without = (type: Piece['type'], pieces: Piece[]) =>
  pieces
    .filter((piece) => piece.type !== type)
    .map(({ text }) => text)
    .join('')

const text = fc
  .array(fc.constantFrom('a', 'b', 'weigh', 'claims', ' ', '  ', '\n', 'é', 'x,'), { maxLength: 40 })
  .map((words) => words.join(''))

test('without what was added it is the old text, without what was removed the new one', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = diffWords(before, after)
      expect(without('added', pieces)).toBe(before)
      expect(without('removed', pieces)).toBe(after)
      if (before === after) expect(pieces.every(({ type }) => type === 'same')).toBe(true)
    }),
  )
})

test('a changed phrase reads as one, and the rest stays', () => {
  expect(diffWords('We ask 10 hours a week.', 'We ask 12 paid hours a week.')).toEqual([
    { type: 'same', text: 'We ask ' },
    { type: 'removed', text: '10' },
    { type: 'added', text: '12 paid' },
    { type: 'same', text: ' hours a week.' },
  ])
})

test('long texts are compared by lines, and wholly different ones at once', () => {
  const long = (seed: string) => Array.from({ length: 5_000 }, (_, i) => `${seed}${i}`)
  const before = long('word ').join('\n')
  const after = [...long('word ').slice(0, 100), 'new', ...long('word ').slice(100)].join('\n')
  expect(diffWords(before, after).filter(({ type }) => type !== 'same')).toEqual([{ type: 'added', text: 'new\n' }])
  const other = long('else ').join('\n')
  expect(without('added', diffWords(before, other))).toBe(before)
})

test('where a link leads is part of the text', () => {
  const html =
    '<p>See <a href="https://a.test/x?y=1&amp;z=2" rel="ugc">the page</a>.</p><ul><li>One</li><li>Two</li></ul>'
  expect(readableText(html)).toBe('See the page (https://a.test/x?y=1&z=2).\nOne\nTwo')
})

const odd: [string, RegExp][] = [
  ['https://evil.test/apply', /leads to evil\.test, not to laboratory\.test/],
  ['https://boards.greenhouse.io/lab/1', /a form at boards\.greenhouse\.io/],
  ['http://laboratory.test/apply', /not encrypted/],
  ['https://bit.ly/abc', /shortened/],
  ['https://10.0.0.1/apply', /by number/],
  ['https://[::1]/apply', /by number/],
  ['https://wiki.internal/apply', /private network/],
  ['https://xn--80ak6aa92e.test/', /foreign letters/],
  ['https://laboratory.test@evil.test/', /carries a name/],
  ['https://laboratory.test:8443/', /port 8443/],
]
test.each(odd)('the link %s is pointed out', (applyUrl, why) => {
  const found = oddLinks({ applyUrl, bodyHtml: '', website: 'https://www.laboratory.test' })
  expect(found.map(({ why: words }) => words.join(', ')).join()).toMatch(why)
})

test('plain links of the organization are not pointed out, odd ones in the text are', () => {
  const given = { applyUrl: 'https://jobs.laboratory.test/1', website: 'https://laboratory.test' }
  const bodyHtml =
    '<a href="https://elsewhere.test/">x</a> <a href="mailto:a@b.test">x</a> <a href="http://x.test/?a=1&amp;b=2">x</a>'
  expect(oddLinks({ ...given, bodyHtml })).toEqual([
    { url: 'http://x.test/?a=1&b=2', why: ['is not encrypted (http)'] },
  ])
})
