import type { Actor, Membership } from '../context.ts'

/** What somebody is in an organization. A key is a member as long as its maker is. */
export function membershipIn(actor: Actor, organizationId: string): Membership | null {
  if (actor.type === 'person') return actor.organizations[organizationId] ?? null
  const holdsItsKey = actor.type === 'key' && actor.scope === 'organization' && actor.subjectId === organizationId
  return holdsItsKey ? 'member' : null
}

export const isModerator = (actor: Actor) =>
  actor.type === 'person' && (actor.role === 'moderator' || actor.role === 'admin')

/** Its office: details, members, opportunities. Others are answered as if there were none. */
export const canSeeOffice = (actor: Actor, organizationId: string) =>
  membershipIn(actor, organizationId) !== null || isModerator(actor)

export const canEditOrganization = (actor: Actor, organizationId: string) =>
  actor.type === 'person' && membershipIn(actor, organizationId) !== null

/** Invite, remove, hand over. Moderators help where nobody is left. */
export const canManageMembers = (actor: Actor, organizationId: string) =>
  actor.type === 'person' && (membershipIn(actor, organizationId) === 'owner' || isModerator(actor))

/** Trust, merge, suspend. */
export const canModerateOrganization = (actor: Actor) => isModerator(actor)
