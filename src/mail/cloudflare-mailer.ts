import { HOUR, MINUTE } from '../calendar.ts'
import type { Env } from '../env.ts'
import { causeOf, type Delivery, type Mailer } from './mailer.ts'
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
        const taken = await env.MAIL?.send(new email.EmailMessage(mail.from, message.to, mail.raw))
        return { outcome: 'sent', providerId: taken?.messageId ?? null }
      } catch (error) {
        return failure(error)
      }
    },
  }
}

/** https://developers.cloudflare.com/email-service/api/send-emails/workers-api/#error-codes: what speaks of this mail. */
const REFUSED =
  /^E_(VALIDATION_ERROR|FIELD_MISSING|TOO_MANY_(RECIPIENTS|ATTACHMENTS)|RECIPIENT_(NOT_ALLOWED|SUPPRESSED)|CONTENT_TOO_LARGE|HEADERS?_[A-Z_]+)$/
/** What speaks of us and passes, with how long everything waits: Cloudflare names no time. */
const DEFERRED: Readonly<Record<string, number | null>> = {
  E_RATE_LIMIT_EXCEEDED: MINUTE,
  E_DAILY_LIMIT_EXCEEDED: HOUR,
  E_SENDER_NOT_VERIFIED: null,
  E_SENDER_DOMAIN_NOT_AVAILABLE: null,
}

/** Nobody knows what became of a mail after any other error, also a failed delivery: some of it may be out. */
function failure(error: unknown): Exclude<Delivery, { outcome: 'sent' }> {
  const { code } = Object(error) as { code?: unknown }
  const said = causeOf(error)
  if (typeof code !== 'string') return { outcome: 'ambiguous', cause: said }
  const cause = `${code}: ${said}`.slice(0, 300)
  if (REFUSED.test(code))
    return { outcome: 'refused', cause, ...(code === 'E_RECIPIENT_SUPPRESSED' && { noMailbox: true }) }
  const retryAfterMs = Object.hasOwn(DEFERRED, code) ? DEFERRED[code] : undefined
  return retryAfterMs === undefined ? { outcome: 'ambiguous', cause } : { outcome: 'deferred', cause, retryAfterMs }
}
