import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { randomToken } from '../auth/tokens.ts'
import type { Ctx, Person } from '../context.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { sha256 } from '../secrets.ts'
import { trackerSettings as t } from './table.ts'

export type Wanted = { reminders: boolean; checkIns: boolean; zone: string | null }

/** What mail somebody wants of their tracker, and where their days begin. */
export async function saveSettings(ctx: Ctx, { id: personId }: Person, wanted: Wanted): Promise<void> {
  await ctx.db.batch([
    ctx.db
      .insert(t)
      .values({ personId, ...wanted })
      .onConflictDoUpdate({ target: t.personId, set: wanted }),
    ...recordEvent(ctx, 'tracker.settings', personId),
  ])
}

/** Makes the private link of somebody's calendar and answers its token, the only time it can be read. The one before ends. */
export async function makeCalendarLink(ctx: Ctx, { id: personId }: Person): Promise<string> {
  const token = randomToken()
  const link = { feedHash: await sha256(token), feedMadeAt: ctx.now }
  await ctx.db.batch([
    ctx.db
      .insert(t)
      .values({ personId, ...link })
      .onConflictDoUpdate({ target: t.personId, set: link }),
    ...recordEvent(ctx, 'calendar.linked', personId),
  ])
  return token
}

export async function endCalendarLink(ctx: Ctx, { id: personId }: Person): Promise<void> {
  await ctx.db.batch([
    ctx.db
      .update(t)
      .set({ feedHash: null, feedMadeAt: null })
      .where(and(eq(t.personId, personId), isNotNull(t.feedHash))),
    ...recordEventIfChanged(ctx, 'calendar.unlinked', personId),
  ])
}

const SHAPE = /^[\w-]{43}$/

/** Whose calendar a link opens; nobody's once it was ended, or its owner suspended. */
export async function findCalendarOwner({ db }: Ctx, token: string): Promise<string | null> {
  if (!SHAPE.test(token)) return null
  const [row] = await db
    .select({ personId: t.personId })
    .from(t)
    .where(
      and(
        eq(t.feedHash, await sha256(token)),
        sql`not exists (select 1 from suspensions where subject_id = ${t.personId})`,
      ),
    )
  return row?.personId ?? null
}
