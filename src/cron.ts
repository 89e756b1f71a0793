import type { Ctx } from './context.ts'
import { startDigests } from './digests/scheduling.ts'

/** The whole cron table. A tick may be missed, doubled or late: what is due is read from the database. */
const everyQuarter: Record<string, (ctx: Ctx) => Promise<void>> = {
  digests: startDigests,
}

/** Runs every task; one that fails is logged and does not keep the others from running. */
export async function runCron(ctx: Ctx): Promise<void> {
  for (const [task, run] of Object.entries(everyQuarter)) {
    try {
      await run(ctx)
    } catch (error) {
      console.error(`cron ${task}`, error)
    }
  }
}
