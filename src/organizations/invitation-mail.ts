import { and, eq, isNull, sql } from 'drizzle-orm'
import { invitationMail } from '../../web/emails/invitation-mail.tsx'
import type { Ctx } from '../context.ts'
import { sendOnce } from '../mail/sending-once.ts'
import { paths } from '../paths.ts'
import { people } from '../people/table.ts'
import { hasPublished, verifiedDomain } from './queries.ts'
import { invitations, organizations } from './table.ts'

/** Mails an invitation, unless it was answered or sent anew meanwhile. Throws what may go out later. */
export async function sendInvitation(ctx: Ctx, asked: { invitationId: string; invitedAt: number }): Promise<void> {
  const [invitation] = await ctx.db
    .select({
      email: invitations.email,
      role: invitations.role,
      organization: organizations.name,
      inviter: people.name,
      isKnown: sql<number>`(${hasPublished(sql`${organizations.id}`)} or ${verifiedDomain} is not null)`.as('is_known'),
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .leftJoin(people, eq(people.id, invitations.invitedBy))
    .where(
      and(
        eq(invitations.id, asked.invitationId),
        eq(invitations.invitedAt, asked.invitedAt),
        isNull(invitations.answer),
      ),
    )
  if (!invitation) return
  // Names that nobody has looked at are not carried to whatever address was typed.
  const { email, role, isKnown, ...names } = invitation
  const said = { role, ...(isKnown ? names : { organization: null, inviter: null }) }
  const mail = invitationMail({ ...said, link: ctx.origin + paths.invitation(asked.invitationId) })
  const idempotencyKey = `invitation/${asked.invitationId}/${asked.invitedAt}`
  await sendOnce(ctx, 'invitation', { to: email, ...mail, idempotencyKey })
}
