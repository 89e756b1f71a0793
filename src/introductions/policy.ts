import { isModerator } from '../auth/policy.ts'
import type { Actor } from '../context.ts'
import { membershipIn } from '../organizations/policy.ts'

/** Who asks for an introduction is the organization that people allow to see them: no author from elsewhere, no moderator. */
export const canAsk = (actor: Actor, organizationId: string) =>
  actor.type === 'person' && membershipIn(actor, organizationId) !== null

/** Suggest an opportunity to somebody whose address one knows. */
export const canSuggest = (actor: Actor) =>
  actor.type === 'person' && (isModerator(actor) || Object.keys(actor.groups).length > 0)
