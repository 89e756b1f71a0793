import { sql } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import type { Ctx } from '../context.ts'
import { authorize, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { membershipIn } from './policy.ts'
import { findRole, selectOrganization } from './queries.ts'
import type { MembershipRole } from './schema.ts'
import { requireNotSuspended } from './suspended.ts'
import { domainOf, hasMailboxAt, hasOwnDomain, verifyDomain } from './verifying.ts'

/** How somebody can come to post for an organization. */
export type WayIn = {
  organization: { id: string; name: string }
  /** The domain whose mailboxes let people in; null where the site says nothing about who works there. */
  domain: string | null
  state: 'member' | 'invited' | 'may_join' | 'was_removed' | 'must_ask'
  isFirst: boolean
  hasOwner: boolean
  /** What joining by mailbox makes of them. */
  role: MembershipRole
  invitationId: string | null
}

type Found = { fits: number; members: number; owners: number; removed: number; invitation: string | null }

/** Where a person stands before an organization that they may work at. */
export async function readWayIn(ctx: Ctx, organizationId: string): Promise<WayIn> {
  const person = actingPerson(ctx.actor)
  const [organization] = await selectOrganization(ctx.db, organizationId)
  if (!organization) throw notFound('Organization')
  const { id, name } = organization
  const domain = domainOf(organization.website)
  const [row] = await ctx.db.all<Found>(sql`select
    exists (select 1 from people where id = ${person.id} and ${hasMailboxAt(domain)}) as fits,
    exists (select 1 from members where organization_id = ${id}) as members,
    exists (select 1 from members where organization_id = ${id} and role = 'owner') as owners,
    exists (select 1 from removed_members where organization_id = ${id} and person_id = ${person.id}) as removed,
    (select id from invitations where organization_id = ${id} and email_key = ${person.emailKey}
      and answer is null) as invitation`)
  const invitationId = row?.invitation ?? null
  const isMember = membershipIn(person, id) !== null
  const byMailbox = row?.removed ? 'was_removed' : row?.fits ? 'may_join' : 'must_ask'
  const state = isMember ? 'member' : invitationId ? 'invited' : byMailbox
  const isFirst = !row?.members
  const role = isFirst && hasOwnDomain(organization.website) ? 'owner' : 'member'
  return { organization: { id, name }, domain, state, isFirst, hasOwner: Boolean(row?.owners), role, invitationId }
}

/**
 * Makes a person whose proven mailbox is at the domain of an organization's site a member of it, and its owner where it
 * has no members and the domain is its own; answers the organization's id. Refuses everybody else, and who was removed;
 * `readWayIn` says what they need.
 */
export async function joinByDomain(ctx: Ctx, organizationId: string): Promise<string> {
  const person = actingPerson(ctx.actor)
  const [organization] = await selectOrganization(ctx.db, organizationId)
  if (!organization) throw notFound('Organization')
  const { id, website } = organization
  await requireNotSuspended(ctx, id)
  const first: MembershipRole = hasOwnDomain(website) ? 'owner' : 'member'
  const [joined] = await ctx.db.batch([
    ctx.db.all<{ person_id: string }>(sql`insert into members (organization_id, person_id, role, added_by, added_at)
      select o.id, people.id,
        case when exists (select 1 from members where organization_id = o.id) then 'member' else ${first} end,
        people.id, ${ctx.now}
      from organizations o, people
      where o.id = ${id} and o.website is ${website} and people.id = ${person.id}
        and ${hasMailboxAt(domainOf(website))}
        and not exists (select 1 from removed_members where organization_id = o.id and person_id = people.id)
        and not exists (select 1 from suspensions where subject_id = o.id)
      on conflict (organization_id, person_id) do nothing returning person_id`),
    ...recordEventIfChanged(ctx, 'organization.joined', id, person.id),
    ...verifyDomain(ctx, id, website),
  ])
  authorize(joined.length > 0 || (await findRole(ctx.db, id, person.id)) !== null)
  return id
}
