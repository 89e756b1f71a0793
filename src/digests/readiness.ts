import { DAY, HOUR, isoInstant, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { selectDigestHealth } from './queries.ts'

const RUN_LATE_AFTER = 45 * MINUTE
const QUEUE_STUCK_AFTER = 24 * HOUR
/** An uncertain mail is shown as a problem for so long; what became of it nobody will learn later. */
const FAULTS_SHOWN = 7 * DAY

/** Whether mail is going out: the last run is recent, nothing waits too long, nothing of this week is uncertain. */
export async function readiness(ctx: Ctx) {
  const [faults, [lastRun], [oldest], [firstReader]] = await ctx.db.batch(
    selectDigestHealth(ctx.db, ctx.now - FAULTS_SHOWN),
  )
  const count = (state: string) => faults.find((row) => row.state === state)?.count ?? 0
  // Before the first run nobody is late until somebody has been waiting for one.
  const expectedSince = lastRun?.at ?? firstReader?.at ?? ctx.now
  const waitingMs = oldest?.at ? ctx.now - oldest.at : 0
  const problems = [
    ctx.now - expectedSince > RUN_LATE_AFTER && 'the last digest run is late',
    waitingMs > QUEUE_STUCK_AFTER && 'digests wait for more than a day',
    count('uncertain') > 0 && 'some mail is uncertain',
  ].filter((problem) => problem !== false)
  return {
    ready: problems.length === 0,
    problems,
    lastDigestRunAt: lastRun?.at ? isoInstant(lastRun.at) : null,
    oldestWaitingSeconds: Math.round(waitingMs / 1000),
    failedDigests: count('failed'),
    uncertainDigests: count('uncertain'),
  }
}
