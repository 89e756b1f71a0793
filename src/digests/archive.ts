import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { joined } from '../../web/emails/digest-mail.tsx'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { lacksPiece, readBody, selectPieces, sharedOf } from './pieces.ts'
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

/** The digests that were sent, newest first; `before` is when the last one of the page before had been. */
export async function listSent({ db }: Ctx, subscriptionId: string, before: number | null) {
  const up = isUp(subscriptionId)
  const rows = await db
    .select({ period: digests.period, subject: shown(digests.subject, up).as('subject'), sentAt: digests.finishedAt })
    .from(digests)
    .where(sent(subscriptionId, before === null ? undefined : lt(digests.finishedAt, before)))
    .orderBy(desc(digests.finishedAt))
    .limit(PAGE + 1)
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.sentAt ?? null) : null }
}
export type SentDigest = Awaited<ReturnType<typeof listSent>>['rows'][number]

/** One of them, as it was sent. HTML and text are null where they are not to be read again. */
export async function requireSent({ db }: Ctx, subscriptionId: string, period: string) {
  const up = isUp(subscriptionId)
  const [[row], pieces] = await db.batch([
    db
      .select({
        kind: digests.kind,
        period: digests.period,
        subject: shown(digests.subject, up).as('subject'),
        sentAt: digests.finishedAt,
        body: shown(digests.body, sql`${up} and not ${tellsOfOthers}`).as('body'),
      })
      .from(digests)
      .where(sent(subscriptionId, eq(digests.period, period))),
    selectPieces(db, sql`d.subscription_id = ${subscriptionId} and d.period = ${period}`),
  ])
  if (!row) throw notFound('Mail')
  const { body, ...mail } = row
  const shared = sharedOf(pieces)
  if (body === null || lacksPiece(body, shared)) return { ...mail, html: null, text: null }
  return { ...mail, ...joined(readBody(body, shared)) }
}
export type SentMail = Awaited<ReturnType<typeof requireSent>>
