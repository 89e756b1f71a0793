import type { Ctx } from '../../src/context.ts'
import { atomically } from '../../src/db/client.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { contentOf, insertOpportunities } from '../../src/opportunities/writing.ts'
import { organizations } from '../../src/organizations/table.ts'

/** Publishes an invented opportunity wherever it is asked to, and answers its id. */
export async function publishAs(
  { db, now, newId }: Pick<Ctx, 'db' | 'now' | 'newId'>,
  fields: Partial<OpportunityInput>,
): Promise<string> {
  const id = newId('opp')
  const organization = {
    id: 'org_northlight',
    name: 'Northlight Institute',
    nameKey: 'northlight institute',
    createdAt: 0,
    updatedAt: 0,
  }
  await db.insert(organizations).values(organization).onConflictDoNothing()
  const input = OpportunityInput.parse({ kind: 'role', title: `Opportunity ${id}`, ...fields })
  const times = { publishedAt: now, createdAt: now, updatedAt: now }
  const row = { ...contentOf(input), id, organizationId: organization.id, ...times }
  await atomically(db, insertOpportunities(db, [row]))
  return id
}
