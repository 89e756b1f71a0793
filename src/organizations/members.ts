import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { authorize, conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { actingPerson, canManageMembers } from './policy.ts'
import { requireOffice, selectRole } from './queries.ts'
import type { MembershipRole } from './schema.ts'
import { verifyDomain } from './verifying.ts'

const LAST_OWNER = 'An organization keeps one owner: make somebody else an owner first'

/** Whether an owner is left when this one is gone: read in the same statement as it is written. */
const anotherOwner = (organizationId: string, personId: string) => sql`exists (select 1 from members m
  where m.organization_id = ${organizationId} and m.person_id <> ${personId} and m.role = 'owner')`

/** Makes a member an owner, or an owner a member: how an organization is handed over. The last owner stays one. */
export async function changeRole(ctx: Ctx, organizationId: string, personId: string, role: MembershipRole) {
  await requireOffice(ctx, organizationId)
  authorize(canManageMembers(ctx.actor, organizationId))
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
  const name = isSelf ? 'organization.left' : 'organization.member removed'
  const [[before], removed] = await ctx.db.batch([
    selectRole(ctx.db, organizationId, personId),
    ctx.db.all<{ role: string }>(sql`delete from members
      where organization_id = ${organizationId} and person_id = ${personId}
        and (role <> 'owner' or ${anotherOwner(organizationId, personId)}) returning role`),
    ...recordEventIfChanged(ctx, name, organizationId, personId),
    ctx.db.run(sql`update api_keys set revoked_at = ${ctx.now}
      where scope = 'organization' and subject_id = ${organizationId} and person_id = ${personId}
        and revoked_at is null and not exists (
          select 1 from members where organization_id = ${organizationId} and person_id = ${personId})`),
    ...verifyDomain(ctx, organizationId, website),
  ])
  if (!before) throw notFound('Member')
  if (!removed.length) throw conflict(LAST_OWNER)
}
