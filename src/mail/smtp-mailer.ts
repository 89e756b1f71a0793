import type { Secrets } from '../context.ts'
import type { Env } from '../env.ts'
import { emailKeyOf } from './allowance.ts'
import { bounceAddress } from './bounce-address.ts'
import { kindOfStatus } from './bounce-kind.ts'
import { causeOf, type Delivery, type Mailer } from './mailer.ts'
import { composeRaw, nodemailer, traceIn } from './raw-mail.ts'

type Ports = { clock: () => number; secrets: Secrets }

/** Together well within a digest's lease. */
const LIMITS = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, dnsTimeout: 20_000 }

export function smtpMailer(env: Env, ports: Ports): Mailer {
  return {
    keepsKeys: false,
    keepsMail: false,
    trace: traceIn(env, 'mail server'),
    async send(message) {
      const mail = await composeRaw(env, message)
      if ('outcome' in mail) return mail
      try {
        const from = env.MAIL_BOUNCES ? await returnTo(env.MAIL_BOUNCES, message.to, ports) : mail.from
        const { Mailer, SMTPTransport } = await nodemailer()
        const transport = new Mailer(new SMTPTransport({ url: env.SMTP_URL, ...LIMITS }))
        await transport.sendMail({ envelope: { from, to: message.to }, raw: mail.raw })
        return { outcome: 'sent', providerId: mail.messageId }
      } catch (error) {
        return failure(error)
      }
    },
  }
}

/** Each mail has an envelope sender of its own, which tells whose mail came back. */
const returnTo = async (bounces: string, to: string, { clock, secrets }: Ports) =>
  bounceAddress(secrets, bounces, await emailKeyOf({ secrets }, to), clock())

type SmtpError = { responseCode?: number; response?: string; command?: string; code?: string; syscall?: string }
const BEFORE_THE_MAIL = new Set(['EDNS', 'EAUTH', 'ETLS'])
const NO_CONVERSATION = /^(Connection timeout|Greeting never received)/
/** Only here does a refusal speak of this mail; before, it speaks of the connection, the sign-in or the sender. */
const OF_THIS_MAIL = /^(RCPT TO|DATA)/

/** What a failed SMTP conversation says of the mail: it is in doubt unless the server refused or was never reached. */
function failure(error: unknown): Delivery {
  const { responseCode, response = '', command = '', code = '', syscall } = error as SmtpError
  const cause = causeOf(error)
  if (responseCode && responseCode >= 500 && OF_THIS_MAIL.test(command))
    return { outcome: 'refused', cause, ...(isGone(command, response) && { noMailbox: true }) }
  const before = syscall === 'connect' || BEFORE_THE_MAIL.has(code) || NO_CONVERSATION.test(cause)
  return responseCode || before ? { outcome: 'deferred', cause, retryAfterMs: null } : { outcome: 'ambiguous', cause }
}

/** Whether the server said so in so many words: a bare 550 may be about anything. */
function isGone(command: string, response: string): boolean {
  const [, status = ''] = /^5\d\d[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? []
  return command.startsWith('RCPT TO') && kindOfStatus(status) === 'permanent'
}
