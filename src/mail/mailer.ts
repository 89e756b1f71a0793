export type Message = {
  to: string
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  /** Equal keys carry equal bytes: a provider that keeps keys delivers one of them. */
  idempotencyKey: string
}

/** A part of a mail, as HTML and as text. A shared one is the same object in every mail that holds it. */
export type TextPiece = { html: string; text: string; shared?: unknown }
/** One mail of a call that carries many. */
export type MessageInPieces = Omit<Message, 'html' | 'text' | 'idempotencyKey'> & { pieces: readonly TextPiece[] }

export type Delivery =
  | { outcome: 'sent'; providerId: string | null }
  /** Surely not accepted; worth another try. */
  | { outcome: 'deferred'; cause: string; retryAfterMs: number | null; ours?: true }
  /** Surely not accepted, and never will be. `noMailbox` where no later mail will arrive there either: `recordRefusal`. */
  | { outcome: 'refused'; cause: string; noMailbox?: true }
  /** Perhaps accepted: the answer was lost, or says so little. The provider may still have asked for a pause. */
  | { outcome: 'ambiguous'; cause: string; retryAfterMs?: number | null }

/** What became of several mails in one call: all of them or none. `providerIds` are in the order of the mails. */
export type BatchDelivery = { outcome: 'sent'; providerIds: (string | null)[] } | Exclude<Delivery, { outcome: 'sent' }>

/** A provider's words without the addresses in them: they end up in logs and tables. */
export const withoutAddresses = (text: string) =>
  text.replace(/[^\s<>@"',;:]+@[^\s<>@"',;:]+/g, '[address]').slice(0, 300)

export const causeOf = (error: unknown) => withoutAddresses(error instanceof Error ? error.message : String(error))

/** Where a mail can be looked up that may have gone out: a provider without keys knows it by its `Message-ID`. */
export type Trace = { at: 'mail server' | 'cloudflare'; messageIdOf(idempotencyKey: string): string }

export type Mailer = {
  /** Whether mail is kept instead of sent, to be read at `/dev/mail`. */
  keepsMail: boolean
  /** Whether sending the same key twice delivers once. */
  keepsKeys: boolean
  /** Where the provider keeps no keys. */
  trace?: Trace
  /** Never throws: what went wrong is the outcome. */
  send(message: Message): Promise<Delivery>
  /** Where the provider takes many in one call, at most so many. The key is the call's: its mails have none. */
  batch?: { most: number; send(messages: readonly MessageInPieces[], key: string): Promise<BatchDelivery> }
}
