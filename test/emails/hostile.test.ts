import fc from 'fast-check'
import { XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import {
  digestMail,
  digestSubject,
  noteFragment,
  opportunityFragment,
  talentFragment,
} from '../../web/emails/digest-mail.tsx'
import { opening } from '../matching/arbitrary.ts'
import { hostile, ORIGIN, read } from './arbitrary.ts'

const TITLES = 5_000
const A_MAIL = 10

const links = {
  see: `${ORIGIN}/`,
  manage: `${ORIGIN}/subscriptions/t`,
  pause: `${ORIGIN}/subscriptions/t?pause=4w`,
  less: `${ORIGIN}/subscriptions/t?less=weekly`,
  unsubscribe: `${ORIGIN}/unsubscribe/t`,
  archive: `${ORIGIN}/subscriptions/t/mails`,
}

/** A mail whose every word is one of these. */
function mailSaying(words: readonly string[]) {
  const [first = ''] = words
  const items = words.map((title, i) => {
    const organization = { id: 'org_1', name: title, website: null }
    const places = [{ country: 'FR', city: title }]
    // The id stays the same and another is tried under it: what was kept must not answer for it.
    const opportunity = opening({ id: `opp_${i}`, title, organization, places })
    return opportunityFragment({ opportunity, occasion: 'new', why: `Why: ${title}`, ...read })
  })
  const link = links.see
  items.push(noteFragment({ label: `A ${first}`, title: first, detail: `A ${first}`, link }))
  items.push(talentFragment({ title: first, count: 3, skills: [`A ${first}`], link }))
  return digestMail({
    subject: digestSubject({ title: first, organization: first }, words.length),
    intro: first,
    items,
    more: { count: 3, link },
    closing: items.slice(0, 1),
    links,
    because: `You asked. ${first}`,
    where: 'on the board',
  })
}

/** The tags of a document in their order, with their attributes' names. */
const skeleton = (html: string) =>
  html
    .match(/<[^>]*>/g)
    ?.join('\n')
    .replace(/"[^"]*"/g, '""')

const benign = mailSaying(Array.from({ length: A_MAIL }, () => 'A'))
const expected = skeleton(benign.html)

test(`${TITLES} hostile titles leave one line in the subject, the markup as it is and no control in the text`, () => {
  const all = fc.sample(hostile, TITLES)
  const turning = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/
  for (let i = 0; i < all.length; i += A_MAIL) {
    const { subject, html, text } = mailSaying(all.slice(i, i + A_MAIL))
    expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
    expect(subject.length).toBeLessThanOrEqual(200)
    expect(subject.length).toBeGreaterThan(0)
    expect(skeleton(html)).toBe(expected)
    expect(html.isWellFormed() && !turning.test(html)).toBe(true)
    expect(text.isWellFormed() && !turning.test(text)).toBe(true)
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
    // Paragraphs begin where ours do: no title adds a line that looks like one of them.
    expect(text.split('\n\n')).toHaveLength(benign.text.split('\n\n').length)
  }
})

test('a strict parser reads what came of the worst', () => {
  for (const title of fc.sample(hostile, { numRuns: 50, seed: 5 })) {
    const { html } = mailSaying([title])
    expect(XMLValidator.validate(html.replace('<!doctype html>', ''))).toBe(true)
  }
})
