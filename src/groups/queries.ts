import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { apiKeys } from '../auth/table.ts'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { people } from '../people/table.ts'
import { canSeeGroup } from './policy.ts'
import { groupInvitations, groupMembers, groups } from './table.ts'

/** The group, for those who may see its workspace. */
export async function requireGroup(ctx: Ctx, id: string) {
  const [group] = canSeeGroup(ctx.actor, id) ? await ctx.db.select().from(groups).where(eq(groups.id, id)) : []
  if (!group) throw notFound('Group')
  return group
}
export type Group = Awaited<ReturnType<typeof requireGroup>>

/** The groups that somebody works in. */
export const listOwnGroups = (db: Db, personId: string) =>
  db
    .select({ id: groups.id, name: groups.name, role: groupMembers.role })
    .from(groupMembers)
    .innerJoin(groups, eq(groups.id, groupMembers.groupId))
    .where(eq(groupMembers.personId, personId))
    .orderBy(asc(groups.nameKey))
export type OwnGroup = Awaited<ReturnType<typeof listOwnGroups>>[number]

/** Who works in a group, owners first. */
export const listGroupMembers = (db: Db, groupId: string) =>
  db
    .select({ id: people.id, name: people.name, role: groupMembers.role, addedAt: groupMembers.addedAt })
    .from(groupMembers)
    .innerJoin(people, eq(people.id, groupMembers.personId))
    .where(eq(groupMembers.groupId, groupId))
    .orderBy(desc(groupMembers.role), asc(groupMembers.addedAt), asc(people.id))
export type GroupMember = Awaited<ReturnType<typeof listGroupMembers>>[number]

/** What waits for an answer. Of the address only what tells one from another: no page shows whole ones. */
export const listGroupInvitations = (db: Db, groupId: string) =>
  db
    .select({
      id: groupInvitations.id,
      role: groupInvitations.role,
      invitedAt: groupInvitations.invitedAt,
      whom: sql<string>`substr(${groupInvitations.email}, 1, 1) || '… at '
        || substr(${groupInvitations.email}, instr(${groupInvitations.email}, '@') + 1)`.as('whom'),
    })
    .from(groupInvitations)
    .where(and(eq(groupInvitations.groupId, groupId), isNull(groupInvitations.answer)))
    .orderBy(desc(groupInvitations.invitedAt), asc(groupInvitations.id))
export type OpenGroupInvitation = Awaited<ReturnType<typeof listGroupInvitations>>[number]

/** The keys by which programs reach a group, with who made each. */
export const listGroupKeys = (db: Db, groupId: string) =>
  db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      personId: apiKeys.personId,
      maker: sql<string>`${people.name}`.as('maker'),
      createdAt: apiKeys.createdAt,
      usedAt: apiKeys.usedAt,
    })
    .from(apiKeys)
    .innerJoin(people, eq(people.id, apiKeys.personId))
    .where(and(eq(apiKeys.scope, 'group'), eq(apiKeys.subjectId, groupId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt))
export type GroupKey = Awaited<ReturnType<typeof listGroupKeys>>[number]

export const selectGroupRole = (db: Db, groupId: string, personId: string) =>
  db
    .select({ role: groupMembers.role })
    .from(groupMembers)
    .where(and(eq(groupMembers.groupId, groupId), eq(groupMembers.personId, personId)))
