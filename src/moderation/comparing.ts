import { deadlineInFull, levelWords, payWords, placesInFull } from '../../web/opportunities/words.ts'
import { formatDay } from '../calendar.ts'
import { describeCommitment } from '../commitment.ts'
import type { OpportunityInput } from '../opportunities/schema.ts'
import { facetValueName, say } from '../search/naming.ts'
import { languageName } from '../taxonomy/languages.ts'
import { excerpt, plainText } from '../text/plain.ts'
import { diffWords, type Piece } from './word-diff.ts'

/** What an opportunity says, whether approved or waiting. */
export type Said = Omit<OpportunityInput, 'verifiedOn'>

type Field = { name: string; say: (o: Said) => string }

const names = (facet: 'skill' | 'profession' | 'audience', ids: readonly string[]) =>
  ids.map((id) => facetValueName(facet, id)).join(', ')
const skills = (o: Said, must: boolean) =>
  names(
    'skill',
    o.skills.filter((skill) => skill.must === must).map(({ id }) => id),
  )
const day = (text: string | null) => (text ? formatDay(text) : '')
const answer = (text: string) => (text === 'unknown' ? '' : text)

/** One made of the text's beginning says nothing of its own. */
const ownSummary = (o: Said) => (o.summary === excerpt(plainText(o.bodyHtml)) ? '' : o.summary)

function saidPay({ pay }: Said): string {
  const hasAmount = pay.min !== null || pay.max !== null
  return hasAmount ? `${payWords(pay)}, ${say(pay.kind)}` : payWords(pay)
}

/** In the order in which a page shows them. */
const fields: readonly Field[] = [
  { name: 'Title', say: (o) => o.title },
  { name: 'Kind', say: (o) => say(o.kind) },
  { name: 'Where to apply', say: (o) => o.applyUrl ?? '' },
  { name: 'Summary', say: ownSummary },
  { name: 'Text', say: (o) => readableText(o.bodyHtml) },
  { name: 'How it was validated', say: (o) => o.validation ?? '' },
  { name: 'Time', say: (o) => describeCommitment(o.commitment) },
  { name: 'Starts', say: (o) => day(o.startsOn) },
  { name: 'Place', say: (o) => [placesInFull(o), o.zoneFence].filter(Boolean).join(' · ') },
  { name: 'Pay', say: saidPay },
  { name: 'Deadline', say: (o) => (o.rolling ? 'rolling' : (deadlineInFull(o) ?? '')) },
  { name: 'Opens', say: (o) => day(o.opensOn) },
  { name: 'Needs', say: (o) => skills(o, true) },
  { name: 'Good to have', say: (o) => skills(o, false) },
  { name: 'Teaches', say: (o) => names('skill', o.teaches) },
  { name: 'Professions', say: (o) => names('profession', o.professions) },
  { name: 'Work groups', say: (o) => o.workGroups.map(say).join(', ') },
  { name: 'Side', say: (o) => o.sides.map(say).join(', ') },
  { name: 'Made for', say: (o) => names('audience', o.audiences) },
  { name: 'Languages', say: (o) => o.languages.map(languageName).join(', ') },
  { name: 'Level', say: (o) => (o.level ? levelWords(o.level) : '') },
  { name: 'Degree', say: (o) => o.degree ?? '' },
  { name: 'Visa support', say: (o) => answer(o.visa) },
  { name: 'Relocation help', say: (o) => answer(o.relocation) },
  { name: 'Seats', say: (o) => (o.seats ? String(o.seats) : '') },
]

/** HTML as lines of text, with where each link leads: a link may change under the same words. */
export function readableText(html: string): string {
  const marked = html
    .replace(
      /<a\b[^>]*\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi,
      (_, href: string, words: string) => `${words} (${href})`,
    )
    .replace(/<\/(?:p|li|h[1-6]|tr|blockquote|pre|dt|dd)>|<[bh]r\b[^>]*>/gi, '$&\n')
  return marked.split('\n').map(plainText).filter(Boolean).join('\n')
}

export type Change = { name: string; pieces: Piece[] }

/** What differs, field by field, each with its words marked. */
export function changesBetween(before: Said, after: Said): Change[] {
  return fields.flatMap(({ name, say: saying }) => {
    const [old, fresh] = [saying(before), saying(after)]
    return old === fresh ? [] : [{ name, pieces: diffWords(old, fresh) }]
  })
}

const telling = ['Title', 'Kind', 'Where to apply', 'Time', 'Place', 'Pay', 'Deadline']
const beside: readonly Field[] = [
  ...fields.filter(({ name }) => telling.includes(name)),
  { name: 'Summary', say: (o) => o.summary || excerpt(plainText(o.bodyHtml)) },
]
export type BesideRow = { name: string; ours: string; theirs: string; same: boolean }

/** Two opportunities side by side, by what tells a duplicate. */
export const besideEachOther = (ours: Said, theirs: Said): BesideRow[] =>
  beside
    .map(({ name, say: saying }) => ({ name, ours: saying(ours), theirs: saying(theirs) }))
    .filter(({ ours, theirs }) => ours || theirs)
    .map((row) => ({ ...row, same: row.ours === row.theirs }))
