import { ANYWHERE_ON_EARTH, dayIn, daysBetween, formatDay } from '../../src/calendar.ts'
import { type Commitment, describeCommitment, fteYear, toWeekly } from '../../src/commitment.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { deadlineWords, payAlone, placeWords } from '../opportunities/words.ts'
import { oneLine } from './plain-lines.ts'

export type ItemWords = {
  link: string
  title: string
  kind: string
  organization: string
  place: string
  time: string
  pay: string
  closing: { text: string; soon: boolean }
  /** "open again", "now open", or nothing. */
  mark: string
}

const MOST_OF_TITLE = 160
const MOST_OF_NAME = 80

/** All that a mail says of an opportunity, but for why this reader gets it. */
export function itemWords(o: OpportunityCard, occasion: string, origin: string, now: number): ItemWords {
  const left = deadlineWords(o, now)
  return {
    link: origin + paths.opportunity(o.id, o.title),
    title: oneLine(o.title, MOST_OF_TITLE) || 'Without a title',
    kind: capital(say(o.kind)) + (o.example ? ' (example)' : ''),
    organization: oneLine(o.organization.name, MOST_OF_NAME) || 'an organization',
    place: oneLine(placeWords(o), MOST_OF_TITLE),
    time: timeWords(o.commitment),
    pay: payAlone(o.pay),
    closing: { text: closingWords(o, left.text, now), soon: left.soon },
    mark: markOf(occasion),
  }
}

/** As a line begins. */
export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** The day it is where it closes: until it ends the words of a card stay the same. */
export const dayOf = ({ zone }: Pick<OpportunityCard, 'zone'>, now: number) => dayIn(now, zone ?? ANYWHERE_ON_EARTH)

/** "3 h a month (0.7 h a week) · 2 % of a full-time year". */
function timeWords(c: Commitment): string {
  const share = fteYear(c)
  return [describeCommitment(c) + weeklyWords(c), share !== null && `${percent(share)} of a full-time year`]
    .filter(Boolean)
    .join(' · ')
}

const percent = (share: number) => (share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`)

const tenths = (hours: number) => Math.round(hours * 10) / 10

function weeklyWords(c: Commitment): string {
  if (c.basis !== 'stated' || c.per === 'week') return ''
  const [least, most] = [tenths(toWeekly(c.hoursMin, c.per)), tenths(toWeekly(c.hoursMax, c.per))]
  return ` (${least === most ? most : `${least}–${most}`} h a week)`
}

/** Both the days left and the day: a mail may be read late. */
function closingWords(o: OpportunityCard, left: string, now: number): string {
  if (left === 'not stated') return 'deadline not stated'
  if (left === 'rolling') return 'rolling deadline'
  if (left.startsWith('opens') || !o.closesOn) return left
  const days = daysBetween(dayOf(o, now), o.closesOn)
  const about = o.approximate ? 'about ' : ''
  const when = days <= 0 ? `${about}today` : days === 1 ? `${about}tomorrow` : `in ${about}${days} days`
  return `closes ${when}, ${formatDay(o.closesOn)}`
}

export function markOf(occasion: string): string {
  if (occasion.startsWith('reopened')) return 'open again'
  return occasion.startsWith('opened') ? 'now open' : ''
}
