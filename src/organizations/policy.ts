import { isModerator } from '../auth/policy.ts'
import type { Actor, Membership } from '../context.ts'

/** What somebody is in an organization. A key is a member as long as its maker is. */
export function membershipIn(actor: Actor, organizationId: string): Membership | null {
  if (actor.type === 'person')
    return Object.hasOwn(actor.organizations, organizationId) ? (actor.organizations[organizationId] ?? null) : null
  const holdsItsKey = actor.type === 'key' && actor.scope === 'organization' && actor.subjectId === organizationId
  return holdsItsKey ? 'member' : null
}

/** Its office: details, members, opportunities. Others are answered as if there were none. */
export const canSeeOffice = (actor: Actor, organizationId: string) =>
  membershipIn(actor, organizationId) !== null || isModerator(actor)

/** What it says of itself, beside its name and its site. */
export const canEditOrganization = (actor: Actor, organizationId: string) =>
  actor.type === 'person' && membershipIn(actor, organizationId) !== null

/** Its name and its site: what readers, trust and the way in hang on. */
export const canRenameOrganization = (actor: Actor, organizationId: string) =>
  actor.type === 'person' && membershipIn(actor, organizationId) === 'owner'

/** Invite, remove, hand over. Moderators help where nobody is left. */
export const canManageMembers = (actor: Actor, organizationId: string) =>
  actor.type === 'person' && (membershipIn(actor, organizationId) === 'owner' || isModerator(actor))

/** Trust, merge, suspend. */
export const canModerateOrganization = (actor: Actor) => isModerator(actor)
