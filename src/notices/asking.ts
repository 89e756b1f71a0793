import { type SQL, sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'

/** Mails that ask somebody something keep this distance to each other, whoever asks: one a month. */
export const ASK_GAP = 28 * DAY

/** Whether an address was asked anything by mail within the month. */
const askedLately = (emailKey: SQL, now: number): SQL => sql`(
  exists (select 1 from asks where email_key = ${emailKey} and asked_at > ${now - ASK_GAP})
  or exists (select 1 from people w join notices n on n.subject_id = w.id where w.email_key = ${emailKey}
    and n.occasion >= 'check-in ' and n.occasion < 'check-in!' and n.created_at > ${now - ASK_GAP}))`

type Claim = {
  /** A select of `email_key`, and of `first`: what is lowest goes first. */
  due: SQL
  most: number
  /** Names what was taken by this claim, and by no other beside it: the rest of the batch goes by that. */
  act: string
}

/** Takes the month's mail to each address that is due and was not asked lately. */
export const claimAsks = ({ db, now }: Ctx, { due, most, act }: Claim) =>
  db.run(sql`insert into asks (email_key, asked_at, act) select d.email_key, ${now}, ${act} from (${due}) d
    where not ${askedLately(sql`d.email_key`, now)} order by d.first limit ${most}
    on conflict (email_key) do update set asked_at = excluded.asked_at, act = excluded.act`)
