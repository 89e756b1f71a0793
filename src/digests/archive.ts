import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { joined } from '../../web/emails/digest-mail.tsx'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { lacksPiece, readBody, selectPieces, sharedOf } from './pieces.ts'
import { MAIL_KEPT_DAYS } from './schema.ts'
import { digests } from './table.ts'

const PAGE = 50

const sent = (subscriptionId: string, rest?: SQL) =>
  and(eq(digests.subscriptionId, subscriptionId), eq(digests.state, 'sent'), rest)

/** In a statement on the digests of one subscription: nothing in it was taken down since. */
const isUp = (subscriptionId: string) => sql`period not in (
  select i.period from digest_items i join retractions r on r.opportunity_id = i.subject_id
  where i.email_key = (select email_key from subscriptions where id = ${subscriptionId}) and i.subscription_id = ${subscriptionId})`
/** What tells of other people is not shown again: they may have changed their minds since. */
const tellsOfOthers = sql`${digests.kind} in ('talent', 'group')`

const shown = (column: SQLiteColumn, when: SQL) => sql<string | null>`case when ${when} then ${column} end`

/**
 * Why a mail is not to be read again: it is older than mails are kept, something in it was taken down since, or it told
 * of other people. Null where it is.
 */
export type Gone = 'old' | 'taken down' | 'of others' | null

const whyGone = ({ now }: Ctx, sentAt: number | null): Gone =>
  (sentAt ?? 0) < now - MAIL_KEPT_DAYS * DAY ? 'old' : 'taken down'

/** The digests that were sent, newest first; `before` is when the last one of the page before had been. */
export async function listSent(ctx: Ctx, subscriptionId: string, before: number | null) {
  const up = isUp(subscriptionId)
  const rows = await ctx.db
    .select({ period: digests.period, subject: shown(digests.subject, up).as('subject'), sentAt: digests.finishedAt })
    .from(digests)
    .where(sent(subscriptionId, before === null ? undefined : lt(digests.finishedAt, before)))
    .orderBy(desc(digests.finishedAt))
    .limit(PAGE + 1)
  const mails = rows
    .slice(0, PAGE)
    .map((row) => ({ ...row, gone: row.subject === null ? whyGone(ctx, row.sentAt) : null }))
  return { mails, next: rows.length > PAGE ? (rows[PAGE - 1]?.sentAt ?? null) : null }
}
export type SentDigest = Awaited<ReturnType<typeof listSent>>['mails'][number]

/** One of them, as it was sent. HTML and text are null where it is `gone`. */
export async function requireSent(ctx: Ctx, subscriptionId: string, period: string) {
  const up = isUp(subscriptionId)
  const { db } = ctx
  const [[row], pieces] = await db.batch([
    db
      .select({
        kind: digests.kind,
        period: digests.period,
        subject: shown(digests.subject, up).as('subject'),
        sentAt: digests.finishedAt,
        body: shown(digests.body, sql`${up} and not ${tellsOfOthers}`).as('body'),
        ofOthers: sql<number>`${tellsOfOthers}`.as('of_others'),
      })
      .from(digests)
      .where(sent(subscriptionId, eq(digests.period, period))),
    selectPieces(db, sql`d.subscription_id = ${subscriptionId} and d.period = ${period}`),
  ])
  if (!row) throw notFound('Mail')
  const { body, ofOthers, ...mail } = row
  const shared = sharedOf(pieces)
  if (body === null || lacksPiece(body, shared)) {
    const gone: Gone = ofOthers ? 'of others' : whyGone(ctx, mail.sentAt)
    return { ...mail, gone, html: null, text: null }
  }
  return { ...mail, gone: null, ...joined(readBody(body, shared)) }
}
export type SentMail = Awaited<ReturnType<typeof requireSent>>
