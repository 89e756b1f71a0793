import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import type { Ctx } from '../context.ts'
import { authorize, conflict, invalid, notFound } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { allowMail, emailKeyOf } from '../mail/allowance.ts'
import { isErased } from '../people/erasing.ts'
import { people } from '../people/table.ts'
import { canManageGroup } from './policy.ts'
import { requireGroup } from './queries.ts'
import type { GroupInvitationForm } from './schema.ts'
import { groupInvitations, groupMembers, groups } from './table.ts'

const MOST_OPEN = 50

/**
 * Invites an address; again, where it has not answered, with the newer role. Past the limit of mails to an address none
 * goes out, and the inviter is told the same.
 */
export async function inviteToGroup(ctx: Ctx, groupId: string, form: GroupInvitationForm & { network: string }) {
  await requireGroup(ctx, groupId)
  authorize(canManageGroup(ctx.actor, groupId))
  const { email, role, network } = form
  const emailKey = await emailKeyOf(ctx, email)
  await refuseNeedless(ctx, groupId, emailKey)
  // Whoever had themselves erased hears from us by their own asking only; the inviter is told the same.
  const isMailed = !(await isErased(ctx, emailKey)) && (await allowMail(ctx, { emailKey, network }))
  const asked = { email, role, invitedBy: actingPerson(ctx.actor).id, invitedAt: ctx.now }
  const [rows] = await ctx.db.batch([
    ctx.db
      .insert(groupInvitations)
      .values({ id: ctx.newId('gri'), groupId, emailKey, ...asked })
      .onConflictDoUpdate({
        target: [groupInvitations.groupId, groupInvitations.emailKey],
        targetWhere: sql`answer is null`,
        // Without a new mail the one under way stays good.
        set: isMailed ? asked : { role },
      })
      .returning({ id: groupInvitations.id }),
    ...recordEvent(ctx, 'group.invited', groupId),
  ])
  const invitationId = rows[0]?.id
  if (isMailed && invitationId)
    await ctx.queue.send([{ type: 'group-invitation', invitationId, invitedAt: ctx.now, now: ctx.now }])
}

async function refuseNeedless(ctx: Ctx, groupId: string, emailKey: string): Promise<void> {
  const isOpen = and(eq(groupInvitations.groupId, groupId), isNull(groupInvitations.answer))
  const [known, [open]] = await ctx.db.batch([
    ctx.db
      .select({ id: people.id })
      .from(people)
      .innerJoin(groupMembers, eq(groupMembers.personId, people.id))
      .where(and(eq(people.emailKey, emailKey), eq(groupMembers.groupId, groupId))),
    ctx.db
      .select({ count: sql<number>`count(*)`.as('open') })
      .from(groupInvitations)
      .where(and(isOpen, ne(groupInvitations.emailKey, emailKey))),
  ])
  if (known.length) throw invalid([{ path: 'email', message: 'Whoever reads this mailbox is a member already' }])
  if ((open?.count ?? 0) >= MOST_OPEN)
    throw conflict(`${MOST_OPEN} invitations wait for an answer: withdraw some first`)
}

/** Takes back an invitation that has no answer. */
export async function withdrawGroupInvitation(ctx: Ctx, groupId: string, id: string): Promise<void> {
  await requireGroup(ctx, groupId)
  authorize(canManageGroup(ctx.actor, groupId))
  const [withdrawn] = await ctx.db.batch([
    ctx.db
      .update(groupInvitations)
      .set({ answer: 'withdrawn', answeredAt: ctx.now, email: '' })
      .where(and(eq(groupInvitations.id, id), eq(groupInvitations.groupId, groupId), isNull(groupInvitations.answer)))
      .returning({ id: groupInvitations.id }),
    ...recordEventIfChanged(ctx, 'group.invitation withdrawn', groupId),
  ])
  if (!withdrawn.length) throw notFound('Invitation')
}

/** An open invitation to the mailbox that somebody is signed in with; any other is as if there were none. */
export async function readGroupInvitation(ctx: Ctx, id: string) {
  const { emailKey } = actingPerson(ctx.actor)
  const [row] = await ctx.db
    .select({
      id: groupInvitations.id,
      role: groupInvitations.role,
      groupId: sql<string>`${groups.id}`.as('group_id'),
      groupName: groups.name,
    })
    .from(groupInvitations)
    .innerJoin(groups, eq(groups.id, groupInvitations.groupId))
    .where(and(eq(groupInvitations.id, id), eq(groupInvitations.emailKey, emailKey), isNull(groupInvitations.answer)))
  if (!row) throw notFound('Invitation')
  return row
}
export type GroupInvitation = Awaited<ReturnType<typeof readGroupInvitation>>

/** Answers an invitation, once; the address is forgotten with it. */
export async function answerGroupInvitation(
  ctx: Ctx,
  id: string,
  answer: 'accepted' | 'declined',
): Promise<GroupInvitation> {
  const person = actingPerson(ctx.actor)
  const invitation = await readGroupInvitation(ctx, id)
  const [answered] = await ctx.db.batch([
    ctx.db
      .update(groupInvitations)
      .set({ answer, answeredAt: ctx.now, email: '' })
      .where(
        and(
          eq(groupInvitations.id, id),
          eq(groupInvitations.emailKey, person.emailKey),
          isNull(groupInvitations.answer),
        ),
      )
      .returning({ id: groupInvitations.id }),
    ...recordEventIfChanged(ctx, `group.invitation ${answer}`, invitation.groupId),
    // Behind the answer and its event: who was not the first to give one changes nothing.
    ctx.db.run(sql`insert into group_members (group_id, person_id, role, added_at)
      select group_id, ${person.id}, role, ${ctx.now} from group_invitations
      where id = ${id} and answer = 'accepted' and changes() > 0
      on conflict (group_id, person_id) do update set role = excluded.role where excluded.role = 'owner'`),
  ])
  if (!answered.length) throw notFound('Invitation')
  return invitation
}
