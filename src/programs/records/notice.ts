import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { paths } from '../../paths.ts'
import type { Basis } from '../schema.ts'
import { basisForThem } from './schema.ts'
import { recordToken } from './tokens.ts'

type Held = { id: string; basis: Basis; group: string }

/**
 * What the first mail to somebody says of a group's record of them, and where they claim it, object or have it erased.
 * `issuedAt` fixes the link, so that a mail that is tried again carries the same one.
 */
export async function recordNotice(ctx: Ctx, { id, basis, group }: Held, issuedAt = ctx.now) {
  const link = ctx.origin + paths.record(await recordToken(ctx, id, issuedAt))
  const text = `${group} keeps a record of you: your name, this address and what you took part in, because ${basisForThem[basis]}. You can claim it, object, or have it erased.`
  return { text, link }
}

/** Somebody whom a mail of a group reaches, with when they were first told of the group's record. */
export type Reached = { participantId: string; basis: Basis; group: string; toldAt: number | null }
export type RecordNotice = Awaited<ReturnType<typeof recordNotice>>

/** What a mail says to who was never told, once a record, and what is written when it is sent. */
export async function firstTellings(ctx: Ctx, reached: readonly Reached[], issuedAt: number) {
  const untold = new Map(reached.filter(({ toldAt }) => toldAt === null).map((one) => [one.participantId, one]))
  const records = [...untold.values()].map(({ participantId: id, ...held }) =>
    recordNotice(ctx, { id, ...held }, issuedAt),
  )
  const ids = JSON.stringify([...untold.keys()])
  const told = ctx.db.run(sql`update participants set told_at = ${ctx.now}
    where id in (select value from json_each(${ids})) and told_at is null`)
  return { records: await Promise.all(records), once: untold.size ? [told] : [] }
}

/** Notes that somebody was told, for the batch of whatever mail told them. */
export const noteTold = ({ db, now }: Ctx, participantId: string): Statement =>
  db.run(sql`update participants set told_at = ${now} where id = ${participantId} and told_at is null`)
