import { sql } from 'drizzle-orm'
import { DAY, HOUR } from '../../calendar.ts'
import { actorId, type Ctx } from '../../context.ts'
import { withEventIds } from '../../events.ts'
import { isOpenNow } from './open-now.ts'

const FIRST_INTERVAL_DAYS = 30
export const LONGEST_INTERVAL_DAYS = 240
const ANSWER_WITHIN = 14 * DAY
/** One mail for all that an organization is asked on a day. */
const ONE_ASKING_IN = 20 * HOUR
const MOST_A_TICK = 200

/**
 * A question that nobody has answered: neither by the link nor by reopening or editing, which verify it as well. The
 * day alone would not tell what came first on the day of the question.
 */
export const isPending = sql`(c.asked_at is not null and not (
  coalesce(o.verified_on, '') >= date(c.asked_at / 1000, 'unixepoch') and o.updated_at > c.asked_at))`

/** When somebody last said that it is open: publishing, an answer, or a day on which it was verified. */
const answeredAt = sql`max(o.published_at, coalesce(strftime('%s', o.verified_on) * 1000, 0),
  coalesce(c.due_at - c.interval_days * ${DAY}, 0))`

const isReported = sql`(c.hastened_at is null and exists (
  select 1 from reports r where r.subject_id = o.id and r.reason = 'closed' and r.at > ${answeredAt}))`

/** The question was asked early, because of a report alone: anybody can write one, so silence after it closes nothing. */
export const isByReport = sql`coalesce(c.hastened_at = c.asked_at, false)`

/** When it is asked by its interval. */
const intervalEndsAt = sql`(${answeredAt} + coalesce(c.interval_days, ${FIRST_INTERVAL_DAYS}) * ${DAY})`
const isDue = ({ now }: Ctx) => sql`(o.closes_at is null and ${intervalEndsAt} <= ${now})`

/** Of an organization with members: due by its interval, whatever a report had asked before, or reported as closed. */
const isToBeAsked = (ctx: Ctx) => sql`
  o.organization_id in (select organization_id from members) and ${isOpenNow(ctx)}
  and ((${isDue(ctx)} and (not ${isPending} or ${isByReport})) or (${isReported} and not ${isPending}))
  and not exists (select 1 from notices n where n.subject_id = o.organization_id and n.occasion glob 'still open *'
    and n.created_at > ${ctx.now - ONE_ASKING_IN} and n.created_at < ${ctx.now})`

/**
 * Asks the organizations whether what has no deadline is still open: what is due, and once what a reader reported as
 * closed. The question, its mail and the event are one write; a second tick at the same time finds nothing to ask.
 */
export async function askStillOpen(ctx: Ctx): Promise<void> {
  const due = await ctx.db.all<{ id: string }>(sql`
    select o.id from opportunities o left join open_checks c on c.opportunity_id = o.id
    where ${isToBeAsked(ctx)} limit ${MOST_A_TICK}`)
  if (!due.length) return
  const chosen = withEventIds(
    ctx,
    due.map(({ id }) => id),
  )
  const { db, now } = ctx
  const from = sql`from json_each(${chosen}) j join opportunities o on o.id = j.value ->> 0
    left join open_checks c on c.opportunity_id = o.id where ${isToBeAsked(ctx)}`
  await db.batch([
    db.run(sql`insert into events (id, name, subject_id, actor_id, at)
      select j.value ->> 1, 'opportunity.asked whether open', o.id, ${actorId(ctx.actor)}, ${now} ${from}`),
    db.run(sql`insert into open_checks (opportunity_id, interval_days, asked_at, due_at, hastened_at)
      select o.id, coalesce(c.interval_days, ${FIRST_INTERVAL_DAYS}), ${now},
        case when ${isDue(ctx)} then ${now + ANSWER_WITHIN} else ${intervalEndsAt} end,
        case when ${isDue(ctx)} then c.hastened_at else ${now} end ${from}
      on conflict (opportunity_id) do update
        set asked_at = excluded.asked_at, due_at = excluded.due_at, hastened_at = excluded.hastened_at`),
    db.run(sql`insert into notices (subject_id, occasion, recipient_id, created_at)
      select distinct o.organization_id, ${`still open ${now}`}, m.person_id, ${now}
      from json_each(${chosen}) j join opportunities o on o.id = j.value ->> 0
        join open_checks c on c.opportunity_id = o.id and c.asked_at = ${now}
        join members m on m.organization_id = o.organization_id
      where true on conflict do nothing`),
  ])
}

/** Asked by its interval two weeks ago, by mail that was out for nearly as long. */
const isUnanswered = (ctx: Ctx) => sql`
  ${isPending} and not ${isByReport} and c.due_at <= ${ctx.now} and o.closes_at is null and ${isOpenNow(ctx)}
  and not exists (select 1 from notices n
    where n.subject_id = o.organization_id and n.occasion = 'still open ' || c.asked_at
      and (n.sent_at is null or n.sent_at > ${ctx.now - ANSWER_WITHIN + DAY}))`

/** Closes as unreachable what nobody answered for. The link in the mail opens it again. */
export async function closeUnanswered(ctx: Ctx): Promise<void> {
  const due = await ctx.db.all<{ id: string }>(sql`
    select o.id from open_checks c join opportunities o on o.id = c.opportunity_id
    where ${isUnanswered(ctx)} limit ${MOST_A_TICK}`)
  if (!due.length) return
  const chosen = withEventIds(
    ctx,
    due.map(({ id }) => id),
  )
  const { db, now } = ctx
  const from = sql`from json_each(${chosen}) j join opportunities o on o.id = j.value ->> 0
    join open_checks c on c.opportunity_id = o.id where ${isUnanswered(ctx)}`
  await db.batch([
    db.run(sql`insert into events (id, name, subject_id, actor_id, at)
      select j.value ->> 1, 'opportunity.closed', o.id, ${actorId(ctx.actor)}, ${now} ${from}`),
    db.run(sql`insert into closures (opportunity_id, reason, closed_by, closed_at)
      select o.id, 'unreachable', ${actorId(ctx.actor)}, ${now} ${from} on conflict do nothing`),
    // Opened again by whatever way, it is asked anew after the first interval.
    db.run(sql`update open_checks set asked_at = null, due_at = ${now}, interval_days = ${FIRST_INTERVAL_DAYS}
      where opportunity_id in (select value ->> 0 from json_each(${chosen})) and asked_at is not null
        and exists (select 1 from closures where opportunity_id = open_checks.opportunity_id and reason = 'unreachable')`),
  ])
}
