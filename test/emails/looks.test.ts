import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import {
  type DigestParts,
  digestMail,
  digestSubject,
  type Fragment,
  noteFragment,
  opportunityFragment,
  talentFragment,
} from '../../web/emails/digest-mail.tsx'
import { dark, light } from '../../web/emails/mail-colors.ts'
import { signInMail } from '../../web/emails/sign-in-mail.tsx'
import { opening } from '../matching/arbitrary.ts'
import { ORIGIN, read } from './arbitrary.ts'

const fellowship = opening({
  id: 'opp_fellow',
  kind: 'fellowship',
  title: 'Research fellow, evaluations of agents',
  organization: { id: 'org_1', name: 'Northlight Institute', website: null },
  commitment: {
    basis: 'stated',
    hoursMin: 20,
    hoursMax: 30,
    per: 'week',
    months: [6, 7, 8],
    monthsPerYear: 3,
    weeks: null,
  },
  places: [{ country: 'DE', city: 'Berlin' }],
  workplace: 'remote',
  remoteRegions: ['europe'],
  pay: { kind: 'paid', min: 4200, max: null, currency: 'EUR', per: 'month' },
  closesOn: '2026-11-26',
  zone: 'Europe/Berlin',
})

const links = {
  see: `${ORIGIN}/?kind=fellowship`,
  manage: `${ORIGIN}/subscriptions/t`,
  pause: `${ORIGIN}/subscriptions/t?pause=4w`,
  less: `${ORIGIN}/subscriptions/t?less=weekly`,
  unsubscribe: `${ORIGIN}/unsubscribe/t`,
  archive: `${ORIGIN}/subscriptions/t/mails`,
}
const why = 'Asks for Python and evaluations, which you named; 20 h a week fit the 25 that you have'
const fellow = (given: Partial<Parameters<typeof opportunityFragment>[0]> = {}): Fragment =>
  opportunityFragment({ opportunity: fellowship, occasion: 'new', why, ...read, ...given })

const parts: DigestParts = {
  subject: digestSubject({ title: fellowship.title, organization: 'Northlight Institute' }, 4),
  intro: 'Your best new matches',
  items: [fellow(), fellow({ occasion: 'reopened 1', why: null })],
  more: { count: 2, link: `${ORIGIN}/me/matches` },
  closing: [],
  links,
  because: 'You get this because you asked Onward on 3 March 2026 to mail you new matches, once a week.',
}

test('the text part reads like a letter', () => {
  expect(digestMail(parts).text).toBe(`Your best new matches

Research fellow, evaluations of agents
Fellowship · Northlight Institute · Berlin, Germany or remote in Europe
20–30 h a week · Jun–Aug · 16 % of a full-time year · €4,200/mo
Closes in 5 days, 26 Nov 2026
Asks for Python and evaluations, which you named; 20 h a week fit the 25
that you have
https://onward.test/opportunities/opp_fellow-research-fellow-evaluations-of-agents

Research fellow, evaluations of agents
Fellowship · Northlight Institute · Berlin, Germany or remote in Europe
20–30 h a week · Jun–Aug · 16 % of a full-time year · €4,200/mo
Closes in 5 days, 26 Nov 2026 · open again
https://onward.test/opportunities/opp_fellow-research-fellow-evaluations-of-agents

2 more on the board:
https://onward.test/me/matches

See all on the board:
https://onward.test/?kind=fellowship

---

You get this because you asked Onward on 3 March 2026 to mail you new
matches, once a week.

Change what comes and when:
https://onward.test/subscriptions/t

Pause for 4 weeks:
https://onward.test/subscriptions/t?pause=4w

Less often:
https://onward.test/subscriptions/t?less=weekly

Earlier mails:
https://onward.test/subscriptions/t/mails

Unsubscribe:
https://onward.test/unsubscribe/t
`)
})

test('both parts say the same of an item, and the inbox shows what the subject left out', () => {
  const { subject, html } = digestMail(parts)
  expect(subject).toBe('Research fellow, evaluations of agents at Northlight Institute and 3 more')
  const shown = html.replace(/<style>.*<\/style>/s, '').replace(/<[^>]*>/g, '\n')
  for (const words of ['Fellowship', 'Northlight Institute', 'Berlin, Germany or remote in Europe', why, '4,200/mo'])
    expect(shown).toContain(words)
  for (const words of ['20–30 h a week', '16 % of a full-time year', 'closes in 5 days', 'open again'])
    expect(shown).toContain(words)
  for (const link of Object.values(links)) expect(html).toContain(`href="${link.replaceAll('&', '&amp;')}"`)
  const [, first] = /<body[^>]*><div[^>]*>([^<]*)</.exec(html) ?? []
  expect(first).toMatch(/^closes in 5 days, 26 Nov 2026 · 20–30 h a week .* \| Research fellow, evaluations/)
})

test('twenty long items with all around them stay far below where a mail is cut off', () => {
  const long = { ...fellowship, title: 'An opportunity called so '.repeat(12), example: true }
  const items = Array.from({ length: 25 }, () => fellow({ opportunity: long, why: 'x '.repeat(200) }))
  const mail = digestMail({ ...parts, items, closing: items.slice(0, 3) })
  expect(mail.html.split('<h2').length - 1).toBe(20 + 1 + 3)
  expect(new TextEncoder().encode(mail.html).length).toBeLessThan(40_000)
  const usual = digestMail({ ...parts, items: Array.from({ length: 20 }, () => fellow()) })
  expect(new TextEncoder().encode(usual.html).length).toBeLessThan(25_000)
})

describe('what is kept', () => {
  const html = (given: Partial<Parameters<typeof opportunityFragment>[0]>) => fellow(given).html
  test('is nobody else’s why', () => {
    expect(html({ why: 'For Ada' })).toContain('For Ada')
    expect(html({ why: 'For Bo' })).not.toContain('For Ada')
    expect(html({ why: null })).not.toMatch(/For|Asks/)
  })
  test('follows the day where it closes, what is said of it, and where we are', () => {
    expect(html({ now: read.now + DAY })).toContain('closes in 4 days')
    expect(html({})).toContain('closes in 5 days')
    const closing = (closesOn: string, more = {}) => html({ opportunity: { ...fellowship, closesOn, ...more } })
    expect(closing('2027-02-26')).toContain('closes in 97 days, 26 Feb 2027')
    expect(closing('2027-02-26', { approximate: true })).toContain('closes in about 97 days, 26 Feb 2027')
    expect(closing('2026-11-22')).toContain('closes tomorrow, 22 Nov 2026')
    expect(html({ occasion: 'opened 2026-11-21' })).toContain('now open')
    expect(html({ origin: 'https://other.test' })).toContain('href="https://other.test/opportunities')
    const organization = { ...fellowship.organization, name: 'Renamed Institute' }
    expect(html({ opportunity: { ...fellowship, organization } })).toContain('Renamed Institute')
    expect(html({})).toContain('Northlight Institute')
  })
})

test('other kinds: new people as whole counts, and what a field-builder has to do', () => {
  const link = `${ORIGIN}/opportunities/opp_1/talent`
  expect(talentFragment({ title: 'Evaluations engineer', count: 3, skills: ['Python', 'writing'], link }).text).toBe(
    `3 new people fit ‘Evaluations engineer’\nThey bring Python, writing\n${link}`,
  )
  expect(talentFragment({ title: 'Course lead', count: 1, skills: [], link }).text).toBe(
    `1 new person fits ‘Course lead’\n${link}`,
  )
  const note = noteFragment({ label: 'Survey due', title: 'After six months', detail: '22 people', link })
  expect(note.text).toBe(`After six months\nSurvey due · 22 people\n${link}`)
  const mail = digestMail({ ...parts, items: [note], where: 'in your group' })
  expect(mail.text).toContain('See all in your group:\n')
})

test('the HTML is valid, and nothing in it comes from elsewhere', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    // The old width is for a mail program that knows no other.
    rules: { 'no-deprecated-attr': 'off' },
  })
  const note = noteFragment({ label: 'Landing', title: 'A & B', detail: 'x < y', link: links.see })
  const mails = [
    digestMail({ ...parts, closing: [fellow()], items: [...parts.items, note] }),
    signInMail({ link: `${ORIGIN}/sign-in/t`, code: 'ABCD2345' }),
  ]
  for (const { html } of mails) {
    const { results } = await validator.validateString(html)
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    )
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import|\ssrc=/)
  }
})

test('every color can be read on what it stands on, in light and in dark', () => {
  for (const { ink, soft, accent, warm, card, paper, weak } of [light, dark]) {
    for (const on of [card, paper])
      for (const color of [ink, soft, accent]) expect(contrast(color, on)).toBeGreaterThan(4.5)
    expect(contrast(warm, card)).toBeGreaterThan(4.5)
    expect(contrast(ink, weak)).toBeGreaterThan(4.5)
  }
  expect(contrast('#ffffff', light.accent)).toBeGreaterThan(4.5)
  expect(contrast(dark.paper, dark.accent)).toBeGreaterThan(4.5)
})

function contrast(one: string, other: string): number {
  const [more = 0, less = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (more + 0.05) / (less + 0.05)
}

/** As WCAG defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[0-9a-f]{2}/g) ?? []).map((hex) => {
    const part = Number.parseInt(hex, 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
