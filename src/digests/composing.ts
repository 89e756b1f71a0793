import { sql } from 'drizzle-orm'
import { digestMail, digestSubject, opportunityFragment } from '../../web/emails/digest-mail.tsx'
import { searchWords } from '../../web/emails/search-words.ts'
import type { Ctx } from '../context.ts'
import { violatesUnique } from '../db/client.ts'
import { paths } from '../paths.ts'
import { openings } from '../search/openings.ts'
import { sha256 } from '../secrets.ts'
import { type Claimed, stillOurs } from './claiming.ts'
import { type Item, newItems } from './items.ts'
import type { Subscription } from './queries.ts'
import { digests } from './table.ts'
import { makeToken } from './tokens.ts'

/** What is fixed at the first try and goes out unchanged at every other. */
export type Composed = { subject: string; html: string; bodyText: string; headers: Record<string, string> }

/** Another sender took the digest over in the meantime: nothing may be sent or written any more. */
export class LeaseLost extends Error {}

const TRIES = 3
const MOST_ITEMS = 20

/**
 * Fixes the bytes of a digest and records its items, in one write; or null where nothing is new. Two subscriptions of
 * one reader composed at once would claim the same item: the unique key refuses the second, which then looks again.
 */
export async function composeDigest(ctx: Ctx, digest: Claimed, subscription: Subscription): Promise<Composed | null> {
  for (let attempt = 1; ; attempt++) {
    const items = await newItems(ctx, subscription)
    if (!items.length) return null
    const composed = await render(ctx, digest, subscription, items)
    try {
      await record(ctx, digest, subscription, items, composed)
      return composed
    } catch (error) {
      if (attempt === TRIES || !violatesUnique(error, 'digest_items.email_key')) throw error
    }
  }
}

async function render(ctx: Ctx, digest: Claimed, subscription: Subscription, items: Item[]): Promise<Composed> {
  const { query } = subscription
  const { index } = await openings(ctx)
  const search = searchWords(query, index)
  const manage = await makeToken(ctx, 'manage', subscription.id, digest.createdAt)
  const { origin, now } = ctx
  const { title, organization } = items[0]?.opportunity ?? { title: '', organization: { name: '' } }
  const { text, ...mail } = digestMail({
    subject: digestSubject({ title, organization: organization.name }, items.length),
    intro: `New for your search: ${search}`,
    items: items.slice(0, MOST_ITEMS).map((item) => opportunityFragment({ ...item, why: null, origin, now })),
    more: items.length > MOST_ITEMS ? { count: items.length - MOST_ITEMS, link: origin + paths.board(query) } : null,
    closing: [],
    links: {
      see: origin + paths.board(query),
      manage: origin + paths.subscription(manage),
      pause: origin + paths.subscription(manage, 'pause=4w'),
      less: null,
      unsubscribe: origin + paths.unsubscribe(manage),
      archive: origin + paths.subscriptionMails(manage),
    },
    because: 'You get this because you asked Onward, a board of opportunities in AI safety, to mail you what is new.',
  })
  return { ...mail, bodyText: text, headers: unsubscribeHeaders(ctx.origin + paths.unsubscribe(manage)) }
}

/** RFC 8058: one POST to this address ends the subscription, without sign-in or question. */
const unsubscribeHeaders = (address: string) => ({
  'List-Unsubscribe': `<${address}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

async function record(ctx: Ctx, digest: Claimed, { emailKey }: Subscription, items: Item[], composed: Composed) {
  const keys = JSON.stringify(items.map(({ opportunity, occasion }) => [opportunity.id, occasion]))
  const bodyHash = await sha256(JSON.stringify(composed))
  const [fixed] = await ctx.db.batch([
    ctx.db
      .update(digests)
      .set({ ...composed, bodyHash, emailKey })
      .where(stillOurs(digest))
      .returning({ tries: digests.tries }),
    ctx.db.run(sql`
      insert into digest_items (email_key, subject_id, occasion, subscription_id, period)
      select ${emailKey}, value ->> 0, value ->> 1, ${digest.subscriptionId}, ${digest.period} from json_each(${keys})
      where exists (select 1 from digests where ${stillOurs(digest)})`),
  ])
  if (!fixed.length) throw new LeaseLost()
}
