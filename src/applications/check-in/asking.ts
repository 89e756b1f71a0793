import { type SQL, sql } from 'drizzle-orm'
import { checkInMail } from '../../../web/emails/check-in-mail.tsx'
import { DAY, dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import type { Notice } from '../../notices/claiming.ts'
import type { Composed } from '../../notices/mailing.ts'
import { paths } from '../../paths.ts'
import { findSettings } from '../queries.ts'
import { askedLately, dueNow, findLooking, listAsked, listDuePeople, wantsCheckIns } from './due.ts'
import { checkInToken } from './tokens.ts'

/** The rest is found by the next tick. */
const MOST_A_TICK = 500
const MONTH_LENGTH = 'YYYY-MM'.length

const localMonth = (at: number, zone: string | null) => dayIn(at, zone ?? 'UTC').slice(0, MONTH_LENGTH)

/**
 * Makes the one mail a month that asks somebody what became of what they track, and whether they are still looking:
 * once a local month, and never within 28 days of the one before, however many ticks run at once.
 */
export async function askWhatBecame(ctx: Ctx): Promise<void> {
  const due = await listDuePeople(ctx, MOST_A_TICK)
  if (!due.length) return
  const rows = JSON.stringify(due.map(({ personId, zone }) => [personId, `check-in ${localMonth(ctx.now, zone)}`]))
  await ctx.db.run(sql`
    insert into notices (subject_id, occasion, recipient_id, created_at)
    select value ->> 0, value ->> 1, value ->> 0, ${ctx.now} from json_each(${rows})
    where not ${askedLately(sql`(value ->> 0)`, ctx.now)} on conflict do nothing`)
}

/** The mail, unless all was answered meanwhile, or they want none. */
export async function checkInNotice(ctx: Ctx, { subjectId: personId, occasion, createdAt }: Notice): Promise<Composed> {
  const month = occasion.split(' ')[1] ?? ''
  const issuedAt = Math.floor(createdAt / DAY) * DAY
  const [asked, looking, { checkIns }] = await Promise.all([
    listAsked(ctx, personId, createdAt),
    findLooking(ctx, personId, createdAt),
    findSettings(ctx, personId),
  ])
  if (!checkIns) return { obsolete: 'they want no check-ins' }
  if (!asked.length && !looking.asked) return { obsolete: 'nothing is left to ask' }
  const token = await checkInToken(ctx, { personId, month }, issuedAt)
  const link = ctx.origin + paths.checkIn(token)
  return { mail: checkInMail({ asked, looking: looking.asked, link }) }
}

/** What is due to the owners of addresses claimed by an act goes with its mail: it counts as the check-in of the month. */
export const goWithMail = ({ db, now }: Ctx, act: string): Statement =>
  db.run(sql`with due (person_id) as (${dueNow(now)})
    insert into notices (subject_id, occasion, recipient_id, created_at, sent_at)
    select d.person_id, ${`check-in ${localMonth(now, null)}`}, d.person_id, ${now}, ${now} from due d
      join people w on w.id = d.person_id join asks k on k.email_key = w.email_key and k.act = ${act}
      left join tracker_settings t on t.person_id = d.person_id
    where ${wantsCheckIns} on conflict do nothing`)

/** The link to what went with another mail of that instant to a mailbox, if anything did. */
export async function findLinkWith(ctx: Ctx, emailKey: SQL, askedAt: number): Promise<string | null> {
  const [found] = await ctx.db.all<{ personId: string }>(sql`select w.id as "personId" from people w
    join notices n on n.subject_id = w.id and n.occasion >= 'check-in ' and n.occasion < 'check-in!' and n.created_at = ${askedAt}
    where w.email_key = ${emailKey}`)
  if (!found) return null
  const token = await checkInToken(ctx, { ...found, month: localMonth(askedAt, null) }, Math.floor(askedAt / DAY) * DAY)
  return ctx.origin + paths.checkIn(token)
}
