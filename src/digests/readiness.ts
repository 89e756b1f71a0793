import { DAY, HOUR, isoInstant, MINUTE } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { type HealthRow, selectDigestHealth } from './queries.ts'

const RUN_LATE_AFTER = 45 * MINUTE
const QUEUE_STUCK_AFTER = 24 * HOUR
/** A tick comes every quarter of an hour: what is due for so long nobody is going to take. */
const UNTAKEN_AFTER = 2 * HOUR
/** An uncertain mail is shown as a problem for so long; what became of it nobody will learn later. */
const FAULTS_SHOWN = 7 * DAY

/** Whether mail is going out: the last run is recent, nothing waits too long, nothing of this week is uncertain. */
export async function readiness(ctx: Ctx) {
  const [row] = await selectHealth(ctx)
  return healthOf(row, ctx.now)
}

export const selectHealth = ({ db, now }: Ctx) => selectDigestHealth(db, now - FAULTS_SHOWN)

/** The same for machines and for operators, in the same words. */
export function healthOf(row: HealthRow | undefined, now: number) {
  const { failed = 0, uncertain = 0, pausedRuns = 0, lastRunAt, firstReaderAt, oldestAt, dueSince } = row ?? {}
  const since = (at: number | null | undefined) => (at ? Math.max(0, now - at) : 0)
  // Before the first run nobody is late until somebody has been waiting for one.
  const problems = [
    since(lastRunAt ?? firstReaderAt) > RUN_LATE_AFTER && 'the last digest run is late',
    since(oldestAt) > QUEUE_STUCK_AFTER && 'digests wait for more than a day',
    since(dueSince) > UNTAKEN_AFTER && 'mail has been due for more than 2 hours and nothing takes it',
    pausedRuns > 0 && 'a run is paused: too much of it was refused',
    uncertain > 0 && 'some mail is uncertain',
  ].filter((problem) => problem !== false)
  return {
    ready: problems.length === 0,
    problems,
    lastDigestRunAt: lastRunAt ? isoInstant(lastRunAt) : null,
    oldestWaitingSeconds: Math.round(since(oldestAt) / 1000),
    oldestDueSeconds: Math.round(since(dueSince) / 1000),
    failedDigests: failed,
    uncertainDigests: uncertain,
    pausedRuns,
  }
}
