import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMarkdown, sanitiseHtml } from '../../src/text/html.ts'
import { excerpt, plainText } from '../../src/text/plain.ts'

describe('foreign HTML', () => {
  test.each([
    ['<p onclick="x()">a</p>', '<p>a</p>'],
    ['a<script>alert(1)</script>b', 'ab'],
    ['<img src=x onerror=alert(1)>', ''],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href=" JaVaScRiPt:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="&#106;avascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="data:text/html,x">x</a>', '<a>x</a>'],
    [
      '<a href="https://a.test/?b=1&c=2" target="_blank">x</a>',
      '<a href="https://a.test/?b=1&c=2" rel="ugc nofollow noopener">x</a>',
    ],
    ['<h1>Big</h1><p style="color:red">t</p>', 'Big<p>t</p>'],
    ['<svg><circle/></svg>t', 't'],
    ['<p><a href="https://a.test">open', '<p><a href="https://a.test" rel="ugc nofollow noopener">open</a></p>'],
    ['</div></p>x</ul>', 'x'],
    ['<ul><li>a<li>b</ul>', '<ul><li>a<li>b</li></li></ul>'],
    ['<iframe src="//evil.test"></iframe>t', 't'],
  ])('%s becomes %s', (from, to) => expect(sanitiseHtml(from)).toBe(to))

  test('whatever comes, no tag, attribute or scheme outside the list is left', () => {
    const piece = fc.constantFrom(
      '<a href="',
      'javascript:',
      '">',
      '<script>',
      '</script>',
      '<p ',
      'onload=',
      '"',
      "'",
      '<',
      '>',
      'x',
      '&#x6a;',
      '<style>',
      '<b>',
      '<!--',
      '-->',
      '\u0000',
      '<a href=',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const safe = sanitiseHtml(pieces.join(''))
        for (const [, tag = '', attributes = ''] of safe.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)) {
          expect(['a', 'p', 'b']).toContain(tag)
          expect(attributes.replace(/ href="[^"]*"| rel="ugc nofollow noopener"/g, '').trim()).toBe('')
          expect(attributes).not.toMatch(/javascript:/i)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('Markdown', () => {
  test('is rendered with tables and links that carry rel', () => {
    expect(renderMarkdown('[a](https://a.test) **b**')).toBe(
      '<p><a href="https://a.test" rel="ugc nofollow noopener">a</a> <strong>b</strong></p>',
    )
    expect(renderMarkdown('|a|\n|-|\n|b|')).toContain('<td>b</td>')
  })
  test('holds no raw HTML and no other scheme', () => {
    expect(renderMarkdown('<script>x</script>')).not.toContain('<script')
    expect(renderMarkdown('[x](javascript:alert(1))')).not.toContain('javascript')
  })
})

test('Markdown too long to parse safely is kept as text', () => {
  const before = performance.now()
  expect(renderMarkdown('*a_'.repeat(40_000))).toMatch(/^<p>\*a_/)
  expect(performance.now() - before).toBeLessThan(1_000)
})

test('plain text has the words and no markup', () => {
  expect(plainText('<p>a &amp; b</p><ul><li>c&nbsp;d</li></ul>&#x41;')).toBe('a & b c d A')
})

test('an excerpt is cut at a word', () => {
  expect(excerpt('short')).toBe('short')
  expect(excerpt('one two three four', 10)).toBe('one two …')
})
