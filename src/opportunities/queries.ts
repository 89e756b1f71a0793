import { and, eq, gt, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { versions } from '../db/table.ts'
import { notFound } from '../errors.ts'
import { imported } from '../imports/table.ts'
import { organizations } from '../organizations/table.ts'
import { closures, opportunities as o } from './table.ts'

/** What a card, a filter and a match need; the body stays behind. */
const cardColumns = {
  seq: o.seq,
  id: o.id,
  kind: o.kind,
  title: o.title,
  summary: o.summary,
  // D1 answers a batch by column name: two columns called `id` would be one.
  organization: {
    id: sql<string>`${o.organizationId}`.as('organization_id'),
    name: organizations.name,
    website: organizations.website,
  },
  workGroups: o.workGroups,
  sides: o.sides,
  professions: o.professions,
  skills: o.skills,
  teaches: o.teaches,
  audiences: o.audiences,
  languages: o.languages,
  commitment: o.commitment,
  startsOn: o.startsOn,
  workplace: o.workplace,
  places: o.places,
  remoteRegions: o.remoteRegions,
  zoneFence: o.zoneFence,
  opensOn: o.opensOn,
  closesOn: o.closesOn,
  zone: o.zone,
  closesAt: o.closesAt,
  rolling: o.rolling,
  approximate: o.approximate,
  pay: o.pay,
  relocation: o.relocation,
  visa: o.visa,
  level: o.level,
  degree: o.degree,
  seats: o.seats,
  example: o.example,
  publishedAt: sql<number>`${o.publishedAt}`,
  updatedAt: o.updatedAt,
  listedVersion: o.listedVersion,
  reopened: o.reopened,
  verifiedOn: o.verifiedOn,
}

/** The board's data version; moves with every change of what is shown. */
export const selectBoardVersion = (db: Db) =>
  db.select({ value: versions.value }).from(versions).where(eq(versions.name, 'board'))

/**
 * Everything open at `now`, or no row at all where the board still has the version the caller knows: the version is
 * the outer table, so that nothing else is read then.
 */
export const selectOpenings = (db: Db, now: number, knownVersion: number) =>
  db
    .select(cardColumns)
    .from(versions)
    .crossJoin(o)
    .innerJoin(organizations, eq(organizations.id, o.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .where(
      and(
        eq(versions.name, 'board'),
        ne(versions.value, knownVersion),
        isNotNull(o.publishedAt),
        isNull(closures.opportunityId),
        or(isNull(o.closesAt), gt(o.closesAt, now)),
      ),
    )

export type OpportunityCard = Awaited<ReturnType<typeof selectOpenings>>[number]

/** A published opportunity, open or closed. */
export const selectOpportunity = (db: Db, id: string) =>
  db
    .select({
      ...cardColumns,
      bodyHtml: o.bodyHtml,
      applyUrl: o.applyUrl,
      validation: o.validation,
      organizationAbout: organizations.aboutHtml,
      source: imported.source,
      closure: { reason: closures.reason, closedAt: closures.closedAt },
    })
    .from(o)
    .innerJoin(organizations, eq(organizations.id, o.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .leftJoin(imported, eq(imported.subjectId, o.id))
    .where(and(eq(o.id, id), isNotNull(o.publishedAt)))
    .limit(1)

export type Opportunity = Awaited<ReturnType<typeof selectOpportunity>>[number]

/** The one row there must be; drafts and unknown ids look the same from outside. */
export function foundOpportunity(rows: readonly Opportunity[] | undefined): Opportunity {
  const [row] = rows ?? []
  if (!row) throw notFound('Opportunity')
  return row
}

export const requireOpportunity = async (db: Db, id: string) => foundOpportunity(await selectOpportunity(db, id))
