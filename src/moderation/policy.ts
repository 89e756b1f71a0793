import { isModerator } from '../auth/policy.ts'
import type { Actor } from '../context.ts'
import type { Role } from '../people/schema.ts'

export const canAnswerReports = (actor: Actor) => isModerator(actor)

/** Moderators suspend people, admins moderators too, nobody an admin: so nobody themselves. */
export function canSuspend(actor: Actor, { role }: { role: Role }): boolean {
  if (actor.type !== 'person') return false
  return role === 'person' ? isModerator(actor) : role === 'moderator' && actor.role === 'admin'
}
