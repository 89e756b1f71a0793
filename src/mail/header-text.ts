import type { BatchDelivery, Delivery, Mailer, Message } from './mailer.ts'

/** Line breaks, NUL and other controls, and what turns the direction of text around. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu
/** What stands in a header as one mailbox, and in an envelope: nothing in it can end it or begin another. */
const MAILBOX = /^[^\s\p{Cc}<>()[\]",;:\\@]+@[^\s\p{Cc}<>()",;\\@]+$/u
const NAME = /^[A-Za-z0-9-]+$/

/** How an encoded word begins: readers would decode one that somebody typed, with whatever breaks are in it. */
const ENCODED = /=\?/g

/** Text as it may stand in a header: one line, in reading order, well-formed, meaning what it says. */
export const headerText = (text: string) =>
  text.toWellFormed().replace(UNSAFE, ' ').replace(ENCODED, '= ?').replace(/ {2,}/g, ' ').trim()

const cleaned = <M extends Pick<Message, 'subject' | 'headers'>>({ subject, headers, ...rest }: M) => ({
  ...rest,
  subject: headerText(subject),
  headers: Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (NAME.test(name) ? [[name, headerText(value)]] : [])),
  ),
})

const refused: Extract<Delivery & BatchDelivery, { outcome: 'refused' }> = {
  outcome: 'refused',
  cause: 'the address cannot stand in a mail',
}

/** Whatever a mail was composed of, no header of it can be broken out of. */
export function withSafeHeaders(mailer: Mailer): Mailer {
  const { batch } = mailer
  const isSafe = ({ to }: { to: string }) => MAILBOX.test(to)
  return {
    ...mailer,
    send: async (message) => (isSafe(message) ? mailer.send(cleaned(message)) : refused),
    ...(batch && {
      batch: {
        ...batch,
        send: async (messages, key) => (messages.every(isSafe) ? batch.send(messages.map(cleaned), key) : refused),
      },
    }),
  }
}
