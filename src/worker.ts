import { buildApp } from './app.tsx'
import { runCron } from './cron.ts'
import type { Bindings } from './env.ts'
import { clockOf, contextOf } from './open-context.ts'
import { type QueuedJob, runJob } from './queue.ts'

const FIRST_DELAY = 15
const LONGEST_DELAY = 3600

const app = buildApp<Bindings>((_request, bindings) => contextOf(bindings))

export default {
  fetch: (request, bindings, execution) => app.fetch(request, bindings, execution),

  async scheduled(event, bindings) {
    await runCron(contextOf(bindings, { actor: { type: 'system', job: 'cron' }, now: event.scheduledTime }))
  },

  /** Nothing is thrown here: a throw would deliver again what neighbours have already acknowledged. */
  async queue(batch, bindings) {
    for (const message of batch.messages) {
      try {
        const { now, sentAt } = message.body
        const waited = Math.max(0, clockOf(bindings) - sentAt)
        await runJob(contextOf(bindings, { actor: { type: 'system', job: 'queue' }, now: now + waited }), message.body)
        message.ack()
      } catch (error) {
        console.error(error)
        message.retry({ delaySeconds: Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** message.attempts) })
      }
    }
  },

  /** Mail that came back, mostly; parsing it is loaded when the first one comes. */
  async email(message, bindings) {
    try {
      const { receiveMail } = await import('./mail/inbound.ts')
      await receiveMail(contextOf(bindings, { actor: { type: 'system', job: 'inbound mail' } }), message)
    } catch (error) {
      console.error('inbound mail', error)
    }
  },
} satisfies ExportedHandler<Bindings, QueuedJob>
