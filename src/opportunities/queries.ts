import { and, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import type { Db } from '../db/client.ts'
import { versions } from '../db/table.ts'
import { notFound } from '../errors.ts'
import { imported } from '../imports/table.ts'
import { organizations } from '../organizations/table.ts'
import { closures, opportunities as o, removals } from './table.ts'

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

/** What is open at `now` and has changed since a version of the board; -1 for everything. */
export const selectOpenings = (db: Db, now: number, since: number) =>
  db
    .select(cardColumns)
    .from(o)
    .innerJoin(organizations, eq(organizations.id, o.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .where(
      and(
        gt(o.changedVersion, since),
        // A bare column would let SQLite choose the index on it, which every row is in.
        sql`+${o.publishedAt} is not null`,
        isNull(closures.opportunityId),
        or(isNull(o.closesAt), gt(o.closesAt, now)),
      ),
    )

/** The numbers of all that has changed since a version of the board, open or not, and of what is gone. */
export const selectTouched = (db: Db, since: number) =>
  unionAll(
    db.select({ seq: o.seq }).from(o).where(gt(o.changedVersion, since)),
    db.select({ seq: removals.seq }).from(removals).where(gt(removals.version, since)),
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
