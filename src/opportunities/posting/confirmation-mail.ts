import { postingMail } from '../../../web/emails/posting-mail.tsx'
import type { Ctx } from '../../context.ts'
import { sendOnce } from '../../mail/sending-once.ts'
import { paths } from '../../paths.ts'
import { findDraft } from './queries.ts'
import { makeLink } from './tokens.ts'

/** Mails the link that confirms a version of a posting. Throws what may go out later, so that the queue tries again. */
export async function sendPostingLink(ctx: Ctx, asked: { opportunityId: string; version: number }): Promise<void> {
  const draft = await findDraft(ctx, asked.opportunityId)
  if (!draft?.email || !draft.seed || draft.version !== asked.version) return
  const token = await makeLink(ctx, { opportunityId: draft.opportunityId, seed: draft.seed }, draft.updatedAt)
  const mail = postingMail(ctx.origin + paths.postingConfirmation(token))
  await sendOnce(ctx, 'posting mail', { to: draft.email, ...mail, idempotencyKey: `posting/${draft.seed}` })
}
