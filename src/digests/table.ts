import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, json } from '../db/columns.ts'
import { people } from '../people/table.ts'
import { cadences, kinds } from './schema.ts'

export const subscriptions = sqliteTable('subscriptions', {
  id: text().primaryKey(),
  email: text().notNull(),
  /** Keyed hash of the address: what is counted and remembered per reader. */
  emailKey: text('email_key').notNull(),
  /** The search as its canonical board query string. */
  query: text().notNull(),
  cadence: text({ enum: cadences }).notNull(),
  /** 1 is Monday, 7 is Sunday. */
  weekday: integer().notNull(),
  hour: integer().notNull(),
  zone: text().notNull(),
  confirmedAt: instant('confirmed_at'),
  /** The board's version when the reader confirmed: what was open then counts as known. */
  knownVersion: integer('known_version'),
  endedAt: instant('ended_at'),
  /** The request whose confirmation is still to be mailed, and when it was made. */
  asked: text(),
  askedAt: instant('asked_at'),
  nextPeriod: text('next_period'),
  nextDueAt: instant('next_due_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  kind: text({ enum: kinds }).notNull().default('search'),
  /** Whose it is, where the kind needs an account. */
  personId: text('person_id').references(() => people.id),
  /** The organization or group that it is about. */
  subjectId: text('subject_id'),
  /** No digest is made before this. */
  pausedUntil: instant('paused_until'),
})

export const digestRuns = sqliteTable(
  'digest_runs',
  {
    kind: text({ enum: kinds }).notNull(),
    period: text().notNull(),
    startedAt: instant('started_at').notNull(),
    /** How many digests it made: always as many as are sent, skipped, failed, uncertain and open. */
    candidates: integer().notNull().default(0),
    /** The circuit: too much was refused, and an operator looks before it goes on. */
    pausedAt: instant('paused_at'),
    pausedFor: text('paused_for'),
    resumedAt: instant('resumed_at'),
    /** What the circuit looks at: so many got through and were refused for good since it began, or went on. */
    arrived: integer().notNull().default(0),
    refused: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.kind, table.period] })],
)

const digestStates = ['pending', 'sending', 'sent', 'skipped', 'failed', 'uncertain'] as const

export const digests = sqliteTable(
  'digests',
  {
    subscriptionId: text('subscription_id')
      .notNull()
      .references(() => subscriptions.id),
    /** The reader's local period: at most one digest each. */
    period: text().notNull(),
    /** The period of its run. */
    run: text().notNull(),
    state: text({ enum: digestStates }).notNull(),
    reason: text(),
    tries: integer().notNull().default(0),
    firstTryAt: instant('first_try_at'),
    leaseUntil: instant('lease_until'),
    nextTryAt: instant('next_try_at'),
    /** The bytes, fixed at the first try: `subject`, `headers`, `body`. */
    subject: text(),
    headers: json<Record<string, string>>('headers'),
    bodyHash: text('body_hash'),
    providerId: text('provider_id'),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
    kind: text({ enum: kinds }).notNull().default('search'),
    /** Of the address when the bytes were fixed. */
    emailKey: text('email_key'),
    /** The call that carries it, or carried it. */
    callId: text('call_id'),
    /** How many may travel in one call with it: fewer after a refusal; null for as many as a call takes. */
    most: integer(),
    /** The pieces it is joined from, in JSON: `pieces.ts`. */
    body: text(),
  },
  (table) => [primaryKey({ columns: [table.subscriptionId, table.period] })],
)

/** What was mailed to whom, once per subject and occasion (`new`, `reopened 1`, `closing` ...). */
export const digestItems = sqliteTable(
  'digest_items',
  {
    emailKey: text('email_key').notNull(),
    /** An opportunity, or what else a kind of digest tells of. */
    subjectId: text('subject_id').notNull(),
    occasion: text().notNull(),
    subscriptionId: text('subscription_id').notNull(),
    period: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.emailKey, table.subjectId, table.occasion] })],
)

/** One call of a provider: whom it mails, in which order, under one key (its id), the same bytes at every try. */
export const digestCalls = sqliteTable('digest_calls', {
  id: text().primaryKey(),
  members: json<{ subscriptionId: string; period: string }[]>('members').notNull(),
  tries: integer().notNull().default(0),
  /** Whether some try may have been accepted. */
  doubt: flag('doubt').notNull().default(false),
  firstTryAt: instant('first_try_at').notNull(),
  leaseUntil: instant('lease_until'),
  nextTryAt: instant('next_try_at'),
  cause: text(),
  createdAt: instant('created_at').notNull(),
})

/** Each time the provider asked to wait: until then it wants nothing. */
export const mailPauses = sqliteTable('mail_pauses', {
  until: instant('until').primaryKey(),
  cause: text().notNull(),
})
