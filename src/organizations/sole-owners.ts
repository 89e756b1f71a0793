import { and, asc, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { members, organizations } from './table.ts'

/** What would stay without an owner if somebody left, and how many members it has beside them. */
export const listSolelyOwned = ({ db }: Ctx, personId: string) =>
  db
    .select({
      id: organizations.id,
      name: organizations.name,
      colleagues: sql<number>`(select count(*) from members m where m.organization_id = ${organizations.id}
        and m.person_id <> ${personId})`.as('colleagues'),
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(
      and(
        eq(members.personId, personId),
        eq(members.role, 'owner'),
        sql`not exists (select 1 from members m where m.organization_id = ${organizations.id}
          and m.person_id <> ${personId} and m.role = 'owner')`,
      ),
    )
    .orderBy(asc(organizations.nameKey))
export type SolelyOwned = Awaited<ReturnType<typeof listSolelyOwned>>[number]
