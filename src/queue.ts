import type { Ctx } from './context.ts'
import { sendConfirmation } from './digests/confirmation-mail.ts'
import { sendDigests } from './digests/sending.ts'

/** `sentAt` and `now` tell a late consumer what time it is. */
type Timed = { now: number; sentAt: number }

export type Job = Timed &
  (
    | { type: 'confirmation'; subscriptionId: string; asked: string }
    | { type: 'digests'; digests: { subscriptionId: string; period: string }[] }
  )

/** Does one job. The caller acknowledges or retries each message on its own. */
export function runJob(ctx: Ctx, job: Job): Promise<void> {
  switch (job.type) {
    case 'confirmation':
      return sendConfirmation(ctx, job.subscriptionId, job.asked)
    case 'digests':
      return sendDigests(ctx, job.digests)
  }
}
