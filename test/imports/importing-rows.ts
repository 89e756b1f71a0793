import { importRows } from '../../src/imports/importing.ts'
import type { MappedRow, OpportunityRecord } from '../../src/imports/mapped-row.ts'
import { opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import type { World } from '../support/world.ts'

export const NOW = Date.parse('2026-03-02T12:00:00Z')

export const ctxAt = (world: World, now = NOW) => world.ctx({ now, actor: { type: 'system', job: 'import' } })

/** Everything that an import may write, without what only says when. */
export async function contentsOf({ db }: World) {
  const [allOpportunities, allOrganizations] = [
    await db.select().from(opportunities),
    await db.select().from(organizations),
  ]
  const nameOf = new Map(allOrganizations.map(({ id, name }) => [id, name]))
  return {
    opportunities: allOpportunities
      .map(({ title, applyUrl, organizationId, closesOn }) =>
        [title, applyUrl, nameOf.get(organizationId), closesOn].join('|'),
      )
      .sort(),
    organizations: allOrganizations
      .map(({ name, website, countries }) => [name, website, ...countries].join('|'))
      .sort(),
  }
}

export const opening = (
  id: number,
  changes: Partial<OpportunityRecord> = {},
  content: Record<string, unknown> = {},
): MappedRow => ({
  row: id,
  subject: 'opportunity',
  externalId: `x${id}`,
  record: {
    organization: { name: `House ${id % 3}`, website: null },
    content: { kind: 'role', title: `Opening ${id}`, applyUrl: `https://house.test/${id}`, ...content },
    publishedAt: null,
    closedOn: null,
    ...changes,
  },
})

export const importOpenings = (world: World, rows: MappedRow[], now = NOW) =>
  importRows(ctxAt(world, now), { source: 'test', rows })
