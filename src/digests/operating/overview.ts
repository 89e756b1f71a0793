import { type SQL, sql } from 'drizzle-orm'
import { DAY } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { withoutAddresses } from '../../mail/mailer.ts'
import { healthOf, selectHealth } from '../readiness.ts'
import type { Kind } from '../schema.ts'
import { isResendable, SHOWN_FOR } from './resending.ts'

const MOST_LISTED = 50
const MOST_CAUSES = 20

/** How mail is going, as an operator sees it: one round trip. `before` is the run the page before ended with. */
export async function overviewOfMail(ctx: Ctx, before: string | undefined) {
  const [[health], [pause], [stopped], paused, runs, causes, failed, uncertain] = await ctx.db.batch([
    selectHealth(ctx),
    selectPause(ctx),
    selectStopped(ctx),
    selectRuns(ctx, sql`paused_at is not null`),
    selectRuns(ctx, behind(before)),
    selectCauses(ctx),
    selectFailed(ctx),
    selectUncertain(ctx),
  ])
  const shown = runs.slice(0, MOST_LISTED)
  const last = runs.length > MOST_LISTED ? shown.at(-1) : undefined
  return {
    health: healthOf(health, ctx.now),
    pause: pause ? withWords(pause, 'cause') : null,
    stopped: stopped ?? { bounced: 0, complained: 0 },
    paused: paused.map(addUp),
    runs: shown.map(addUp),
    older: last ? `${last.period} ${last.kind}` : null,
    causes: causes.map((row) => withWords(row, 'cause')),
    failed: failed.map((row) => ({ ...withWords(row, 'cause'), resendable: Boolean(row.resendable) })),
    uncertain: {
      calls: uncertain.map(({ all, ...row }) => ({
        ...withWords(row, 'cause'),
        messageId: ctx.mail.trace?.messageIdOf(row.call) ?? null,
      })),
      all: uncertain[0]?.all ?? 0,
      at: ctx.mail.trace?.at ?? ('provider' as const),
    },
  }
}
export type Overview = Awaited<ReturnType<typeof overviewOfMail>>

/** What a provider says may name an address. */
const withWords = <Name extends string, Row extends Record<Name, string | null>>(row: Row, name: Name) => ({
  ...row,
  [name]: withoutAddresses(row[name] ?? 'no cause was given'),
})

const selectPause = ({ db, now }: Ctx) =>
  db.all<{ until: number; cause: string }>(
    sql`select until, cause from mail_pauses where until > ${now} order by until desc limit 1`,
  )

const selectStopped = ({ db, now }: Ctx) =>
  db.all<{ bounced: number; complained: number }>(sql`
    select coalesce(sum(reason = 'bounced'), 0) as bounced, coalesce(sum(reason = 'complained'), 0) as complained
    from suppressions where at > ${now - 7 * DAY}`)

type RunRow = {
  kind: Kind
  period: string
  startedAt: number
  candidates: number
  pausedAt: number | null
  pausedFor: string | null
  resumedAt: number | null
  figures: string
}

function behind(before: string | undefined): SQL {
  const [period, kind] = before?.split(' ') ?? []
  return before ? sql`(period, kind) < (${period}, ${kind})` : sql`true`
}

/** Newest first, with what became of what each made. */
const selectRuns = ({ db, now }: Ctx, which: SQL) =>
  db.all<RunRow>(sql`
    select kind, period, started_at as "startedAt", candidates, paused_at as "pausedAt", paused_for as "pausedFor",
      resumed_at as "resumedAt",
      (select json_array(coalesce(sum(state = 'sent'), 0), coalesce(sum(state = 'skipped'), 0),
        coalesce(sum(state = 'failed'), 0), coalesce(sum(state = 'uncertain'), 0),
        coalesce(sum(state in ('pending', 'sending')), 0))
        from digests d where d.kind = r.kind and d.run = r.period) as figures
    from digest_runs r
    where started_at > ${now - SHOWN_FOR}
      and (candidates > 0 or exists (select 1 from digests d where d.kind = r.kind and d.run = r.period))
      and ${which}
    order by period desc, kind desc limit ${MOST_LISTED + 1}`)

/** Whatever happens, what a run made is sent, skipped, failed, uncertain or open: one that does not add up lost something. */
function addUp({ figures, ...run }: RunRow) {
  const counted = JSON.parse(figures) as [number, number, number, number, number]
  const [sent, skipped, failed, uncertain, open] = counted
  const sum = counted.reduce((all, one) => all + one, 0)
  return { ...run, sent, skipped, failed, uncertain, open, addsUp: sum === run.candidates }
}

const failedLately = (now: number) => sql`d.state = 'failed' and d.finished_at > ${now - SHOWN_FOR}`

const selectCauses = ({ db, now }: Ctx) =>
  db.all<{ cause: string | null; count: number }>(sql`
    select reason as cause, count(*) as count from digests d where ${failedLately(now)}
    group by reason order by count desc, reason limit ${MOST_CAUSES}`)

type FailedRow = {
  subscriptionId: string
  period: string
  kind: Kind
  cause: string | null
  finishedAt: number
  resendable: number
}
const selectFailed = ({ db, now }: Ctx) =>
  db.all<FailedRow>(sql`
    select d.subscription_id as "subscriptionId", d.period, d.kind, d.reason as cause, d.finished_at as "finishedAt",
      ${isResendable(now)} as resendable
    from digests d where ${failedLately(now)} order by d.finished_at desc, d.subscription_id limit ${MOST_LISTED}`)

type UncertainRow = {
  call: string
  cause: string | null
  count: number
  firstTryAt: number
  since: number
  example: string
  /** How many calls there are in all. */
  all: number
}
/** By the call that carried them: what became of one became of all. Oldest first, for as long as nobody has settled it. */
const selectUncertain = ({ db }: Ctx) =>
  db.all<UncertainRow>(sql`
    select call_id as call, min(reason) as cause, count(*) as count, min(first_try_at) as "firstTryAt",
      min(finished_at) as since, min(subscription_id || ', ' || period) as example,
      count(*) over () as "all"
    from digests where state = 'uncertain' and finished_at is not null and call_id is not null
    group by call_id order by since limit ${MOST_LISTED}`)
