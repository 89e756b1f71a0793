import { sql } from 'drizzle-orm'
import { digestMail } from '../../web/emails/digest-mail.tsx'
import type { Ctx } from '../context.ts'
import { atomically, violatesUnique } from '../db/client.ts'
import { paths } from '../paths.ts'
import { sha256 } from '../secrets.ts'
import { type Claimed, isDigest, stillOurs } from './claiming.ts'
import { type Item, newItems } from './items.ts'
import type { Subscription } from './queries.ts'
import { digests } from './table.ts'
import { makeToken } from './tokens.ts'

export type Composed = { subject: string; html: string; bodyText: string }
const TRIES = 3

/**
 * Fixes the bytes of a digest and records its items, in one write; or null where nothing is new. Two subscriptions of
 * one reader composed at once would claim the same item: the unique key refuses the second, which then looks again.
 */
export async function composeDigest(ctx: Ctx, digest: Claimed, subscription: Subscription): Promise<Composed | null> {
  for (let attempt = 1; ; attempt++) {
    const items = await newItems(ctx, subscription)
    if (!items.length) return null
    const manage = await makeToken(ctx, 'manage', subscription.id, digest.createdAt)
    const { text, ...mail } = digestMail({ items, query: subscription.query, manage, origin: ctx.origin, now: ctx.now })
    const composed = { ...mail, bodyText: text }
    try {
      await record(ctx, digest, subscription, items, composed)
      return composed
    } catch (error) {
      if (attempt === TRIES || !violatesUnique(error, 'digest_items.email_key')) throw error
    }
  }
}

async function record(ctx: Ctx, digest: Claimed, { emailKey }: Subscription, items: Item[], composed: Composed) {
  const keys = JSON.stringify(items.map(({ opportunity, occasion }) => [opportunity.id, occasion]))
  const bodyHash = await sha256(composed.subject + composed.html + composed.bodyText)
  await atomically(ctx.db, [
    ctx.db
      .update(digests)
      .set({ ...composed, bodyHash })
      .where(stillOurs(digest)),
    ctx.db.run(sql`
      insert into digest_items (email_key, opportunity_id, occasion, subscription_id, period)
      select ${emailKey}, value ->> 0, value ->> 1, ${digest.subscriptionId}, ${digest.period} from json_each(${keys})
      where exists (select 1 from digests where ${isDigest(digest)} and body_hash = ${bodyHash})`),
  ])
}

/** RFC 8058: one POST to this address ends the subscription, without sign-in or question. */
export async function unsubscribeHeaders(ctx: Ctx, digest: Claimed): Promise<Record<string, string>> {
  const token = await makeToken(ctx, 'manage', digest.subscriptionId, digest.createdAt)
  const address = ctx.origin + paths.unsubscribe(token)
  return { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
