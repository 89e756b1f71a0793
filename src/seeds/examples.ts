import { sql } from 'drizzle-orm'
import { HOUR } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { insertMany } from '../db/bulk.ts'
import { atomically } from '../db/client.ts'
import { closures, opportunities } from '../opportunities/table.ts'
import { insertOpportunities } from '../opportunities/writing.ts'
import { organizations } from '../organizations/table.ts'
import { people } from '../people/table.ts'
import { exampleAccounts } from './examples/accounts.ts'
import { printedImpact } from './examples/impact.ts'
import { invented } from './examples/landed.ts'
import { lanternExamples } from './examples/lantern.ts'
import { ownerships } from './examples/memberships.ts'
import { exampleOpportunities } from './examples/opportunities.ts'
import { exampleOrganizations } from './examples/organizations.ts'
import { exampleProfiles } from './examples/profiles.ts'
import { printedFigures } from './examples/reported.ts'
import { accountRows, opportunityRow, organizationRows } from './examples/rows.ts'
import { submissions } from './examples/submissions.ts'

export { exampleAccounts }

export const exampleCounts = {
  opportunities: exampleOpportunities.length,
  organizations: Object.keys(exampleOrganizations).length,
  people: exampleAccounts.length,
}

/** Fills an empty database with invented organizations, opportunities and accounts; answers whether it was empty. */
export async function seedExamples(ctx: Ctx): Promise<boolean> {
  if (!(await isEmpty(ctx))) return false
  const found = organizationRows(ctx)
  const rows = exampleOpportunities.map((example) => ({
    example,
    row: opportunityRow(ctx, example, found[example.organization].id),
  }))
  const closed = rows.flatMap(({ example: { closed: reason }, row }) =>
    reason ? [{ opportunityId: row.id, reason, closedBy: 'seed', closedAt: ctx.now - HOUR }] : [],
  )
  await atomically(ctx.db, [
    ...insertMany(ctx.db, organizations, Object.values(found)),
    ...insertOpportunities(
      ctx.db,
      rows.map(({ row }) => row),
    ),
    ...insertMany(ctx.db, closures, closed),
    ...insertMany(ctx.db, people, await accountRows(ctx), sql`on conflict (email_key) do nothing`),
    ...(await lanternExamples(ctx, rows)),
    ...(await ownerships(ctx, found)),
    ...(await printedImpact(ctx)),
    ...(await submissions(ctx, found, rows)),
    ...(await exampleProfiles(ctx)),
    ...(await printedFigures(ctx)),
    // Last: of whoever took part by now.
    ...invented(ctx, 'lantern'),
  ])
  return true
}

async function isEmpty({ db }: Ctx): Promise<boolean> {
  const any = await db.batch([
    db.select({ one: sql`1` }).from(organizations).limit(1),
    db.select({ one: sql`1` }).from(opportunities).limit(1),
  ])
  return any.every((rows) => rows.length === 0)
}
