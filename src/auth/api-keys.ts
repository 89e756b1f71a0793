import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { HOUR } from '../calendar.ts'
import type { Ctx, KeyHolder } from '../context.ts'
import { conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { sha256 } from '../secrets.ts'
import type { KeyScope } from './schema.ts'
import { apiKeys } from './table.ts'
import { randomToken } from './tokens.ts'

const PREFIX = 'onw_'
const MOST_KEYS = 20

type KeyOf = { personId: string; scope: KeyScope; subjectId: string; name: string }

/** Makes a key and answers it: the only time that it can be read. At most 20 a person. */
export async function makeKey(ctx: Ctx, { personId, scope, subjectId, name }: KeyOf): Promise<string> {
  const token = PREFIX + randomToken()
  const id = ctx.newId('key')
  const tokenHash = await sha256(token)
  const [made] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`insert into api_keys (id, token_hash, name, scope, subject_id, person_id, created_at)
      select ${id}, ${tokenHash}, ${name}, ${scope}, ${subjectId}, ${personId}, ${ctx.now}
      where (select count(*) from api_keys where person_id = ${personId} and revoked_at is null) < ${MOST_KEYS}
      returning id`),
    ...recordEventIfChanged(ctx, 'key.made', id),
  ])
  if (!made.length) throw conflict(`You have ${MOST_KEYS} keys: revoke one that nobody uses`)
  return token
}

/** Who holds a key. Its maker must still be there: not suspended, and of the organization or group still. */
export async function findKeyHolder(ctx: Ctx, token: string): Promise<KeyHolder | null> {
  const [row] = await ctx.db
    .select({
      id: apiKeys.id,
      scope: apiKeys.scope,
      subjectId: apiKeys.subjectId,
      personId: apiKeys.personId,
      usedAt: apiKeys.usedAt,
    })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.tokenHash, await sha256(token)),
        isNull(apiKeys.revokedAt),
        sql`not exists (select 1 from suspensions where subject_id in (${apiKeys.personId}, ${apiKeys.subjectId}))`,
        sql`(${apiKeys.scope} <> 'organization' or exists (
          select 1 from members where organization_id = ${apiKeys.subjectId} and person_id = ${apiKeys.personId}))`,
        sql`(${apiKeys.scope} <> 'group' or exists (
          select 1 from group_members where group_id = ${apiKeys.subjectId} and person_id = ${apiKeys.personId}))`,
      ),
    )
  if (!row) return null
  const { usedAt, ...holder } = row
  if ((usedAt ?? 0) < ctx.now - HOUR)
    await ctx.db.update(apiKeys).set({ usedAt: ctx.now }).where(eq(apiKeys.id, row.id))
  return { type: 'key', ...holder }
}

/** Ends one of a person's keys, now. */
export async function revokeKey(ctx: Ctx, personId: string, id: string): Promise<void> {
  const [revoked] = await ctx.db.batch([
    ctx.db
      .update(apiKeys)
      .set({ revokedAt: ctx.now })
      .where(and(eq(apiKeys.id, id), eq(apiKeys.personId, personId), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id }),
    ...recordEventIfChanged(ctx, 'key.revoked', id),
  ])
  if (!(revoked as unknown[]).length) throw notFound('Key')
}

export const listKeys = (ctx: Ctx, personId: string) =>
  ctx.db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scope: apiKeys.scope,
      subjectId: apiKeys.subjectId,
      createdAt: apiKeys.createdAt,
      usedAt: apiKeys.usedAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.personId, personId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt))
export type ApiKey = Awaited<ReturnType<typeof listKeys>>[number]
