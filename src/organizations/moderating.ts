import { eq } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import { suspensions } from '../auth/table.ts'
import type { Ctx } from '../context.ts'
import type { Db, Statement } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { canModerateOrganization } from './policy.ts'
import { requireOffice } from './queries.ts'
import type { OrganizationChange } from './schema.ts'
import { trusts } from './table.ts'

type Asked = { change: OrganizationChange; reason: string }

const eventNames: Record<OrganizationChange, string> = {
  trust: 'organization.trusted',
  untrust: 'organization.trust ended',
  suspend: 'organization.suspended',
  lift: 'organization.suspension lifted',
}

/**
 * Trusts an organization, suspends it, or takes either back. Of a trusted one new opportunities are published at once; a
 * suspended one's members and keys can submit nothing, while what is open stays. What is so already stays as it is.
 */
export async function moderateOrganization(ctx: Ctx, organizationId: string, asked: Asked): Promise<void> {
  if (!canModerateOrganization(ctx.actor)) throw notFound('Organization')
  await requireOffice(ctx, organizationId)
  const { change, reason } = asked
  await ctx.db.batch([
    changing(ctx.db, { organizationId, reason, by: actingPerson(ctx.actor).id, at: ctx.now })[change],
    ...recordEventIfChanged(ctx, eventNames[change], organizationId, reason),
  ])
}

type Change = { organizationId: string; reason: string; by: string; at: number }

const changing = (db: Db, { organizationId, reason, by, at }: Change): Record<OrganizationChange, Statement> => ({
  trust: db.insert(trusts).values({ organizationId, trustedBy: by, trustedAt: at }).onConflictDoNothing(),
  untrust: db.delete(trusts).where(eq(trusts.organizationId, organizationId)),
  suspend: db
    .insert(suspensions)
    .values({ subjectId: organizationId, reason, suspendedBy: by, suspendedAt: at })
    .onConflictDoNothing(),
  lift: db.delete(suspensions).where(eq(suspensions.subjectId, organizationId)),
})
