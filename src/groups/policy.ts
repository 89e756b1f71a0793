import type { Actor, Membership } from '../context.ts'
import { signInFirst } from '../errors.ts'

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

/** Takes back what another member said: the group's owner, or who said it. */
export const canWithdrawInGroup = (actor: Actor, groupId: string, saidBy: string) =>
  canManageGroup(actor, groupId) || (canRecordInGroup(actor, groupId) && actor.type === 'person' && actor.id === saidBy)

/** Who stands for what is written: who is signed in, or the maker of the key. */
export function writerIn(actor: Actor): string {
  if (actor.type === 'person') return actor.id
  if (actor.type === 'key') return actor.personId
  throw signInFirst()
}
