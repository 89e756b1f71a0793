import { sql } from 'drizzle-orm'
import { applicationsData } from './applications/personal-data.ts'
import { auditData } from './audit/personal-data.ts'
import { authData } from './auth/personal-data.ts'
import { isoInstant } from './calendar.ts'
import type { Ctx, Person } from './context.ts'
import { insertMany } from './db/bulk.ts'
import { atomically } from './db/client.ts'
import { digestData } from './digests/personal-data.ts'
import { conflict } from './errors.ts'
import { recordEvent } from './events.ts'
import { groupData } from './groups/personal-data.ts'
import { impactData } from './impact/personal-data.ts'
import { introductionsData } from './introductions/personal-data.ts'
import { landingsData } from './landings/personal-data.ts'
import { mailData } from './mail/personal-data.ts'
import { matchingData } from './matching/personal-data.ts'
import { moderationData } from './moderation/personal-data.ts'
import { opportunityData } from './opportunities/personal-data.ts'
import { organizationData } from './organizations/personal-data.ts'
import { checkInsData } from './outcomes/check-ins/personal-data.ts'
import { listRevived, NOT_ERASABLE, recordErasure } from './people/erasing.ts'
import { accountData } from './people/own-data.ts'
import type { PersonalData } from './people/personal-data.ts'
import { erasures } from './people/table.ts'
import { profileData } from './profiles/personal-data.ts'
import { participantsData } from './programs/participants/personal-data.ts'
import { programsData } from './programs/personal-data.ts'
import { surveysData } from './surveys/personal-data.ts'

/** Whoever keeps rows of a person. What refers to others' rows stands before them; the account is the last to go. */
const features: readonly PersonalData[] = [
  digestData,
  introductionsData,
  matchingData,
  applicationsData,
  landingsData,
  surveysData,
  checkInsData,
  programsData,
  participantsData,
  impactData,
  profileData,
  opportunityData,
  organizationData,
  groupData,
  moderationData,
  auditData,
  authData,
  mailData,
  accountData,
]

/** Records by the name of what they are. */
export type PersonalRecords = Record<string, Record<string, unknown>[]>

/** All that the service holds of a person, as they may read it: instants in ISO 8601. */
export async function exportPerson(ctx: Ctx, personId: string): Promise<PersonalRecords> {
  const found: PersonalRecords = {}
  for (const feature of [...features].reverse()) Object.assign(found, await feature.export(ctx, personId))
  return Object.fromEntries(Object.entries(found).map(([name, rows]) => [name, rows.map(readable)]))
}

const readable = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      /(^a|A)t$/.test(key) && typeof value === 'number' ? isoInstant(value) : value,
    ]),
  )

const eraseEverywhere = (ctx: Ctx, personId: string) => [
  ...features.flatMap((feature) => feature.erase(ctx, personId)),
  ...recordEvent(ctx, 'person.erased', personId),
]

/**
 * Erases somebody at their own wish, in one write over all features: what is left is the keyed hash of the address. An
 * organization that they alone own stays, without an owner. The last admin is refused.
 */
export async function erasePerson(ctx: Ctx, { id, role }: Person): Promise<void> {
  try {
    await atomically(ctx.db, [recordErasure(ctx, id), ...eraseEverywhere(ctx, id)])
  } catch (error) {
    if (!saysIn(error, NOT_ERASABLE)) throw error
    throw conflict(role === 'admin' ? 'You are the last admin: make somebody else one first' : 'You are erased already')
  }
}

function saysIn(error: unknown, words: string): boolean {
  for (let e = error; e instanceof Error; e = e.cause) if (e.message.includes(words)) return true
  return false
}

type Erasure = typeof erasures.$inferSelect
const NEWEST = sql`on conflict (email_key) do update set erased_at = excluded.erased_at, lifted_at = excluded.lifted_at
  where excluded.erased_at > erasures.erased_at`

/**
 * After a restore: erases again whoever the backup brought back. `known` are erasures from after the backup was made,
 * which it cannot hold. Answers how many people were erased; a second run finds none.
 */
export async function replayErasures(ctx: Ctx, known: readonly Erasure[] = []): Promise<number> {
  await atomically(ctx.db, insertMany(ctx.db, erasures, known, NEWEST))
  const revived = await listRevived(ctx)
  for (const { id } of revived) await atomically(ctx.db, eraseEverywhere(ctx, id))
  return revived.length
}
