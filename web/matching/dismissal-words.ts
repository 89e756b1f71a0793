import type { DismissalReason } from '../../src/matching/schema.ts'

/** Why it is not for them, as people press it. */
export const reasonWords: Record<DismissalReason, string> = {
  hours: 'Too many hours',
  place: 'Wrong place',
  field: 'Not my field',
  level: 'Too senior or too junior',
  known: 'I knew it already',
  other: 'Another reason',
}
