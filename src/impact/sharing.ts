import { and, eq, isNull } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { authorize, notFound } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { canRecordInGroup, canWithdrawInGroup, writerIn } from '../groups/policy.ts'
import { groups } from '../groups/table.ts'
import { type Report, readReport } from './reading.ts'
import { reportLinks as r } from './table.ts'

const SHAPE = /^(lnk_[0-9a-z]{1,40})\.([A-Za-z0-9_-]{43})$/
const signed = (id: string) => `report:${id}`

/** What a link carries: it says which, and nobody without the secret can make one. */
export const reportToken = async ({ secrets }: Ctx, id: string) => `${id}.${await secrets.sign(signed(id))}`

/** Makes a link that shows the group's report to whoever has it, for so many days. */
export async function makeReportLink(ctx: Ctx, groupId: string, link: { name: string; days: number }): Promise<string> {
  const { db, now, actor } = ctx
  authorize(canRecordInGroup(actor, groupId))
  const id = ctx.newId('lnk')
  const times = { createdAt: now, expiresAt: now + link.days * DAY }
  await db.batch([
    db.insert(r).values({ id, groupId, name: link.name, madeBy: writerIn(actor), ...times }),
    ...recordEvent(ctx, 'report link.made', id),
  ])
  return id
}

/** Ends a link, now. Who made it may, and the group's owner. */
export async function revokeReportLink(ctx: Ctx, groupId: string, id: string): Promise<void> {
  const { db, now, actor } = ctx
  const [link] = await db
    .select({ by: r.madeBy })
    .from(r)
    .where(and(eq(r.id, id), eq(r.groupId, groupId)))
  if (!link) throw notFound('Link')
  authorize(canWithdrawInGroup(actor, groupId, link.by))
  await db.batch([
    db
      .update(r)
      .set({ revokedAt: now, revokedBy: writerIn(actor) })
      .where(and(eq(r.id, id), isNull(r.revokedAt))),
    ...recordEventIfChanged(ctx, 'report link.revoked', id),
  ])
}

type Times = { revokedAt: number | null; expiresAt: number }

export function linkState({ revokedAt, expiresAt }: Times, now: number): 'open' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked'
  return expiresAt <= now ? 'expired' : 'open'
}

/** What a link shows: the report as those outside see it, or that it has ended. A forged one is as if there were none. */
export async function readShared(ctx: Ctx, token: string): Promise<{ report: Report; until: number } | 'ended'> {
  const [, id = '', signature = ''] = SHAPE.exec(token) ?? []
  if (!id || !(await ctx.secrets.verify(signed(id), signature))) throw notFound('Link')
  const [found] = await ctx.db
    .select({ link: r, group: groups })
    .from(r)
    .innerJoin(groups, eq(groups.id, r.groupId))
    .where(eq(r.id, id))
  if (!found) throw notFound('Link')
  const { link, group } = found
  if (linkState(link, ctx.now) !== 'open') return 'ended'
  return { report: await readReport(ctx, group, 'outside'), until: link.expiresAt }
}
