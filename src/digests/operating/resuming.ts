import { sql } from 'drizzle-orm'
import { isAdmin } from '../../auth/policy.ts'
import type { Ctx } from '../../context.ts'
import { authorize, conflict } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import type { Resumption } from './schema.ts'

/** Lets a run go on that the circuit had paused: the next tick hands on what is left of it. */
export async function resumeRun(ctx: Ctx, { kind, run }: Resumption): Promise<void> {
  authorize(isAdmin(ctx.actor))
  const [resumed] = await ctx.db.batch([
    ctx.db.all(sql`update digest_runs set paused_at = null, resumed_at = ${ctx.now}, arrived = 0, refused = 0
      where kind = ${kind} and period = ${run} and paused_at is not null returning period`),
    ...recordEventIfChanged(ctx, 'run.resumed', `${kind} ${run}`),
  ])
  if (!resumed.length) throw conflict('This run is not paused, or not any more')
}
