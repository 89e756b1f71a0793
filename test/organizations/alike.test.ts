import { describe, expect, test } from 'vitest'
import { looksAlike } from '../../src/organizations/alike.ts'
import { domainOf } from '../../src/organizations/verifying.ts'

describe('names that a reader may take for one another', () => {
  test.each([
    ['Northlight Institute', 'Northlight Institut'],
    ['Northlight Institute', 'The Northlight Institute, Inc.'],
    ['Northlight', 'Northlight Foundation'],
    ['Anthropic', 'Аnthropic'],
    ['Lantern Lab', 'Lаntеrn Lab'],
    ['Lantern', 'Lantem'],
    ['Meridian', 'M3ridian'],
    ['Polaris', 'P0laris'],
    ['Illumine', 'lllumine'],
    ['École du Risque', 'Ecole  du risque!'],
    ['Ｐolaris', 'POLARIS'],
    ['Ωmega', 'Wmega'],
  ])('%s and %s', (one, other) => expect([looksAlike(one, other), looksAlike(other, one)]).toEqual([true, true]))

  test.each([
    ['Northlight Institute', 'Southfield Institute'],
    ['Lantern', 'Meridian'],
    ['MIRA', 'MIRI'],
    ['Centre for Risk', 'Centre for Peace'],
    ['The Institute', 'The Foundation'],
    ['', 'Northlight'],
  ])('not %s and %s', (one, other) => expect([looksAlike(one, other), looksAlike(other, one)]).toEqual([false, false]))
})

test.each([
  ['https://northlight.test', 'northlight.test'],
  ['https://www.Northlight.test/about?x', 'northlight.test'],
  ['http://jobs.northlight.test:8080', 'jobs.northlight.test'],
  ['https://gmail.com', null],
  ['https://sites.google.com/view/northlight', null],
  ['https://northlight.github.io', null],
  ['https://a.b.substack.com', null],
  ['https://notgithub.io', 'notgithub.io'],
  ['https://localhost', null],
  ['nonsense', null],
  [null, null],
])('the mailboxes of %s are at %s', (website, domain) => expect(domainOf(website)).toBe(domain))
