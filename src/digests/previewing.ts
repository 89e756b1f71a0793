import { joined } from '../../web/emails/digest-mail.tsx'
import type { Mail } from '../../web/emails/mail.tsx'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Claimed } from './claiming.ts'
import { draftDigests, renderDigest } from './composing.ts'
import type { Subscription } from './queries.ts'
import type { Standing } from './standing.ts'

export const hasPreview = ({ confirmedAt, endedAt }: Subscription, { lapse }: Pick<Standing, 'lapse'>) =>
  confirmedAt !== null && endedAt === null && lapse === null

/** What the next digest would hold if it went now, or null where nothing is new. Nothing is recorded of it. */
export async function previewDigest(ctx: Ctx, subscription: Subscription, standing: Standing): Promise<Mail | null> {
  const { confirmedAt, knownVersion } = subscription
  if (confirmedAt === null || !hasPreview(subscription, standing)) throw notFound('Preview')
  const claimed: Claimed = {
    subscriptionId: subscription.id,
    period: 'preview',
    run: 'preview',
    tries: 1,
    createdAt: ctx.now,
    most: null,
    bodyHash: null,
    reader: { ...subscription, confirmedAt, knownVersion: knownVersion ?? 0 },
  }
  const draft = await (await draftDigests(ctx, subscription.kind, [claimed]))(claimed)
  if (!draft) return null
  const { subject, pieces } = await renderDigest(ctx, claimed, draft)
  const { html, text } = joined(pieces)
  return { subject, html, text }
}
