import type { Secrets } from '../context.ts'
import type { Db } from '../db/client.ts'
import type { Env } from '../env.ts'
import { newId } from '../ids.ts'
import { cloudflareMailer } from './cloudflare-mailer.ts'
import { withSafeHeaders } from './header-text.ts'
import { httpMailer } from './http-mailer.ts'
import { causeOf, type Mailer } from './mailer.ts'
import { paced } from './pacing.ts'
import { smtpMailer } from './smtp-mailer.ts'
import { outbox } from './table.ts'

type Ports = {
  db: Db
  clock: () => number
  fetch: typeof fetch
  sleep: (ms: number) => Promise<void>
  secrets: Secrets
}

/** The mailer that `MAIL_TRANSPORT` names. */
export function makeMailer(env: Env, ports: Ports): Mailer {
  switch (env.MAIL_TRANSPORT) {
    case 'outbox':
      return withSafeHeaders(outboxMailer(env, ports))
    case 'smtp':
      return outgoing(smtpMailer(env, ports))
    case 'http':
      return outgoing(httpMailer(env, ports))
    case 'cloudflare':
      return outgoing(cloudflareMailer(env))
  }
  function outgoing(mailer: Mailer): Mailer {
    return paced(withSafeHeaders(mailer), ports, env.MAIL_RATE)
  }
}

function outboxMailer({ MAIL_FROM }: Env, { db, clock }: Ports): Mailer {
  return {
    keepsKeys: true,
    keepsMail: true,
    async send({ to, text, ...message }) {
      const id = newId('mail', clock())
      const row = { ...message, id, sender: MAIL_FROM, recipient: to, bodyText: text, sentAt: clock() }
      try {
        await db.insert(outbox).values(row).onConflictDoNothing()
        return { outcome: 'sent', providerId: id }
      } catch (error) {
        return { outcome: 'deferred', cause: causeOf(error), retryAfterMs: null }
      }
    },
  }
}
