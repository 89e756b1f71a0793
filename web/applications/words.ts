import type { State } from '../../src/applications/schema.ts'

/** A state as its heading says it. */
export const stateNames: Record<State, string> = {
  saved: 'Saved',
  preparing: 'Preparing',
  applied: 'Applied',
  interview: 'Interview',
  offer: 'Offer',
  accepted: 'Accepted',
  declined: 'Declined by you',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
}

/** What somebody says by moving there. */
export const moveWords: Record<State, string> = {
  saved: 'Back to saved',
  preparing: 'I am preparing it',
  applied: 'I applied',
  interview: 'Interview',
  offer: 'I have an offer',
  accepted: 'I accepted',
  declined: 'I declined',
  rejected: 'They said no',
  withdrawn: 'I withdrew',
}
