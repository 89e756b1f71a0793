import { sql } from 'drizzle-orm'
import { reminderMail } from '../../../web/emails/reminder-mail.tsx'
import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { Notice } from '../../notices/claiming.ts'
import type { Composed } from '../../notices/mailing.ts'
import { paths } from '../../paths.ts'
import { isOpenNow } from './open-now.ts'

const REMINDED_BEFORE = 5 * DAY

/**
 * Reminds an organization's members five days before a deadline, once a deadline. What was published when less was
 * left needs no reminder.
 */
export const makeReminders = ({ db, now }: Ctx) =>
  db.run(sql`
    insert into notices (subject_id, occasion, recipient_id, created_at)
    select o.id, 'closing ' || o.closes_on, m.person_id, ${now}
    from opportunities o join members m on m.organization_id = o.organization_id
    where o.closes_at > ${now} and o.closes_at <= ${now + REMINDED_BEFORE}
      and o.published_at <= o.closes_at - ${REMINDED_BEFORE} and ${isOpenNow({ now })}
    on conflict do nothing`)

type Row = { title: string; closesOn: string; zone: string | null; approximate: number }

/** The mail, unless the deadline was moved, it was closed, or the recipient is no member any more. */
export async function reminderNotice(ctx: Ctx, { subjectId: id, occasion, recipientId }: Notice): Promise<Composed> {
  const [row] = await ctx.db.all<Row>(sql`
    select title, closes_on as "closesOn", zone, approximate from opportunities o
    where o.id = ${id} and 'closing ' || o.closes_on = ${occasion} and ${isOpenNow(ctx)}
      and exists (select 1 from members where organization_id = o.organization_id and person_id = ${recipientId})`)
  if (!row) return { obsolete: 'the deadline is no longer near' }
  return {
    mail: reminderMail({
      opportunity: { ...row, approximate: row.approximate === 1 },
      links: {
        page: ctx.origin + paths.opportunity(id, row.title),
        extend: ctx.origin + paths.reopening(id),
        close: ctx.origin + paths.closure(id),
      },
    }),
  }
}
