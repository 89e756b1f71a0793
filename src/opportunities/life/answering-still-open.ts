import { sql } from 'drizzle-orm'
import { DAY, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { withEventIds } from '../../events.ts'
import { isByReport, isPending, LONGEST_INTERVAL_DAYS } from './asking-still-open.ts'
import { readStillOpenToken, type StillOpenLink } from './tokens.ts'

/** What an organization is asked about: open so far, or closed because nobody answered. */
export type Asked = {
  id: string
  title: string
  askedAt: number | null
  /** When it closes without an answer; null where only a reader's report asks. */
  dueAt: number | null
  reported: boolean
  closed: boolean
}
export type Asking = { organization: string; asked: Asked[] }

const isAsked = ({ now }: Pick<Ctx, 'now'>, organizationId: string) => sql`
  o.organization_id = ${organizationId} and o.published_at is not null
  and (o.closes_at is null or o.closes_at > ${now})
  and not exists (select 1 from retractions where opportunity_id = o.id)
  and case (select reason from closures where opportunity_id = o.id)
    when 'unreachable' then true when 'filled' then false when 'withdrawn' then false when 'expired' then false
    else ${isPending} end`

/** Those an organization has still to answer for, oldest question first. */
export const listAsked = async (ctx: Pick<Ctx, 'db' | 'now'>, organizationId: string): Promise<Asked[]> => {
  const rows = await ctx.db.all<Omit<Asked, 'closed' | 'reported'> & { closed: number; reported: number }>(sql`
    select o.id, o.title, c.asked_at as "askedAt", ${isByReport} as reported,
      case when ${isByReport} or o.closes_at is not null then null else c.due_at end as "dueAt",
      exists (select 1 from closures where opportunity_id = o.id) as closed
    from opportunities o left join open_checks c on c.opportunity_id = o.id
    where ${isAsked(ctx, organizationId)} order by closed, c.asked_at, o.seq limit 200`)
  return rows.map((row) => ({ ...row, closed: row.closed === 1, reported: row.reported === 1 }))
}

/** What a member is asked by the link in their mail; it opens nothing once they have left. */
export async function readAsking(ctx: Ctx, token: string): Promise<Asking & { link: StillOpenLink }> {
  const link = await readStillOpenToken(ctx, token)
  const [organization] = await ctx.db.all<{ name: string }>(sql`
    select name from organizations g join members m on m.organization_id = g.id
    where g.id = ${link.organizationId} and m.person_id = ${link.personId}
      and not exists (select 1 from suspensions where subject_id in (m.person_id, g.id))`)
  if (!organization) throw notFound('Link')
  return { organization: organization.name, asked: await listAsked(ctx, link.organizationId), link }
}

/**
 * Notes that these are still open, once a question: each is asked again after twice its interval, and what had been
 * closed for want of an answer opens again. Answers how many of them were still to be answered for.
 */
export async function answerStillOpen(ctx: Ctx, token: string, ids: readonly string[]): Promise<number> {
  const { asked, link } = await readAsking(ctx, token)
  const chosen = asked.filter(({ id }) => ids.includes(id))
  if (!chosen.length) return 0
  const { db, now } = ctx
  const rows = withEventIds(
    ctx,
    chosen.map(({ id }) => id),
  )
  const asking = sql`select o.id from json_each(${rows}) j join opportunities o on o.id = j.value ->> 0
    left join open_checks c on c.opportunity_id = o.id where ${isAsked(ctx, link.organizationId)}`
  // Those whose event was written are those that were asked about: each of the writes below changes what the next would see.
  const these = sql`(select value ->> 0 from json_each(${rows})
    where exists (select 1 from events where id = value ->> 1))`
  await db.batch([
    db.run(sql`insert into events (id, name, subject_id, actor_id, at)
      select value ->> 1, case when exists (select 1 from closures where opportunity_id = value ->> 0)
        then 'opportunity.reopened' else 'opportunity.confirmed open' end, value ->> 0, ${`link of ${link.personId}`}, ${now}
      from json_each(${rows}) where value ->> 0 in (${asking})`),
    // What was closed is asked anew after the first interval; of the rest the interval doubles, once a question.
    db.run(sql`update open_checks set asked_at = null,
        interval_days = min(${LONGEST_INTERVAL_DAYS}, interval_days * 2),
        due_at = ${now} + min(${LONGEST_INTERVAL_DAYS}, interval_days * 2) * ${DAY}
      where asked_at is not null and opportunity_id in ${these}
        and not exists (select 1 from closures where opportunity_id = open_checks.opportunity_id)`),
    db.run(sql`delete from closures where reason = 'unreachable' and opportunity_id in ${these}`),
    db.run(sql`update opportunities set verified_on = ${dayIn(now, 'UTC')}, updated_at = ${now} where id in ${these}`),
  ])
  return chosen.length
}
