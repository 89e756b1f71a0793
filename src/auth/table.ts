import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, json } from '../db/columns.ts'
import { people } from '../people/table.ts'
import { keyScopes } from './schema.ts'

/** One request to sign in an address, the newest. The mailed token and code are made from `seed` and a secret key. */
export const signInRequests = sqliteTable('sign_in_requests', {
  emailKey: text('email_key').primaryKey(),
  email: text().notNull(),
  seed: text().notNull().unique(),
  tokenHash: text('token_hash').notNull().unique(),
  /** Hash of what the asking browser keeps in a cookie. */
  nonceHash: text('nonce_hash').notNull(),
  /** How often a code was tried. */
  tries: integer().notNull().default(0),
  /** Where on this site to go on. */
  next: text().notNull(),
  askedAt: instant('asked_at').notNull(),
  /** The session made by the one press that used it. */
  sessionId: text('session_id'),
})

export const sessions = sqliteTable('sessions', {
  id: text().primaryKey(),
  tokenHash: text('token_hash').notNull().unique(),
  personId: text('person_id')
    .notNull()
    .references(() => people.id),
  /** The browser in words, to tell sessions apart. */
  agent: text().notNull(),
  /** When a passkey was shown in this session. */
  passkeyAt: instant('passkey_at'),
  createdAt: instant('created_at').notNull(),
  seenAt: instant('seen_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
})

export const passkeys = sqliteTable('passkeys', {
  id: text().primaryKey(),
  personId: text('person_id')
    .notNull()
    .references(() => people.id),
  name: text().notNull(),
  /** COSE key, base64url. */
  publicKey: text('public_key').notNull(),
  counter: integer().notNull(),
  transports: json<string[]>('transports').notNull(),
  createdAt: instant('created_at').notNull(),
  usedAt: instant('used_at'),
})

export const passkeyChallenges = sqliteTable('passkey_challenges', {
  sessionId: text('session_id').primaryKey(),
  challenge: text().notNull(),
  askedAt: instant('asked_at').notNull(),
})

export const apiKeys = sqliteTable('api_keys', {
  id: text().primaryKey(),
  tokenHash: text('token_hash').notNull().unique(),
  name: text().notNull(),
  scope: text({ enum: keyScopes }).notNull(),
  /** The organization or person whose things the key reaches. */
  subjectId: text('subject_id').notNull(),
  /** Who made it; it does no more than this person may. */
  personId: text('person_id')
    .notNull()
    .references(() => people.id),
  createdAt: instant('created_at').notNull(),
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
})

/** What a write answered under an Idempotency-Key; without an answer it is still under way. */
export const keptAnswers = sqliteTable(
  'kept_answers',
  {
    keyId: text('key_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer(),
    body: text(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.idempotencyKey] })],
)

/** A person or an organization that may do nothing for now. */
export const suspensions = sqliteTable('suspensions', {
  subjectId: text('subject_id').primaryKey(),
  reason: text().notNull(),
  suspendedBy: text('suspended_by').notNull(),
  suspendedAt: instant('suspended_at').notNull(),
})
