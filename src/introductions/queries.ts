import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import { allows } from '../profiles/queries.ts'
import { type SeenByPublic, whatPublicSees } from '../profiles/seen.ts'
import type { answers } from './schema.ts'

const consents = allows(sql`i.person_id`, 'organizations')
const isSuspended = sql`exists (select 1 from suspensions
  where subject_id in (i.organization_id, i.person_id, i.asked_by))`
const isRetracted = sql`exists (select 1 from retractions where opportunity_id = i.opportunity_id)`
/** Whether it holds, of a row `i`: withdrawn consent ends it at once, as what moderators take away does. */
export const stands = sql`(${consents} and not ${isSuspended} and not ${isRetracted})`
const isShown = sql`(i.answer = 'accepted' and ${stands})`

export type Introduction = {
  id: string
  opportunityId: string
  title: string
  organizationId: string
  organization: string
  personId: string
  askedById: string
  /** The name of the member who asked. */
  askedBy: string
  message: string
  askedAt: number
  answer: (typeof answers)[number] | null
  answeredAt: number | null
  note: string | null
  consents: boolean
  suspended: boolean
  /** Taken from the public meanwhile: then its title is not told. */
  retracted: boolean
  /** Who it is: while they have accepted and allow it, null otherwise. */
  person: SeenByPublic | null
}
type Row = Omit<Introduction, 'consents' | 'suspended' | 'retracted' | 'person'> & {
  consents: number
  suspended: number
  retracted: number
  name: string | null
  content: string | null
}

const select = ({ db }: Ctx, where: SQL) =>
  db.all<Row>(sql`
    select i.id, i.opportunity_id as "opportunityId", o.title, i.organization_id as "organizationId",
      g.name as organization, i.person_id as "personId", i.asked_by as "askedById",
      coalesce(m.name, '') as "askedBy", i.message, i.asked_at as "askedAt", i.answer, i.answered_at as "answeredAt", i.note,
      ${consents} as consents, ${isSuspended} as suspended, ${isRetracted} as retracted,
      case when ${isShown} then p.name end as name, case when ${isShown} then f.content end as content
    from introductions i
    join opportunities o on o.id = i.opportunity_id
    join organizations g on g.id = i.organization_id
    join people p on p.id = i.person_id
    left join people m on m.id = i.asked_by
    left join profiles f on f.person_id = i.person_id
    where ${where} order by i.asked_at desc, i.id desc limit 100`)

const introductionOf = ({ name, content, ...row }: Row): Introduction => ({
  ...row,
  consents: row.consents === 1,
  suspended: row.suspended === 1,
  retracted: row.retracted === 1,
  person: name === null || content === null ? null : whatPublicSees({ name, profile: JSON.parse(content) }),
})

/** One by its id, for whomever: who may see what of it is the reader's to decide. */
export async function findIntroduction(ctx: Ctx, id: string): Promise<Introduction | null> {
  const [row] = await select(ctx, sql`i.id = ${id}`)
  return row ? introductionOf(row) : null
}

/** What somebody was asked, newest first; what waits only while it holds. */
export async function listOwnIntroductions(ctx: Ctx, personId: string): Promise<Introduction[]> {
  const rows = await select(ctx, sql`i.person_id = ${personId} and (i.answer is not null or ${stands})`)
  return rows.map(introductionOf)
}

export type Asked = Pick<Introduction, 'id' | 'askedBy' | 'askedAt' | 'answer' | 'answeredAt'> & {
  personId: string
  name: string | null
}

/** What an organization asked for one opportunity, newest first; names only of those who accepted and allow it. */
export const selectAsked = (db: Db, opportunityId: string) =>
  db.all<Asked>(sql`
    select i.id, i.person_id as "personId", coalesce(m.name, '') as "askedBy", i.asked_at as "askedAt", i.answer,
      i.answered_at as "answeredAt", case when ${isShown} then p.name end as name
    from introductions i join people p on p.id = i.person_id left join people m on m.id = i.asked_by
    join opportunities o on o.id = i.opportunity_id and o.organization_id = i.organization_id
    where i.opportunity_id = ${opportunityId} and (i.answer is not null or ${stands})
    order by i.asked_at desc, i.id desc limit 200`)

/** An opportunity of a row `o` that the public reads and that is open. */
export const isOpen = (now: number) => sql`(o.published_at is not null and (o.closes_at is null or o.closes_at > ${now})
  and not exists (select 1 from closures where opportunity_id = o.id)
  and not exists (select 1 from retractions where opportunity_id = o.id))`
