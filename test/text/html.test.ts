import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMarkdown, sanitiseHtml } from '../../src/text/html.ts'
import { isTooHeavy } from '../../src/text/markdown-weight.ts'
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

  test.each([
    ['<a href=onload="<a href="">', '<a></a>'],
    ['<a href href="https://a.test">x', `<a href="https://a.test" rel="ugc nofollow noopener">x</a>`],
  ])('of %s one address is left', (from, to) => expect(sanitiseHtml(from)).toBe(to))

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

/** Milliseconds of the processor: what else the machine does makes them no more. */
function spentOn(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

test('Markdown too long to parse safely is kept as text', () => {
  const spent = spentOn(() => expect(renderMarkdown('*a_'.repeat(40_000))).toMatch(/^<p>\*a_/))
  expect(spent).toBeLessThan(1_000)
})

/** Texts that cost a parser seconds and more, each of what one field takes. */
const heavy: Record<string, string> = {
  'containers in one line': '> - '.repeat(5_000),
  'containers in every line': '> - > - a\n'.repeat(2_000),
  'containers left open': `${'> - '.repeat(5)}a\n${'b\n'.repeat(9_900)}`,
  'a wide table': `${'|a'.repeat(300)}\n${'|-'.repeat(300)}\n${'|b\n'.repeat(6_000)}`,
  'a wide table in a quote': `> ${'|a'.repeat(100)}\n> ${'|-'.repeat(100)}\n${'> |b\n'.repeat(1_000)}`,
  'emphasis without end': '*a_ '.repeat(5_000),
  'deletions without end': '~a'.repeat(10_000),
  'numbers in one line': '1. '.repeat(6_666),
  'brackets without end': ']('.repeat(10_000),
  'lists ever deeper': Array.from({ length: 180 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n'),
}

describe('Markdown that is too heavy is kept as text', () => {
  test.each(Object.entries(heavy))('%s', (_, text) => {
    expect(isTooHeavy(text)).toBe(true)
    expect(renderMarkdown(text)).toMatch(/^<p>/)
    expect(renderMarkdown(text)).not.toMatch(/<(em|del|table|li|blockquote)\b/)
  })

  test.each([
    ['ten containers', `${'> '.repeat(10)}a`, '<blockquote>'],
    ['a table', `|a|b|c|\n|-|-|-|\n${'|d|e|f|\n'.repeat(200)}`, '<table>'],
    ['a long list', '- a\n'.repeat(2_000), '<li>'],
    ['many words in bold', '**a** b '.repeat(400), '<strong>'],
    ['a rule', '- '.repeat(40), '<hr'],
    ['a list in a list in a list', '- a\n    - b\n        - c', '<li>c'],
  ])('%s is rendered', (_, text, tag) => expect(renderMarkdown(text)).toContain(tag))

  test('what is parsed takes no more than a few times what the same length of words does', () => {
    const units = [
      '[',
      '![',
      '`',
      '|a',
      '<',
      '&',
      'a@a.',
      '\\',
      '- a\n',
      '1. a\n',
      '[a]: b\n',
      '|-|\n',
      '\n>',
      '[a](b)',
    ]
    const timeOf = (text: string) => spentOn(() => renderMarkdown(text))
    const words = Math.max(20, ...[1, 2].map(() => timeOf('some plain words. '.repeat(1_100))))
    const nearly = [
      '*a_ '.repeat(499) + 'a'.repeat(15_000),
      '> - > - a\n'.repeat(330),
      '> '.repeat(10).concat('a\n').repeat(110),
    ]
    for (const text of [...nearly, ...units.map((unit) => unit.repeat(19_999 / unit.length))])
      expect([text.slice(0, 8), timeOf(text) / words < 60]).toEqual([text.slice(0, 8), true])
  })
})

test('HTML nested without end is flat where nobody sees it, and closed', () => {
  const html = sanitiseHtml(`${'<b>'.repeat(30_000)}Deep${'</i>'.repeat(30_000)}`)
  expect(html).toBe(`${'<b>'.repeat(60)}Deep${'</b>'.repeat(60)}`)
})

test('plain text has the words and no markup', () => {
  expect(plainText('<p>a &amp; b</p><ul><li>c&nbsp;d</li></ul>&#x41;')).toBe('a & b c d A')
})

test('an excerpt is cut at a word', () => {
  expect(excerpt('short')).toBe('short')
  expect(excerpt('one two three four', 10)).toBe('one two …')
})
