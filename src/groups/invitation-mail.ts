import { and, eq, isNull } from 'drizzle-orm'
import { groupInvitationMail } from '../../web/emails/group-invitation-mail.tsx'
import type { Ctx } from '../context.ts'
import { sendOnce } from '../mail/sending-once.ts'
import { paths } from '../paths.ts'
import { groupInvitations } from './table.ts'

/**
 * Mails an invitation, unless it was answered or sent anew meanwhile; throws what may go out later. Names that nobody
 * has looked at are not carried to whatever address was typed: the page says them.
 */
export async function sendGroupInvitation(ctx: Ctx, asked: { invitationId: string; invitedAt: number }): Promise<void> {
  const { invitationId: id, invitedAt } = asked
  const [invitation] = await ctx.db
    .select({ email: groupInvitations.email, role: groupInvitations.role })
    .from(groupInvitations)
    .where(and(eq(groupInvitations.id, id), eq(groupInvitations.invitedAt, invitedAt), isNull(groupInvitations.answer)))
  if (!invitation) return
  const mail = groupInvitationMail({ role: invitation.role, link: ctx.origin + paths.groupInvitation(id) })
  await sendOnce(ctx, 'invitation', {
    to: invitation.email,
    ...mail,
    idempotencyKey: `group-invitation/${id}/${invitedAt}`,
  })
}
