import { and, eq, gt, isNull } from 'drizzle-orm'
import { DAY, HOUR } from '../../calendar.ts'
import type { Ctx, Person } from '../../context.ts'
import { atomically } from '../../db/client.ts'
import { authorize, invalid, tooMany } from '../../errors.ts'
import { isPastLimit, recordEventWithin } from '../../events.ts'
import { allowMail, emailKeyOf } from '../../mail/allowance.ts'
import { sha256 } from '../../secrets.ts'
import { randomToken } from '../tokens.ts'
import { canChangeAddress } from './policy.ts'
import { addressChanges as changes } from './table.ts'

const VALID_MS = HOUR
const MOST_A_DAY = 5

/** What the mailed link carries. */
export const addressToken = (ctx: Ctx, seed: string) => ctx.secrets.sign(`address link ${seed}`)

export const stillGood = (ctx: Ctx) => and(isNull(changes.usedAt), gt(changes.askedAt, ctx.now - VALID_MS))

type Asked = { email: string; network: string }

/**
 * Mails a link to the new address, and a word of it to the old one. The answer is the same whether the new one has an
 * account or not. A newer request ends the one before.
 */
export async function askForAddress(ctx: Ctx, person: Person, { email, network }: Asked): Promise<void> {
  authorize(canChangeAddress(person))
  const emailKey = await emailKeyOf(ctx, email)
  if (emailKey === person.emailKey) throw invalid([{ path: 'email', message: 'This is your address already' }])
  if (!(await allowMail(ctx, { emailKey, network }))) return
  const seed = randomToken()
  const tokenHash = await sha256(await addressToken(ctx, seed))
  const request = { email, emailKey, seed, tokenHash, askedAt: ctx.now, usedAt: null }
  try {
    await atomically(ctx.db, [
      ctx.db
        .insert(changes)
        .values({ personId: person.id, ...request })
        .onConflictDoUpdate({ target: changes.personId, set: request }),
      ...recordEventWithin(ctx, { most: MOST_A_DAY, since: ctx.now - DAY }, 'address.asked', person.id),
    ])
  } catch (error) {
    if (!isPastLimit(error)) throw error
    throw tooMany('You asked for this five times today; try again tomorrow')
  }
  await ctx.queue.send([
    { type: 'address', seed, to: 'new', now: ctx.now },
    { type: 'address', seed, to: 'old', now: ctx.now },
  ])
}

/** Whether a link is good for this person, without using it: scanners open links. */
export async function isGoodLink(ctx: Ctx, person: Person, token: string): Promise<boolean> {
  const found = await ctx.db
    .select({ at: changes.askedAt })
    .from(changes)
    .where(and(eq(changes.tokenHash, await sha256(token)), eq(changes.personId, person.id), stillGood(ctx)))
  return found.length > 0
}
