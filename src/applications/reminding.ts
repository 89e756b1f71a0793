import { sql } from 'drizzle-orm'
import { deadlineMail } from '../../web/emails/deadline-mail.tsx'
import { DAY, dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Notice } from '../notices/claiming.ts'
import type { Composed } from '../notices/mailing.ts'
import { paths } from '../paths.ts'

const REMINDED_BEFORE = 3 * DAY

const isWanted = sql`a.state in ('saved', 'preparing')
  and not exists (select 1 from tracker_settings where person_id = a.person_id and reminders = 0)
  and not exists (select 1 from closures where opportunity_id = o.id)
  and not exists (select 1 from retractions where opportunity_id = o.id)
  and o.published_at is not null`

/**
 * Reminds people three days before a deadline, the opportunity's or their own, of what they have still to apply to: once
 * for each day. What was tracked or changed when less was left needs no reminder.
 */
export const makeDeadlineReminders = ({ db, now }: Ctx) => {
  const today = dayIn(now, 'UTC')
  const dueAt = sql`unixepoch(a.due_on) * 1000`
  return db.run(sql`
    insert into notices (subject_id, occasion, recipient_id, created_at)
    select a.id, 'deadline ' || o.closes_on, a.person_id, ${now}
    from opportunities o join applications a on a.opportunity_id = o.id
    where o.closes_at > ${now} and o.closes_at <= ${now + REMINDED_BEFORE}
      and a.updated_at <= o.closes_at - ${REMINDED_BEFORE} and ${isWanted}
    union
    select a.id, 'deadline ' || a.due_on, a.person_id, ${now}
    from applications a join opportunities o on o.id = a.opportunity_id
    where a.due_on >= ${today} and a.due_on <= ${dayIn(now + REMINDED_BEFORE, 'UTC')}
      and (o.closes_at is null or o.closes_at > ${now})
      and a.updated_at <= ${dueAt} - ${REMINDED_BEFORE} and ${isWanted}
    on conflict do nothing`)
}

type Row = {
  id: string
  title: string
  organization: string
  closesOn: string | null
  dueOn: string | null
  zone: string | null
  approximate: number
}

/** The mail, unless they have applied meanwhile, the day was moved, or reminders were turned off. */
export async function deadlineNotice(ctx: Ctx, { subjectId, occasion, recipientId }: Notice): Promise<Composed> {
  const day = occasion.split(' ')[1] ?? ''
  const [row] = await ctx.db.all<Row>(sql`
    select o.id, o.title, g.name as organization, o.closes_on as "closesOn", a.due_on as "dueOn", o.zone, o.approximate
    from applications a join opportunities o on o.id = a.opportunity_id join organizations g on g.id = o.organization_id
    where a.id = ${subjectId} and a.person_id = ${recipientId} and ${day} in (o.closes_on, a.due_on)
      and (o.closes_at is null or o.closes_at > ${ctx.now}) and ${isWanted}`)
  if (!row) return { obsolete: 'there is nothing to apply to by that day' }
  const at = new URLSearchParams({ opportunity: row.id, state: 'applied', from: 'mail' })
  return {
    mail: deadlineMail({
      opportunity: { ...row, approximate: row.approximate === 1 },
      ownDay: row.closesOn === day ? null : day,
      links: {
        page: ctx.origin + paths.opportunity(row.id, row.title),
        applied: ctx.origin + paths.newApplication(at.toString()),
        settings: `${ctx.origin}${paths.applications()}#settings`,
      },
    }),
  }
}
