import { eq, type SQL, sql } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import type { Ctx } from '../context.ts'
import { violatesNotNull, violatesUnique } from '../db/client.ts'
import { conflict, invalid, notFound } from '../errors.ts'
import { recordEvent } from '../events.ts'
import { fillOrganization, type Organization } from './merging.ts'
import { canModerateOrganization } from './policy.ts'
import { requireOffice } from './queries.ts'
import { organizations } from './table.ts'
import { verifyDomain } from './verifying.ts'

type Asked = { into: string; reason: string }

/**
 * Merges a duplicate into another organization, for good: everything of it moves, its names become other names of the
 * one that stays, and its address leads there. Owners of the duplicate come along as members where the other has an
 * owner. The trust of the one that stays holds only if it covers whoever comes along.
 */
export async function mergeOrganization(ctx: Ctx, id: string, { into, reason }: Asked): Promise<void> {
  if (!canModerateOrganization(ctx.actor)) throw notFound('Organization')
  const from = await requireOffice(ctx, id)
  const to = await requireTarget(ctx, from.id, into)
  if (from.suspendedAt !== null)
    throw conflict('It is suspended: lift that first, or who is there could go on in the other')
  const aboutMarkdown = to.aboutHtml ? to.aboutMarkdown : from.aboutMarkdown
  const merged = { ...fillOrganization(to, inputOf(from), ctx.now), aboutMarkdown }
  const { id: _, ...columns } = merged
  try {
    await ctx.db.batch([
      claim(ctx, from, to),
      ...moved(from.id, to.id, ctx.now).map((statement) => ctx.db.run(statement)),
      ctx.db.delete(organizations).where(eq(organizations.id, from.id)),
      ctx.db.update(organizations).set(columns).where(eq(organizations.id, to.id)),
      ...recordEvent(ctx, 'organization.merged', from.id, `into ${to.id}: ${reason}`),
      ...recordEvent(ctx, 'organization.grown', to.id, `by ${from.id}: ${reason}`),
      ...verifyDomain(ctx, to.id, merged.website),
    ])
  } catch (error) {
    if (violatesNotNull(error, 'merges.into_id') || violatesUnique(error, 'merges.organization_id'))
      throw conflict('One of the two was changed just now: look at them again')
    throw error
  }
}

const inputOf = ({ name, website, aboutHtml, aliases, countries, parent, foundedOn }: Organization) => ({
  name,
  website,
  aboutHtml,
  aliases,
  countries,
  parent,
  foundedOn,
})

async function requireTarget(ctx: Ctx, fromId: string, intoId: string): Promise<Organization> {
  if (fromId === intoId) throw invalid([{ path: 'into', message: 'Choose another organization than this one' }])
  const [to] = await ctx.db.select().from(organizations).where(eq(organizations.id, intoId))
  if (!to) throw invalid([{ path: 'into', message: 'This organization is not there, or was merged: choose another' }])
  return to
}

type Read = { id: string; updatedAt: number }

/** The address that leads on; fails, and the whole batch with it, where either is no longer as it was read. */
const claim = (ctx: Ctx, from: Read, to: Read) =>
  ctx.db.run(sql`insert into merges (organization_id, into_id, merged_by, merged_at) values (${from.id}, (
    select b.id from organizations a, organizations b
    where a.id = ${from.id} and a.updated_at = ${from.updatedAt} and b.id = ${to.id} and b.updated_at = ${to.updatedAt}
  ), ${actingPerson(ctx.actor).id}, ${ctx.now})`)

/** Everything that names the one organization names the other, in an order that no key or reference minds. */
function moved(from: string, to: string, now: number): SQL[] {
  const hasOwner = sql`exists (select 1 from members o where o.organization_id = ${to} and o.role = 'owner')`
  const asked = sql`('&' || query || '&')`
  const [before, after] = [`&org=${from}&`, `&org=${to}&`]
  return [
    sql`update merges set into_id = ${to} where into_id = ${from}`,
    sql`update opportunities set organization_id = ${to} where organization_id = ${from}`,
    sql`update revisions set organization_id = ${to} where organization_id = ${from}`,
    sql`update drafts set organization_id = ${to} where organization_id = ${from}`,
    sql`update landings set organization_id = ${to} where organization_id = ${from}`,
    sql`delete from trusts where organization_id = ${to}
      and exists (select 1 from members where organization_id = ${from})
      and not exists (select 1 from trusts where organization_id = ${from})`,
    // The invitations first: whether the other has an owner is changed by the members.
    sql`update invitations set answer = 'withdrawn', answered_at = ${now}, email = ''
      where organization_id = ${from} and answer is null and email_key in (
        select email_key from invitations where organization_id = ${to} and answer is null)`,
    sql`update invitations set organization_id = ${to},
      role = case when ${hasOwner} and answer is null then 'member' else role end where organization_id = ${from}`,
    sql`insert into members (organization_id, person_id, role, added_by, added_at)
      select ${to}, person_id, case when ${hasOwner} then 'member' else role end, added_by, added_at
      from members where organization_id = ${from}
      on conflict (organization_id, person_id) do update set role = excluded.role where excluded.role = 'owner'`,
    sql`delete from members where organization_id = ${from}`,
    sql`update api_keys set subject_id = ${to} where scope = 'organization' and subject_id = ${from}`,
    // Of two requests to one person that are open the other's stays.
    sql`update or ignore introductions set organization_id = ${to} where organization_id = ${from}`,
    sql`delete from introductions where organization_id = ${from}`,
    sql`update imported set subject_id = ${to} where subject_id = ${from}`,
    sql`update or ignore notices set subject_id = ${to} where subject_id = ${from}`,
    sql`delete from notices where subject_id = ${from}`,
    sql`update or ignore removed_members set organization_id = ${to} where organization_id = ${from}`,
    sql`delete from removed_members where organization_id = ${from}`,
    sql`delete from renamings where organization_id = ${from}`,
    sql`delete from trusts where organization_id = ${from}`,
    sql`delete from verifications where organization_id = ${from}`,
    sql`update or ignore subscriptions set query = trim(replace(${asked}, ${before}, ${after}), '&')
      where instr(${asked}, ${before}) > 0`,
    sql`update or ignore subscriptions set subject_id = ${to} where kind = 'talent' and subject_id = ${from}`,
    sql`update subscriptions set ended_at = ${now}, next_due_at = null
      where ended_at is null and kind = 'talent' and subject_id = ${from}`,
    // Only a search that its reader follows already is left.
    sql`update subscriptions set ended_at = ${now}, next_due_at = null, asked = null
      where ended_at is null and instr(${asked}, ${before}) > 0`,
  ]
}
