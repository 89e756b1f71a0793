import type { Db } from '../db/client.ts'
import type { Env } from '../env.ts'
import { newId } from '../ids.ts'
import { httpMailer } from './http-mailer.ts'
import { causeOf, type Delivery, type Mailer, type Message } from './mailer.ts'
import { outbox } from './table.ts'

type Ports = { db: Db; clock: () => number; fetch: typeof fetch }

/** The mailer that `MAIL_TRANSPORT` names. */
export function makeMailer(env: Env, ports: Ports): Mailer {
  switch (env.MAIL_TRANSPORT) {
    case 'outbox':
      return outboxMailer(env, ports)
    case 'smtp':
      return smtpMailer(env)
    case 'http':
      return httpMailer(env, ports)
    case 'cloudflare':
      return cloudflareMailer(env)
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

/** nodemailer is loaded at the first mail: evaluating it would slow every start. */
const nodemailer = () => import('nodemailer')

/** The message as nodemailer composes it: encoded, folded, without line breaks in headers. */
const composed = (from: string, { to, subject, html, text, headers }: Message) => ({
  from,
  to: { name: '', address: to },
  subject,
  html,
  text,
  headers,
})

type SmtpError = { responseCode?: number; command?: string; code?: string; syscall?: string }
const BEFORE_THE_MAIL = new Set(['EDNS', 'EAUTH', 'ETLS'])
const NO_CONVERSATION = /^(Connection timeout|Greeting never received)/
/** Only here does a refusal speak of this mail; before, it speaks of the connection, the sign-in or the sender. */
const OF_THIS_MAIL = /^(RCPT TO|DATA)/

/** What a failed SMTP conversation says of the mail: it is in doubt unless the server refused or was never reached. */
function smtpFailure(error: unknown): Delivery {
  const { responseCode, command = '', code = '', syscall } = error as SmtpError
  const cause = causeOf(error)
  if (responseCode && responseCode >= 500 && OF_THIS_MAIL.test(command)) return { outcome: 'refused', cause }
  const before = syscall === 'connect' || BEFORE_THE_MAIL.has(code) || NO_CONVERSATION.test(cause)
  return responseCode || before ? { outcome: 'deferred', cause, retryAfterMs: null } : { outcome: 'ambiguous', cause }
}

/** Together well within a digest's lease. */
const SMTP_LIMITS = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, dnsTimeout: 20_000 }

function smtpMailer({ SMTP_URL, MAIL_FROM }: Env): Mailer {
  return {
    keepsKeys: false,
    keepsMail: false,
    async send(message) {
      try {
        const { createTransport } = await nodemailer()
        const { messageId } = await createTransport({ url: SMTP_URL, ...SMTP_LIMITS }).sendMail(
          composed(MAIL_FROM, message),
        )
        return { outcome: 'sent', providerId: messageId }
      } catch (error) {
        return smtpFailure(error)
      }
    },
  }
}

function cloudflareMailer({ MAIL, MAIL_FROM }: Env): Mailer {
  return {
    keepsKeys: false,
    keepsMail: false,
    async send(message) {
      const composing = await composeRaw(MAIL_FROM, message).catch(causeOf)
      if (typeof composing === 'string') return { outcome: 'refused', cause: composing }
      try {
        await MAIL?.send(composing)
        return { outcome: 'sent', providerId: null }
      } catch (error) {
        return { outcome: 'ambiguous', cause: causeOf(error) }
      }
    },
  }
}

async function composeRaw(from: string, message: Message) {
  const [{ createTransport }, { EmailMessage }] = await Promise.all([nodemailer(), import('cloudflare:email')])
  const stream = createTransport({ streamTransport: true, buffer: true })
  const { message: raw, envelope } = await stream.sendMail(composed(from, message))
  return new EmailMessage(envelope.from || from, message.to, String(raw))
}
