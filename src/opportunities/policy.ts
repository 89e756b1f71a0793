import type { Actor } from '../context.ts'
import { isModerator, membershipIn } from '../organizations/policy.ts'

type Owned = { organizationId: string }

/** What is not public yet: drafts, what waits, figures. Others are answered as if there were nothing. */
export const canSeeBehind = (actor: Actor, { organizationId }: Owned) =>
  membershipIn(actor, organizationId) !== null || isModerator(actor)

/** Write, submit, edit. Moderators decide about words of others; they do not write them. */
export const canWrite = (actor: Actor, { organizationId }: Owned) => membershipIn(actor, organizationId) !== null

export const canClose = (actor: Actor, { organizationId }: Owned) =>
  membershipIn(actor, organizationId) !== null || isModerator(actor)

/** Approve, ask for changes, reject, undo. */
export const canDecide = (actor: Actor) => isModerator(actor)

export const canRetract = (actor: Actor) => isModerator(actor)
