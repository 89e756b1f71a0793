import { isModerator } from '../auth/policy.ts'
import type { Actor } from '../context.ts'
import { membershipIn } from '../organizations/policy.ts'

/** Whose it is: the organization's, and the person's who wrote it, whether they are a member or not. */
type Owned = { organizationId: string; authorId: string | null }

const isAuthor = (actor: Actor, { authorId }: Owned) => actor.type === 'person' && actor.id === authorId

/** Write, submit, edit, reopen. Moderators decide about the words of others; they do not write them. */
export const canWrite = (actor: Actor, owned: Owned) =>
  membershipIn(actor, owned.organizationId) !== null || isAuthor(actor, owned)

/** What is not public: drafts, what waits, figures. Others are answered as if there were nothing. */
export const canSeeBehind = (actor: Actor, owned: Owned) => canWrite(actor, owned) || isModerator(actor)

export const canClose = (actor: Actor, owned: Owned) => canWrite(actor, owned) || isModerator(actor)

/** Somebody signed in may propose an opportunity of any organization; a key only those of its own. */
export const canPropose = (actor: Actor, organizationId: string) =>
  actor.type === 'person' || membershipIn(actor, organizationId) !== null

/** Approve, ask for changes, reject, undo. */
export const canDecide = (actor: Actor) => isModerator(actor)

/** Retract and reinstate. */
export const canRetract = (actor: Actor) => isModerator(actor)
