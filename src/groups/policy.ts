import type { Actor, Membership } from '../context.ts'

/** What somebody is in a group. A key is a member as long as its maker is. */
export function membershipInGroup(actor: Actor, groupId: string): Membership | null {
  if (actor.type === 'person') return Object.hasOwn(actor.groups, groupId) ? (actor.groups[groupId] ?? null) : null
  return actor.type === 'key' && actor.scope === 'group' && actor.subjectId === groupId ? 'member' : null
}

/** Its workspace: its people, programs, landings and estimates. For others it is as if there were none. */
export const canSeeGroup = (actor: Actor, groupId: string) => membershipInGroup(actor, groupId) !== null

/** What the group records: members write it. */
export const canRecordInGroup = (actor: Actor, groupId: string) => membershipInGroup(actor, groupId) !== null

/** Its name, its members, its keys. */
export const canManageGroup = (actor: Actor, groupId: string) =>
  actor.type === 'person' && membershipInGroup(actor, groupId) === 'owner'
