import { and, eq, isNotNull, lt, sql } from 'drizzle-orm'
import { randomToken } from '../../auth/tokens.ts'
import { DAY, MINUTE } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { Issue } from '../../errors.ts'
import { recordEvent } from '../../events.ts'
import { Address } from '../../fields.ts'
import { allowMail, emailKeyOf } from '../../mail/allowance.ts'
import type { Typed } from '../schema.ts'
import { drafts } from '../table.ts'
import { readPoster } from './posters.ts'
import { findDraft, findWriting } from './queries.ts'
import { passedDeadline, readPosting } from './reading.ts'
import { differingFields } from './schema.ts'
import { LINK_VALID_DAYS } from './tokens.ts'

export type Visit = { opportunityId: string; typed: Typed; email: string; network: string }

/**
 * Keeps what a visitor without an account submits, and mails the link that confirms it. Known and unknown addresses get
 * the same answer; past the limit of an address nothing is kept or sent.
 */
export async function askToConfirm(ctx: Ctx, visit: Visit): Promise<void> {
  const emailKey = await emailKeyOf(ctx, visit.email.trim())
  const before = await findDraft(ctx, visit.opportunityId)
  const mine = before?.emailKey === emailKey
  if (mine && ctx.now - before.updatedAt < MINUTE && !differingFields(before.typed, visit.typed).length) return
  if (!(await allowMail(ctx, { emailKey, network: visit.network }))) return
  // A corrected address, or an id that is taken: what was typed goes on under an id of its own.
  const taken = !mine && (before !== null || (await isTaken(ctx, visit.opportunityId)))
  const opportunityId = taken ? ctx.newId('opp') : visit.opportunityId
  const [[row]] = await ctx.db.batch([
    keep(ctx, { ...visit, email: visit.email.trim(), opportunityId, emailKey, seed: randomToken() }),
    ...recordEvent(ctx, 'posting.asked', opportunityId),
  ])
  if (row) await ctx.queue.send([{ type: 'posting', opportunityId, version: row.version, now: ctx.now }])
}

/** What must change in a visitor's form before anybody is asked. */
export function wrongIn(ctx: Ctx, { typed, email }: Pick<Visit, 'typed' | 'email'>): Issue[] {
  const address = Address.safeParse(email)
  const poster = readPoster(ctx, typed)
  const read = readPosting(typed)
  return [
    ...(address.error?.issues.slice(0, 1) ?? []).map(({ message }) => ({ path: 'email', message })),
    ...('issues' in poster ? poster.issues : []),
    ...('issues' in read ? read.issues : passedDeadline(ctx, read.input)),
  ]
}

const isTaken = (ctx: Ctx, id: string) =>
  findWriting(ctx, id).then(
    (writing) => writing !== null,
    () => true,
  )

type Kept = Visit & { emailKey: string; seed: string }

/** A newer asking ends the link of the one before. */
const keep = ({ db, now }: Ctx, { opportunityId, typed, email, emailKey, seed }: Kept) =>
  db
    .insert(drafts)
    .values({ opportunityId, email, emailKey, seed, typed, version: 1, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({
      target: drafts.opportunityId,
      set: { typed, seed, version: sql`${drafts.version} + 1`, updatedAt: now },
      setWhere: eq(drafts.emailKey, emailKey),
    })
    .returning({ version: drafts.version })

/** What nobody confirmed while the link was good is deleted, with the address. */
export async function dropUnconfirmed({ db, now }: Ctx): Promise<void> {
  await db.delete(drafts).where(and(isNotNull(drafts.email), lt(drafts.updatedAt, now - (LINK_VALID_DAYS + 1) * DAY)))
}
