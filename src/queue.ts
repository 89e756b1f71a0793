import { sendSignIn } from './auth/sign-in-mail.ts'
import type { Ctx } from './context.ts'
import { sendConfirmation } from './digests/confirmation-mail.ts'
import { sendDigests } from './digests/sending.ts'

/** The tick's `now`; the consumer adds what has passed since the message was sent. */
type Timed = { now: number }

export type Job = Timed &
  (
    | { type: 'sign-in'; seed: string }
    | { type: 'confirmation'; subscriptionId: string; asked: string }
    | { type: 'digests'; digests: { subscriptionId: string; period: string }[] }
  )

/** A job as it waits: with the service's clock at the moment it was sent. */
export type QueuedJob = Job & { sentAt: number }

/** Does one job. The caller acknowledges or retries each message on its own. */
export function runJob(ctx: Ctx, job: Job): Promise<void> {
  switch (job.type) {
    case 'sign-in':
      return sendSignIn(ctx, job.seed)
    case 'confirmation':
      return sendConfirmation(ctx, job.subscriptionId, job.asked)
    case 'digests':
      return sendDigests(ctx, job.digests)
  }
}
