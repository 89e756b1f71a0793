import { and, desc, eq, gt, ne, sql } from 'drizzle-orm'
import { HOUR } from '../calendar.ts'
import type { Ctx, Membership, Person } from '../context.ts'
import { atomically } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { people } from '../people/table.ts'
import { sha256 } from '../secrets.ts'
import { sessions } from './table.ts'

/** A passkey shown so long ago is asked for again. */
const PASSKEY_VALID_MS = 12 * HOUR

const memberships = (table: string, subject: string) =>
  sql<string>`(select json_group_object(${sql.raw(subject)}, role) from ${sql.raw(table)} where person_id = ${people.id})`.mapWith(
    (text: string) => JSON.parse(text) as Record<string, Membership>,
  )

/** Who holds a session, read anew at each request: what was taken from them is gone with the next one. */
export async function findPerson(ctx: Ctx, token: string): Promise<Person | null> {
  const [row] = await ctx.db
    .select({
      id: people.id,
      name: people.name,
      role: people.role,
      example: people.example,
      emailKey: people.emailKey,
      sessionId: sql<string>`${sessions.id}`.as('session_id'),
      passkeyAt: sessions.passkeyAt,
      seenAt: sessions.seenAt,
      passkeys: sql<number>`(select count(*) from passkeys where person_id = ${people.id})`.as('passkeys'),
      organizations: memberships('members', 'organization_id').as('organizations'),
      groups: memberships('group_members', 'group_id').as('groups'),
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(
      and(
        eq(sessions.tokenHash, await sha256(token)),
        gt(sessions.expiresAt, ctx.now),
        sql`not exists (select 1 from suspensions where subject_id = ${people.id})`,
      ),
    )
  if (!row) return null
  const { sessionId, seenAt, passkeys, ...person } = row
  const passkeyAt = row.passkeyAt !== null && row.passkeyAt > ctx.now - PASSKEY_VALID_MS ? row.passkeyAt : null
  if (seenAt < ctx.now - HOUR) await ctx.db.update(sessions).set({ seenAt: ctx.now }).where(eq(sessions.id, sessionId))
  return { type: 'person', ...person, hasPasskey: passkeys > 0, session: { id: sessionId, passkeyAt } }
}

export const listSessions = (ctx: Ctx, personId: string) =>
  ctx.db
    .select({
      id: sessions.id,
      agent: sessions.agent,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
      passkeyAt: sessions.passkeyAt,
    })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, ctx.now)))
    .orderBy(desc(sessions.seenAt))
export type Session = Awaited<ReturnType<typeof listSessions>>[number]

/** Ends one of a person's own sessions. */
export async function endSession(ctx: Ctx, personId: string, sessionId: string): Promise<void> {
  const [ended] = await ctx.db.batch([
    ctx.db
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.personId, personId)))
      .returning({ id: sessions.id }),
    ...recordEventIfChanged(ctx, 'session.ended', sessionId),
  ])
  if (!(ended as unknown[]).length) throw notFound('Session')
}

/** Ends all sessions of a person, but perhaps the one they are in. */
export const endSessions = (ctx: Ctx, personId: string, { except = '' }: { except?: string } = {}) =>
  atomically(ctx.db, [
    ctx.db.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, except))),
    ...recordEventIfChanged(ctx, 'session.ended everywhere', personId),
  ])

const BROWSERS: [RegExp, string][] = [
  [/\bEdg/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Headless)?(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux|CrOS/, 'Linux'],
]
const named = (text: string, among: [RegExp, string][]) => among.find(([pattern]) => pattern.test(text))?.[1]

/** A browser in words, such as "Firefox on Linux"; no more of what it says is kept. */
export function agentWords(userAgent: string | undefined): string {
  const text = userAgent ?? ''
  return [named(text, BROWSERS) ?? 'A browser', named(text, SYSTEMS)].filter(Boolean).join(' on ')
}
