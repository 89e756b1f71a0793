import type { Person } from '../context.ts'
import { canSeeGroup } from '../groups/policy.ts'
import { membershipIn } from '../organizations/policy.ts'
import type { OwnKind } from './schema.ts'

/** Mail about an organization or a group is for its members; everybody may have their own matches. */
export function canHave(person: Person, { kind, subject }: OwnKind): boolean {
  if (kind === 'matches') return subject === ''
  return kind === 'talent' ? membershipIn(person, subject) !== null : canSeeGroup(person, subject)
}
