import { and, eq, gt, isNotNull, isNull, or, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import type { Db } from '../db/client.ts'
import { prepared } from '../db/prepared.ts'
import { versions } from '../db/table.ts'
import { notFound } from '../errors.ts'
import { imported } from '../imports/table.ts'
import type { SkillCount } from '../matching/schema.ts'
import { verifiedDomain } from '../organizations/queries.ts'
import { organizations } from '../organizations/table.ts'
import type { RetractionReason } from './schema.ts'
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
export const selectBoardVersion = prepared((db) =>
  db.select({ value: versions.value }).from(versions).where(eq(versions.name, 'board')),
)

/** A version of the board, or where in the database it stands; -1 where nothing is known yet. */
type Since = number | SQL<number>

/** The next so many changes after a version; those of one version stay together, so it may be some more. */
export type Span = { since: Since; most: number }

type Given = { now: number | Placeholder; since: Since | Placeholder; most: number | Placeholder }
const given: Given = { now: sql.placeholder('now'), since: sql.placeholder('since'), most: sql.placeholder('most') }
type GivenSpan = Omit<Given, 'now'>

/** The version at which a span ends; null where it reaches to the end. */
const endOf = ({ since, most }: GivenSpan) =>
  sql`(select changed_version from opportunities where changed_version > ${since}
    order by changed_version limit 1 offset ${most} - 1)`

const isWithin = (span: GivenSpan) =>
  and(gt(o.changedVersion, span.since), sql`${o.changedVersion} <= coalesce(${endOf(span)}, 9e15)`)

/** The version that a span leads to, and the board's own: the same where nothing comes after it. */
export const selectReach = (db: Db, span: Span) =>
  typeof span.since === 'number' ? reachSince(db, span) : queryReach(db, span)

const reachSince = prepared((db) => queryReach(db, given))
const queryReach = (db: Db, span: GivenSpan) =>
  db
    .select({
      version: sql<number>`coalesce(${endOf(span)}, ${versions.value})`.as('version'),
      latest: sql<number>`${versions.value}`.as('latest'),
    })
    .from(versions)
    .where(eq(versions.name, 'board'))

/** What is open at `now` and has changed within a span; since -1 is everything. */
export const selectOpenings = (db: Db, now: number, span: Span) =>
  typeof span.since === 'number' ? openingsSince(db, { now, ...span }) : queryOpenings(db, { now, ...span })

const openingsSince = prepared((db) => queryOpenings(db, given))
const queryOpenings = (db: Db, { now, ...span }: Given) =>
  queryListed(db, isWithin(span), or(isNull(o.closesAt), gt(o.closesAt, now)))

/** The cards of these numbers, but for what is no longer public; a deadline is the index's to tell. */
export const selectCards = (db: Db, seqs: readonly number[]) => cardsBySeq(db, { seqs: JSON.stringify(seqs) })

const cardsBySeq = prepared((db) =>
  queryListed(db, sql`${o.seq} in (select value from json_each(${sql.placeholder('seqs')}))`),
)

const queryListed = (db: Db, ...conditions: (SQL | undefined)[]) =>
  db
    .select(cardColumns)
    .from(o)
    .innerJoin(organizations, eq(organizations.id, o.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .where(
      and(
        ...conditions,
        // A bare column would let SQLite choose the index on it, which every row is in.
        sql`+${o.publishedAt} is not null`,
        isNull(closures.opportunityId),
        sql`not exists (select 1 from retractions where opportunity_id = ${o.id})`,
      ),
    )

/** The numbers of all that has changed within a span, open or not, and of what is gone since; nothing where nothing was known. */
export const selectTouched = (db: Db, span: Span) =>
  typeof span.since === 'number' ? touchedSince(db, span) : queryTouched(db, span)

const touchedSince = prepared((db) => queryTouched(db, given))
const queryTouched = (db: Db, span: GivenSpan) =>
  unionAll(
    db
      .select({ seq: o.seq })
      .from(o)
      .where(and(isWithin(span), sql`${span.since} >= 0`)),
    db
      .select({ seq: removals.seq })
      .from(removals)
      .where(and(gt(removals.version, span.since), sql`${span.since} >= 0`)),
  )

export type OpportunityCard = Awaited<ReturnType<typeof selectOpenings>>[number]

/** A published opportunity, open, closed or retracted. */
export const selectOpportunity = (db: Db, id: string) => opportunityById(db, { id })

const opportunityById = prepared((db) =>
  db
    .select({
      ...cardColumns,
      bodyHtml: o.bodyHtml,
      applyUrl: o.applyUrl,
      validation: o.validation,
      organizationAbout: organizations.aboutHtml,
      organizationDomain: verifiedDomain.as('organization_domain'),
      source: imported.source,
      closure: { reason: closures.reason, closedAt: closures.closedAt },
      /** Whether somebody would get what a reader writes: a member, or whoever submitted it. */
      reachable: sql<boolean>`(exists (select 1 from members where organization_id = ${o.organizationId})
        or exists (select 1 from revisions where opportunity_id = ${o.id}))`
        .mapWith(Boolean)
        .as('reachable'),
      /** How many people name each skill that it asks, where that may be told. */
      namedByPeople: sql<
        SkillCount[]
      >`(select json_group_array(json_object('skill', skill_id, 'people', people, 'outOf', out_of))
        from skill_counts where skill_id in (select value ->> 'id' from json_each(${o.skills})))`
        .mapWith(JSON.parse)
        .as('named_by_people'),
      /** The program that it stands for, where that is public. */
      program: sql<{ id: string; name: string } | null>`(select json_object('id', id, 'name', name) from programs
        where opportunity_id = ${o.id} and published_at is not null order by published_at limit 1)`
        .mapWith(JSON.parse)
        .as('program'),
      retracted: sql<RetractionReason | null>`(select reason from retractions where opportunity_id = ${o.id})`.as(
        'retracted',
      ),
    })
    .from(o)
    .innerJoin(organizations, eq(organizations.id, o.organizationId))
    .leftJoin(closures, eq(closures.opportunityId, o.id))
    .leftJoin(imported, eq(imported.subjectId, o.id))
    .where(and(eq(o.id, sql.placeholder('id')), isNotNull(o.publishedAt)))
    .limit(1),
)

export type Opportunity = Awaited<ReturnType<typeof selectOpportunity>>[number]

/** The one row there must be; drafts and unknown ids look the same from outside. */
export function foundOpportunity(rows: readonly Opportunity[] | undefined): Opportunity {
  const [row] = rows ?? []
  if (!row) throw notFound('Opportunity')
  return row
}

/** One that the public may read, open or closed. */
export const requireOpportunity = async (db: Db, id: string) => foundPublic(await selectOpportunity(db, id))

/** The same of what was read along with something else. */
export function foundPublic(rows: readonly Opportunity[] | undefined): Opportunity {
  const opportunity = foundOpportunity(rows)
  if (opportunity.retracted) throw notFound('Opportunity')
  return opportunity
}
