import type { Ctx } from '../context.ts'
import type { Job } from '../queue.ts'
import { listDueNotices } from './claiming.ts'

/** A notice that a server refuses may cost sixteen statements, and an invocation may take 50. */
const SHARD = 3

/** Hands every notice that is to be mailed to the queue, whichever tick or command wrote it. */
export async function startNotices(ctx: Ctx): Promise<void> {
  const due = await listDueNotices(ctx)
  const jobs: Job[] = []
  for (let i = 0; i < due.length; i += SHARD)
    jobs.push({ type: 'notices', now: ctx.now, notices: due.slice(i, i + SHARD) })
  if (jobs.length) await ctx.queue.send(jobs)
}
