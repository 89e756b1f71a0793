import { sql } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import type { Ctx } from '../context.ts'
import { authorize, conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canManageGroup } from './policy.ts'
import { requireGroup, selectGroupRole } from './queries.ts'
import type { GroupRole } from './schema.ts'

const LAST_OWNER = 'A group keeps one owner: make somebody else an owner first'

/** Whether an owner is left when this one is gone: read in the same statement as it is written. */
const anotherOwner = (groupId: string, personId: string) => sql`exists (select 1 from group_members m
  where m.group_id = ${groupId} and m.person_id <> ${personId} and m.role = 'owner')`

/** Makes a member an owner, or an owner a member: how a group is handed over. The last owner stays one. */
export async function changeGroupRole(ctx: Ctx, groupId: string, personId: string, role: GroupRole): Promise<void> {
  await requireGroup(ctx, groupId)
  authorize(canManageGroup(ctx.actor, groupId))
  const [[before], changed] = await ctx.db.batch([
    selectGroupRole(ctx.db, groupId, personId),
    ctx.db.all<{ role: string }>(sql`update group_members set role = ${role}
      where group_id = ${groupId} and person_id = ${personId} and role <> ${role}
        and (${role} = 'owner' or ${anotherOwner(groupId, personId)}) returning role`),
    ...recordEventIfChanged(ctx, `group.${role} made`, groupId, personId),
  ])
  if (!before) throw notFound('Member')
  if (!changed.length && before.role !== role) throw conflict(LAST_OWNER)
}

/** Ends a membership: one's own, or as an owner another's. Their keys for the group end with it. */
export async function removeGroupMember(ctx: Ctx, groupId: string, personId: string): Promise<void> {
  await requireGroup(ctx, groupId)
  const isSelf = actingPerson(ctx.actor).id === personId
  authorize(isSelf || canManageGroup(ctx.actor, groupId))
  const [[before], removed] = await ctx.db.batch([
    selectGroupRole(ctx.db, groupId, personId),
    ctx.db.all<{ role: string }>(sql`delete from group_members
      where group_id = ${groupId} and person_id = ${personId}
        and (role <> 'owner' or ${anotherOwner(groupId, personId)}) returning role`),
    ...recordEventIfChanged(ctx, isSelf ? 'group.left' : 'group.member removed', groupId, personId),
    ctx.db.run(sql`update api_keys set revoked_at = ${ctx.now}
      where scope = 'group' and subject_id = ${groupId} and person_id = ${personId}
        and revoked_at is null and not exists (
          select 1 from group_members where group_id = ${groupId} and person_id = ${personId})`),
  ])
  if (!before) throw notFound('Member')
  if (!removed.length) throw conflict(LAST_OWNER)
}
