import { DAY } from '../../calendar.ts'
import type { ClosingReason, RetractionReason } from '../schema.ts'
import type { OfficeRow } from './office.ts'

const SOON = 5 * DAY

/** Where an opportunity stands for those who posted it. */
export type OfficeState =
  | { is: 'draft' | 'waiting' | 'published' | 'closing_soon' }
  | { is: 'changes_asked' | 'rejected'; words: string }
  | { is: 'closed'; reason: ClosingReason }
  | { is: 'retracted'; reason: RetractionReason }

export function officeState(row: OfficeRow, now: number): OfficeState {
  if (row.retracted) return { is: 'retracted', reason: row.retracted }
  if (!row.public) return unpublished(row)
  if (row.closure) return { is: 'closed', reason: row.closure.reason }
  const { closesAt } = row.public
  if (closesAt !== null && closesAt <= now) return { is: 'closed', reason: 'expired' }
  return { is: closesAt !== null && closesAt <= now + SOON ? 'closing_soon' : 'published' }
}

/** What waits or was sent back beside what the public reads; null where the newest version is what it reads. */
export function editState(row: OfficeRow): OfficeState | null {
  if (!row.public || row.retracted) return null
  const state = unpublished(row)
  return state.is === 'draft' ? null : state
}

function unpublished({ revision }: OfficeRow): OfficeState {
  switch (revision?.verdict) {
    case null:
      return { is: 'waiting' }
    case 'changes_asked':
    case 'rejected':
      return { is: revision.verdict, words: revision.words }
    default:
      return { is: 'draft' }
  }
}
