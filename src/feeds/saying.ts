import { payAlone, placeWords } from '../../web/opportunities/words.ts'
import { ANYWHERE_ON_EARTH, formatDay } from '../calendar.ts'
import { describeCommitment } from '../commitment.ts'
import type { OpportunityCard } from '../opportunities/queries.ts'
import { say } from '../search/naming.ts'
import type { Notice } from '../search/schema.ts'

/** One line without what XML and calendars forbid: control characters, noncharacters, halves of a surrogate pair. */
export const oneLine = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\uFFFE\uFFFF]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** What of a search was left out or finds nothing, for readers of what has no page; empty where all was understood. */
export const noticesLine = (notices: readonly Notice[]) =>
  notices.length
    ? oneLine(`Not understood: ${notices.map(({ path, message }) => `${path}: ${message}`).join('; ')}.`)
    : ''

/** The title as it stands alone; what is invented says so. */
export const titleLine = (o: Pick<OpportunityCard, 'title' | 'example'>) =>
  oneLine(o.example ? `Example: ${o.title}` : o.title)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as HTML; no `]]>` is left that could end a CDATA section. */
export const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? '')

/** Days in full: an entry may be read weeks after it was written, when "6 days" is no longer true. */
function deadlineFacts(o: OpportunityCard): string[] {
  const about = o.approximate ? 'about ' : ''
  const opens = o.opensOn ? [`applications from ${about}${formatDay(o.opensOn)}`] : []
  if (o.closesOn) return [...opens, `closes ${about}${formatDay(o.closesOn)}${endWords(o.zone)}`]
  if (o.rolling) return [...opens, 'rolling']
  return opens.length ? opens : ['deadline not stated']
}

/** Where no zone is stated the words claim none. */
function endWords(zone: string | null): string {
  if (!zone) return ''
  return zone === ANYWHERE_ON_EARTH ? ', anywhere on Earth' : `, end of day in ${zone}`
}

/** Kind, place, hours, pay and deadline on one line. */
export const factsLine = (o: OpportunityCard) =>
  oneLine(
    [say(o.kind), placeWords(o), describeCommitment(o.commitment), payAlone(o.pay), ...deadlineFacts(o)].join(' · '),
  )
