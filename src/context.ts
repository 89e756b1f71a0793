import type { KeyScope } from './auth/schema.ts'
import type { Db } from './db/client.ts'
import type { Mailer } from './mail/mailer.ts'
import type { Role } from './people/schema.ts'
import type { Job } from './queue.ts'

export type Actor = { type: 'anonymous' } | { type: 'system'; job: string } | Person | KeyHolder

/** Somebody signed in, as the database knew them when this request began. */
export type Person = {
  type: 'person'
  id: string
  /** Empty until they give one. */
  name: string
  role: Role
  example: boolean
  emailKey: string
  session: { id: string; passkeyAt: number | null }
  hasPasskey: boolean
  /** Ids of their organizations and groups, and what they are there. */
  organizations: Readonly<Record<string, Membership>>
  groups: Readonly<Record<string, Membership>>
}
export type Membership = 'owner' | 'member'

/** A program with an API key: it reaches one subject, and no more of it than the key's maker may. */
export type KeyHolder = { type: 'key'; id: string; scope: KeyScope; subjectId: string; personId: string }

/** Everything a request or job may reach of the outside world; built once for each. */
export type Ctx = {
  db: Db
  actor: Actor
  /** The instant of this request or tick, in milliseconds. */
  now: number
  /** Milliseconds since `now`, for jobs that take long. */
  elapsed: () => number
  newId: (prefix: string) => string
  mail: Mailer
  /** Takes any number, to be done after `waitMs`; what it cannot take is logged and found again by a later tick. */
  queue: { send(jobs: readonly Job[], waitMs?: number): Promise<void> }
  fetch: typeof fetch
  /** Origins that may be fetched from beside the known ones, exempt from the rules on addresses; for trials only. */
  outboundAllow?: readonly string[]
  /** Where the service is reached, without a slash at the end: the only source of links in mail. */
  origin: string
  secrets: Secrets
  /** What the mail provider signs its reports with; without it no report is believed. */
  webhookSecret?: string
}

/** Keyed hashes: tokens in links and what is kept of an address. */
export type Secrets = {
  /** base64url HMAC-SHA-256 with the newest key. */
  sign(text: string): Promise<string>
  /** Whether any of the keys made this signature; takes the same time for right and wrong ones. */
  verify(text: string, signature: string): Promise<boolean>
  /** A keyed hash that a new key does not change: what is kept of an address instead of the address. */
  fingerprint(text: string): Promise<string>
}

export function actorId(actor: Actor): string {
  switch (actor.type) {
    case 'system':
      return `job:${actor.job}`
    case 'person':
    case 'key':
      return actor.id
    case 'anonymous':
      return 'anonymous'
  }
}
