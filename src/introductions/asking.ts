import { type SQL, sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx, Person } from '../context.ts'
import { conflict, tooMany } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { tellAtOnce } from '../notices/telling.ts'
import { requireNotSuspended } from '../organizations/suspended.ts'
import { allows } from '../profiles/queries.ts'
import { isOpen } from './queries.ts'
import type { Asking } from './schema.ts'

const WEEK = 7 * DAY
const MOST_A_WEEK = { organization: 10, person: 3 }

const askedSince = (column: 'organization_id' | 'person_id', id: SQL | string, since: number) =>
  sql`(select count(*) from introductions where ${sql.raw(column)} = ${id} and asked_at > ${since})`

export type Request = Asking & { opportunityId: string; organizationId: string; personId: string }

/**
 * Asks somebody for an introduction. One open for a person and organization, so many a week of an organization and to a
 * person, consent and membership: all settled by the write itself.
 */
export async function askForIntroduction(ctx: Ctx, { id: askedBy }: Person, request: Request): Promise<string> {
  const { opportunityId, organizationId, personId, message } = request
  const { db, now } = ctx
  await requireNotSuspended(ctx, organizationId)
  const id = ctx.newId('itr')
  const [made] = await db.batch([
    db.all<{ id: string }>(sql`
      insert into introductions (id, opportunity_id, organization_id, person_id, asked_by, message, asked_at)
      select ${id}, o.id, o.organization_id, ${personId}, ${askedBy}, ${message}, ${now} from opportunities o
      where o.id = ${opportunityId} and ${isOpen(now)} and ${mayBeAsked(personId, opportunityId)}
        and exists (select 1 from members where organization_id = o.organization_id and person_id = ${askedBy})
        and not exists (select 1 from members where organization_id = o.organization_id and person_id = ${personId})
        and not exists (select 1 from suspensions where subject_id in (o.organization_id, ${askedBy}, ${personId}))
        and ${askedSince('organization_id', sql`o.organization_id`, now - WEEK)} < ${MOST_A_WEEK.organization}
        and ${askedSince('person_id', personId, now - WEEK)} < ${MOST_A_WEEK.person}
      on conflict do nothing returning id`),
    ...recordEventIfChanged(ctx, 'introduction.asked', id),
    db.run(sql`insert into notices (subject_id, occasion, recipient_id, created_at)
      select id, 'introduction asked', person_id, ${now} from introductions where id = ${id}`),
  ])
  if (!made.length) throw await refusal(ctx, request)
  await tellAtOnce(ctx, id, 'introduction asked')
  return id
}

/** They allow it, and have not answered for this opportunity. */
const mayBeAsked = (personId: string, opportunityId: string) => sql`(${allows(personId, 'organizations')}
  and not exists (select 1 from introductions
    where opportunity_id = ${opportunityId} and person_id = ${personId} and answer is not null))`

/** Why nothing was asked. What hangs on the person is not told apart: it would tell of their other requests. */
async function refusal(ctx: Ctx, { opportunityId, organizationId, personId }: Request) {
  type Row = { week: number; asked: number }
  const [row] = await ctx.db.all<Row>(sql`
    select ${askedSince('organization_id', organizationId, ctx.now - WEEK)} as week,
      exists (select 1 from introductions where opportunity_id = ${opportunityId} and person_id = ${personId}) as asked`)
  if (row?.asked) return conflict('They are asked already: one request for each person')
  if ((row?.week ?? 0) >= MOST_A_WEEK.organization)
    return tooMany(`An organization asks ${MOST_A_WEEK.organization} people a week at most: try again in a few days`)
  return conflict('This person cannot be asked now: try again in a week')
}
