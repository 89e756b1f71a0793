import type { Kind } from '../../../src/digests/schema.ts'

/** The kinds of digests, as operators read them. */
export const kindWords: Record<Kind, string> = {
  search: 'searches',
  matches: 'matches',
  talent: 'talent',
  group: 'groups',
}
