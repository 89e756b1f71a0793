import type { Env } from '../env.ts'
import { causeOf, type Mailer } from './mailer.ts'
import { composeRaw, traceIn } from './raw-mail.ts'

/** Cloudflare takes a mail only where the envelope's sender is the one in `From`. */
export function cloudflareMailer(env: Env): Mailer {
  return {
    keepsKeys: false,
    keepsMail: false,
    trace: traceIn(env, 'cloudflare'),
    async send(message) {
      const mail = await composeRaw(env, message)
      if ('outcome' in mail) return mail
      const email = await import('cloudflare:email').catch(causeOf)
      if (typeof email === 'string') return { outcome: 'refused', cause: email }
      try {
        await env.MAIL?.send(new email.EmailMessage(mail.from, message.to, mail.raw))
        return { outcome: 'sent', providerId: null }
      } catch (error) {
        return { outcome: 'ambiguous', cause: causeOf(error) }
      }
    },
  }
}
