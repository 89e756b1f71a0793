import { HOUR, isoInstant, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { selectDigestHealth } from './queries.ts'

const RUN_LATE_AFTER = 45 * MINUTE
const QUEUE_STUCK_AFTER = 24 * HOUR

/** Whether mail is going out: the last run is recent, nothing waits too long, nothing is uncertain. */
export async function readiness(ctx: Ctx) {
  const [states, [lastRun], [oldest]] = await ctx.db.batch(selectDigestHealth(ctx.db))
  const count = (state: string) => states.find((row) => row.state === state)?.count ?? 0
  const lastRunAt = lastRun?.at ?? null
  const waitingMs = oldest?.at ? ctx.now - oldest.at : 0
  const problems = [
    lastRunAt !== null && ctx.now - lastRunAt > RUN_LATE_AFTER && 'the last digest run is late',
    waitingMs > QUEUE_STUCK_AFTER && 'digests wait for more than a day',
    count('uncertain') > 0 && 'some mail is uncertain',
  ].filter((problem) => problem !== false)
  return {
    ready: problems.length === 0,
    problems,
    lastDigestRunAt: lastRunAt && isoInstant(lastRunAt),
    oldestWaitingSeconds: Math.round(waitingMs / 1000),
    failedDigests: count('failed'),
    uncertainDigests: count('uncertain'),
  }
}
