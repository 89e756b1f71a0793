import type { Env } from '../env.ts'
import { causeOf, type Delivery, type Message, type Trace } from './mailer.ts'

type Sender = Pick<Env, 'MAIL_FROM' | 'DKIM_DOMAIN' | 'DKIM_SELECTOR' | 'DKIM_PRIVATE_KEY'>

/** A mail as it goes over the wire, and the address it comes from. */
export type RawMail = { raw: string; from: string; messageId: string }

/** RFC 8058 wants both of its headers signed; nodemailer's own list has one of them. */
const SIGNED =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Content-Transfer-Encoding:' +
  'List-Id:List-Unsubscribe:List-Unsubscribe-Post'

/** Another for each key, and the same for every try of one: it is known before anything is sent, and never stored. */
const messageIdOf = ({ MAIL_FROM }: Pick<Env, 'MAIL_FROM'>, key: string) =>
  `<${key
    .split(/[^\w-]+/)
    .filter(Boolean)
    .join('.')}@${/@([^\s<>@]+)>?$/.exec(MAIL_FROM)?.[1] ?? 'localhost'}>`

export const traceIn = (env: Pick<Env, 'MAIL_FROM'>, at: Trace['at']): Trace => ({
  at,
  messageIdOf: (key) => messageIdOf(env, key),
})

/** nodemailer is loaded at the first mail: evaluating it would slow every start. */
export const nodemailer = () => import('./library.ts')

/** Composes a mail, signed where DKIM_* are set: encoded, folded, without line breaks in headers. */
export async function composeRaw(
  env: Sender,
  message: Message,
): Promise<RawMail | Exclude<Delivery, { outcome: 'sent' }>> {
  const { to, subject, html, text, headers, idempotencyKey } = message
  const dkim = dkimOf(env)
  try {
    const { Mailer, StreamTransport } = await nodemailer()
    const options = { streamTransport: true as const, buffer: true, newline: 'windows', ...(dkim && { dkim }) }
    const composer = new Mailer(new StreamTransport(options), options)
    const mail = {
      from: env.MAIL_FROM,
      to: { name: '', address: to },
      subject,
      html,
      text,
      headers,
      messageId: messageIdOf(env, idempotencyKey),
    }
    const { message: bytes, envelope, messageId } = await composer.sendMail(mail)
    const raw = String(bytes)
    // A key that cannot sign leaves the mail unsigned, without a word.
    if (dkim && !/^DKIM-Signature:/i.test(raw))
      return { outcome: 'deferred', cause: 'DKIM_PRIVATE_KEY cannot sign', retryAfterMs: null }
    return { raw, from: envelope.from || env.MAIL_FROM, messageId }
  } catch (error) {
    return { outcome: 'refused', cause: causeOf(error) }
  }
}

function dkimOf({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY }: Sender) {
  if (!DKIM_DOMAIN || !DKIM_SELECTOR || !DKIM_PRIVATE_KEY) return null
  return {
    domainName: DKIM_DOMAIN,
    keySelector: DKIM_SELECTOR,
    privateKey: DKIM_PRIVATE_KEY,
    headerFieldNames: SIGNED,
  }
}
