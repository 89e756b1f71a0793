import type { Actor } from '../../context.ts'
import { membershipIn } from '../../organizations/policy.ts'

type Owned = { authorId: string | null; organizationId: string | null }

/** A draft is read by its author and the members of its organization; for others there is none. */
export const canSeeDraft = (actor: Actor, { authorId, organizationId }: Owned) =>
  actor.type === 'person' &&
  (authorId === actor.id || (organizationId !== null && membershipIn(actor, organizationId) !== null))
