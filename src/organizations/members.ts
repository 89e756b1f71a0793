import { sql } from 'drizzle-orm'
import { actingPerson, isModerator } from '../auth/policy.ts'
import type { Ctx } from '../context.ts'
import { authorize, conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canManageMembers } from './policy.ts'
import { requireOffice, selectRole } from './queries.ts'
import type { MembershipRole } from './schema.ts'
import { requireNotSuspended } from './suspended.ts'
import { verifyDomain } from './verifying.ts'

const LAST_OWNER = 'An organization keeps one owner: make somebody else an owner first'

/** Whether an owner is left when this one is gone: read in the same statement as it is written. */
const anotherOwner = (organizationId: string, personId: string) => sql`exists (select 1 from members m
  where m.organization_id = ${organizationId} and m.person_id <> ${personId} and m.role = 'owner')`

/** Of a suspended organization only moderators put in order who is there. */
async function requireChangeable(ctx: Ctx, organizationId: string): Promise<void> {
  if (!isModerator(ctx.actor)) await requireNotSuspended(ctx, organizationId)
}

/** Right behind a removal and its event: they come back by a new invitation only, not by their mailbox. */
const keepOut = (ctx: Ctx, organizationId: string, personId: string) => [
  ctx.db.run(sql`insert into removed_members (organization_id, person_id, removed_by, removed_at)
    select ${organizationId}, ${personId}, ${actingPerson(ctx.actor).id}, ${ctx.now} where changes() > 0
    on conflict (organization_id, person_id) do update set removed_by = excluded.removed_by, removed_at = excluded.removed_at`),
  ctx.db.run(sql`update invitations set answer = 'withdrawn', answered_at = ${ctx.now}, email = ''
    where organization_id = ${organizationId} and answer is null and changes() > 0
      and email_key = (select email_key from people where id = ${personId})`),
]

/** Makes a member an owner, or an owner a member: how an organization is handed over. The last owner stays one. */
export async function changeRole(ctx: Ctx, organizationId: string, personId: string, role: MembershipRole) {
  await requireOffice(ctx, organizationId)
  authorize(canManageMembers(ctx.actor, organizationId))
  await requireChangeable(ctx, organizationId)
  const [[before], changed] = await ctx.db.batch([
    selectRole(ctx.db, organizationId, personId),
    ctx.db.all<{ role: string }>(sql`update members set role = ${role}
      where organization_id = ${organizationId} and person_id = ${personId} and role <> ${role}
        and (${role} = 'owner' or ${anotherOwner(organizationId, personId)}) returning role`),
    ...recordEventIfChanged(ctx, `organization.${role} made`, organizationId, personId),
  ])
  if (!before) throw notFound('Member')
  if (!changed.length && before.role !== role) throw conflict(LAST_OWNER)
}

/** Ends a membership: one's own, or as an owner another's. Their keys for the organization end with it. */
export async function removeMember(ctx: Ctx, organizationId: string, personId: string): Promise<void> {
  const { website } = await requireOffice(ctx, organizationId)
  const isSelf = actingPerson(ctx.actor).id === personId
  authorize(isSelf || canManageMembers(ctx.actor, organizationId))
  if (!isSelf) await requireChangeable(ctx, organizationId)
  const name = isSelf ? 'organization.left' : 'organization.member removed'
  const [[before], removed] = await ctx.db.batch([
    selectRole(ctx.db, organizationId, personId),
    ctx.db.all<{ role: string }>(sql`delete from members
      where organization_id = ${organizationId} and person_id = ${personId}
        and (role <> 'owner' or ${anotherOwner(organizationId, personId)}) returning role`),
    ...recordEventIfChanged(ctx, name, organizationId, personId),
    ...(isSelf ? [] : keepOut(ctx, organizationId, personId)),
    ctx.db.run(sql`update api_keys set revoked_at = ${ctx.now}
      where scope = 'organization' and subject_id = ${organizationId} and person_id = ${personId}
        and revoked_at is null and not exists (
          select 1 from members where organization_id = ${organizationId} and person_id = ${personId})`),
    ...verifyDomain(ctx, organizationId, website),
  ])
  if (!before) throw notFound('Member')
  if (!removed.length) throw conflict(LAST_OWNER)
}
