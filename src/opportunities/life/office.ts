import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import type { ClosingReason, Kind, RetractionReason, Verdict } from '../schema.ts'
import { isPending } from './asking-still-open.ts'

/** An opportunity as those see it who posted it: whatever state it is in, with its figures. */
export type OfficeRow = {
  id: string
  organizationId: string | null
  organization: string | null
  /** What the public reads, null where that is nothing. */
  public: {
    title: string
    kind: Kind
    closesOn: string | null
    opensOn: string | null
    zone: string | null
    closesAt: number | null
    rolling: boolean
    approximate: boolean
    hasLink: boolean
  } | null
  closure: {
    reason: ClosingReason
    at: number
    filledThrough: 'us' | 'elsewhere' | null
    applicants: number | null
  } | null
  retracted: RetractionReason | null
  /** The newest version; without a verdict it waits. */
  revision: { title: string | null; at: number; verdict: Verdict | null; words: string } | null
  draft: { title: string | null; at: number } | null
  /** When it was asked whether it is still open, without an answer so far. */
  askedAt: number | null
  views: number
  applies: number
  reports: number
  reached: number
  /** How many people it matched when that was last counted; null where it was not, or is not open. */
  people: number | null
  interests: number
  /** How many people track it; null where they are so few that one of them could be told. */
  tracked: number | null
  /** How many people said that it is not for them, by reason. */
  dismissed: Partial<Record<string, number>>
}

const PAGE_SIZE = 100
const FEWEST_TOLD = 5

export type OfficePage = { rows: OfficeRow[]; next: string | null }

/** All of one organization: submitted by whomever, and the drafts of its members. Newest first. */
export const listOfOrganization = (db: Db, organizationId: string, before: string | null) =>
  listOffice(
    db,
    sql`select id from opportunities where organization_id = ${organizationId}
      union select opportunity_id from revisions where organization_id = ${organizationId}
      union select opportunity_id from drafts where organization_id = ${organizationId}
        and author_id in (select person_id from members where organization_id = ${organizationId})`,
    before,
  )

/** What somebody wrote for organizations they are no member of, or for none yet. */
export const listOfAuthor = (db: Db, personId: string, before: string | null) => {
  const elsewhere = sql`(organization_id is null
    or organization_id not in (select organization_id from members where person_id = ${personId}))`
  return listOffice(
    db,
    sql`select opportunity_id as id from revisions where author_id = ${personId} and ${elsewhere}
      union select opportunity_id from drafts where author_id = ${personId} and ${elsewhere}`,
    before,
  )
}

async function listOffice(db: Db, ids: SQL, before: string | null): Promise<OfficePage> {
  const rows = await db.all<{ row: string }>(sql`
    with chosen as (
      select id from (${ids}) ${before === null ? sql`` : sql`where id < ${before}`} order by id desc limit ${PAGE_SIZE + 1}
    )
    select json_object(
      'id', i.id,
      'organizationId', coalesce(o.organization_id, r.organization_id, w.organization_id),
      'organization', (select name from organizations where id = coalesce(o.organization_id, r.organization_id, w.organization_id)),
      'public', json(case when o.published_at is not null then json_object(
        'title', o.title, 'kind', o.kind, 'closesOn', o.closes_on, 'opensOn', o.opens_on, 'zone', o.zone,
        'closesAt', o.closes_at, 'rolling', json(iif(o.rolling, 'true', 'false')),
        'approximate', json(iif(o.approximate, 'true', 'false')),
        'hasLink', json(iif(o.apply_url is null, 'false', 'true'))) end),
      'closure', json(case when x.reason is not null then json_object('reason', x.reason, 'at', x.closed_at,
        'filledThrough', x.filled_through, 'applicants', x.applicants) end),
      'retracted', t.reason,
      'revision', json(case when r.id is not null then json_object('title', json_extract(r.content, '$.title'),
        'at', r.submitted_at, 'verdict', d.verdict, 'words', coalesce(d.reason, '')) end),
      'draft', json(case when w.opportunity_id is not null then json_object(
        'title', json_extract(w.typed, '$.title'), 'at', w.updated_at) end),
      'askedAt', iif(x.reason is null and ${isPending}, c.asked_at, null),
      'views', (select coalesce(sum(count), 0) from counters where subject_id = i.id and name = 'view'),
      'applies', (select coalesce(sum(count), 0) from counters where subject_id = i.id and name = 'apply'),
      'reports', (select count(*) from reports where subject_id = i.id),
      'reached', (select count(distinct email_key) from digest_items where subject_id = i.id),
      'people', (select people - people % ${FEWEST_TOLD} from opportunity_reach where opportunity_id = i.id),
      'interests', (select count(*) from interests where opportunity_id = i.id),
      'tracked', (select iif(count(*) >= ${FEWEST_TOLD}, count(*), null) from applications where opportunity_id = i.id),
      'dismissed', json((select json_group_object(reason, people) from (
        select reason, count(*) as people from dismissals where opportunity_id = i.id group by reason)))) as row
    from chosen i
    left join opportunities o on o.id = i.id
    left join closures x on x.opportunity_id = i.id
    left join retractions t on t.opportunity_id = i.id
    left join revisions r on r.rowid = (select rowid from revisions where opportunity_id = i.id
      order by submitted_at desc, rowid desc limit 1)
    left join decisions d on d.revision_id = r.id
    left join drafts w on w.opportunity_id = i.id
    left join open_checks c on c.opportunity_id = i.id
    order by i.id desc`)
  const all = rows.map(({ row }) => JSON.parse(row) as OfficeRow)
  const page = all.slice(0, PAGE_SIZE)
  return { rows: page, next: all.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null }
}
