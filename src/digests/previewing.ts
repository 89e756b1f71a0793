import { digestMail } from '../../web/emails/digest-mail.tsx'
import type { Mail } from '../../web/emails/mail.tsx'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { newItems } from './items.ts'
import type { Subscription } from './queries.ts'
import { makeToken } from './tokens.ts'
import { wordsFor } from './wording.ts'

export const hasPreview = ({ kind, endedAt }: Subscription) => kind === 'search' && endedAt === null

/** What the next digest would hold if it went now, or null where nothing is new. Nothing is recorded of it. */
export async function previewDigest(ctx: Ctx, subscription: Subscription): Promise<Mail | null> {
  if (!hasPreview(subscription)) throw notFound('Preview')
  const items = await newItems(ctx, subscription)
  if (!items.length) return null
  const { query } = subscription
  const [search, manage] = await Promise.all([wordsFor(ctx, subscription), makeToken(ctx, 'manage', subscription.id)])
  return digestMail({ items, query, search, manage, origin: ctx.origin, now: ctx.now })
}
