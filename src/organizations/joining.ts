import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { authorize, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { actingPerson, membershipIn } from './policy.ts'
import { findRole, selectOrganization } from './queries.ts'
import { domainOf, hasMailboxAt, verifyDomain } from './verifying.ts'

/** How somebody can come to post for an organization. */
export type WayIn = {
  organization: { id: string; name: string }
  /** The domain whose mailboxes let people in; null where the site says nothing about who works there. */
  domain: string | null
  state: 'member' | 'invited' | 'may_join' | 'must_ask'
  isFirst: boolean
  invitationId: string | null
}

/** Where a person stands before an organization that they may work at. */
export async function readWayIn(ctx: Ctx, organizationId: string): Promise<WayIn> {
  const person = actingPerson(ctx.actor)
  const [organization] = await selectOrganization(ctx.db, organizationId)
  if (!organization) throw notFound('Organization')
  const { id, name } = organization
  const domain = domainOf(organization.website)
  const [row] = await ctx.db.all<{ fits: number; members: number; invitation: string | null }>(sql`select
    exists (select 1 from people where id = ${person.id} and ${hasMailboxAt(domain)}) as fits,
    exists (select 1 from members where organization_id = ${id}) as members,
    (select id from invitations where organization_id = ${id} and email_key = ${person.emailKey}
      and answer is null) as invitation`)
  const invitationId = row?.invitation ?? null
  const isMember = membershipIn(person, id) !== null
  const state = isMember ? 'member' : invitationId ? 'invited' : row?.fits ? 'may_join' : 'must_ask'
  return { organization: { id, name }, domain, state, isFirst: !row?.members, invitationId }
}

/**
 * Makes a person whose proven mailbox is at the domain of an organization's site a member of it, and its owner where it
 * has no members; answers the organization's id. Refuses everybody else; `readWayIn` says what they need.
 */
export async function joinByDomain(ctx: Ctx, organizationId: string): Promise<string> {
  const person = actingPerson(ctx.actor)
  const [organization] = await selectOrganization(ctx.db, organizationId)
  if (!organization) throw notFound('Organization')
  const { id, website } = organization
  const [joined] = await ctx.db.batch([
    ctx.db.all<{ person_id: string }>(sql`insert into members (organization_id, person_id, role, added_by, added_at)
      select o.id, people.id,
        case when exists (select 1 from members where organization_id = o.id) then 'member' else 'owner' end,
        people.id, ${ctx.now}
      from organizations o, people
      where o.id = ${id} and o.website is ${website} and people.id = ${person.id}
        and ${hasMailboxAt(domainOf(website))}
      on conflict (organization_id, person_id) do nothing returning person_id`),
    ...recordEventIfChanged(ctx, 'organization.joined', id, person.id),
    ...verifyDomain(ctx, id, website),
  ])
  authorize(joined.length > 0 || (await findRole(ctx.db, id, person.id)) !== null)
  return id
}
