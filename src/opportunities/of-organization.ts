import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { verifiedDomain } from '../organizations/queries.ts'
import { organizations } from '../organizations/table.ts'
import type { ClosingReason, Kind } from './schema.ts'
import { closures, opportunities as o } from './table.ts'

/** An opportunity that takes no more applications. `endedOn` is the day it was closed, or its last one. */
export type PastOpportunity = { id: string; title: string; kind: Kind; reason: ClosingReason; endedOn: string }

/** An organization with what it no longer has open, newest first, as one row: it travels beside the board's version. */
export const selectWithPast = (db: Db, organizationId: string, now: number, most: number) =>
  db
    .select({
      ...getTableColumns(organizations),
      verifiedDomain: verifiedDomain.as('verified_domain'),
      past: sql`(
        select json_group_array(json_object('id', id, 'title', title, 'kind', kind, 'reason', reason, 'endedOn', ended_on))
        from (
          select ${o.id}, ${o.title}, ${o.kind}, coalesce(${closures.reason}, 'expired') as reason,
            coalesce(date(${closures.closedAt} / 1000, 'unixepoch'), ${o.closesOn}) as ended_on
          from ${o} left join ${closures} on ${closures.opportunityId} = ${o.id}
          where ${o.organizationId} = ${organizationId} and ${o.publishedAt} is not null
            and not exists (select 1 from retractions where opportunity_id = ${o.id})
            and (${closures.opportunityId} is not null or ${o.closesAt} <= ${now})
          order by ${o.publishedAt} desc, ${o.seq} desc limit ${most}
        )
      )`
        .mapWith((text: string) => JSON.parse(text) as PastOpportunity[])
        .as('past'),
    })
    .from(organizations)
    .where(eq(organizations.id, organizationId))
