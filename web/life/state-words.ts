import { dayIn, formatDay, formatDayOfYear } from '../../src/calendar.ts'
import type { OfficeRow } from '../../src/opportunities/life/office.ts'
import type { OfficeState } from '../../src/opportunities/life/office-state.ts'
import type { ClosingReason, RetractionReason } from '../../src/opportunities/schema.ts'
import { deadlineWords, isOpenYet } from '../opportunities/words.ts'

const closings: Record<ClosingReason, string> = {
  filled: 'Closed: filled',
  withdrawn: 'Closed: withdrawn',
  expired: 'Closed: the deadline has passed',
  unreachable: 'Closed: nobody answered whether it is open',
}
const retractions: Record<RetractionReason, string> = {
  hazardous: 'Retracted by a moderator: hazardous',
  misleading: 'Retracted by a moderator: misleading',
  duplicate: 'Retracted by a moderator: a duplicate',
  mistake: 'Retracted by a moderator: a mistake',
}

/** A state in words, and whether it is on the board (`on`) or asks something of the reader (`act`). */
export function stateWords(state: OfficeState): { text: string; tone: 'on' | 'act' | '' } {
  switch (state.is) {
    case 'draft':
      return { text: 'Draft', tone: '' }
    case 'waiting':
      return { text: 'Waits for a moderator', tone: '' }
    case 'published':
      return { text: 'On the board', tone: 'on' }
    case 'closing_soon':
      return { text: 'On the board, closes soon', tone: 'act' }
    case 'changes_asked':
      return { text: 'Changes asked', tone: 'act' }
    case 'rejected':
      return { text: 'Rejected', tone: 'act' }
    case 'closed':
      return { text: closings[state.reason], tone: '' }
    case 'retracted':
      return { text: retractions[state.reason], tone: 'act' }
  }
}

/** How long it is still open, or when it ended. */
export function timeLeft({ public: o, closure }: OfficeRow, now: number): string | null {
  if (closure) return `since ${formatDay(dayIn(closure.at, 'UTC'))}`
  if (!o) return null
  if (o.closesAt !== null && o.closesAt <= now) return o.closesOn && `on ${formatDay(o.closesOn)}`
  const deadline = deadlineLeft(o, now)
  return isOpenYet(o, now) ? deadline : `${deadlineWords(o, now).text}, ${deadline}`
}

/** "closes 6 Dec, 14 days left", "closes tomorrow", "closes 3 Mar 2027", "rolling". */
function deadlineLeft(o: NonNullable<OfficeRow['public']>, now: number): string {
  if (!o.closesOn) return o.rolling ? 'rolling' : 'no deadline'
  const { text } = deadlineWords({ ...o, opensOn: null }, now)
  if (!/days$/.test(text)) return `closes ${text}`
  return `closes ${formatDayOfYear(o.closesOn)}, ${text} left`
}
