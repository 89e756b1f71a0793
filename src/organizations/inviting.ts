import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import type { Ctx } from '../context.ts'
import { authorize, conflict, invalid, notFound } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { allowMail, emailKeyOf } from '../mail/allowance.ts'
import { isErased } from '../people/erasing.ts'
import { people } from '../people/table.ts'
import { canManageMembers } from './policy.ts'
import { requireOffice } from './queries.ts'
import type { InvitationForm } from './schema.ts'
import { requireNotSuspended } from './suspended.ts'
import { invitations, members, organizations } from './table.ts'
import { verifyDomain } from './verifying.ts'

const MOST_OPEN = 50

/**
 * Invites an address; again, where it has not answered, with the newer role. Past the limit of mails to an address none
 * goes out, and the inviter is told the same.
 */
export async function inviteMember(ctx: Ctx, organizationId: string, form: InvitationForm & { network: string }) {
  await requireOffice(ctx, organizationId)
  authorize(canManageMembers(ctx.actor, organizationId))
  await requireNotSuspended(ctx, organizationId)
  const { email, role, network } = form
  const emailKey = await emailKeyOf(ctx, email)
  await refuseNeedless(ctx, organizationId, emailKey)
  // Whoever had themselves erased hears from us by their own asking only; the inviter is told the same.
  const isMailed = !(await isErased(ctx, emailKey)) && (await allowMail(ctx, { emailKey, network }))
  const asked = { email, role, invitedBy: actingPerson(ctx.actor).id, invitedAt: ctx.now }
  const [rows] = await ctx.db.batch([
    ctx.db
      .insert(invitations)
      .values({ id: ctx.newId('inv'), organizationId, emailKey, ...asked })
      .onConflictDoUpdate({
        target: [invitations.organizationId, invitations.emailKey],
        targetWhere: sql`answer is null`,
        // Without a new mail the one under way stays good.
        set: isMailed ? asked : { role },
      })
      .returning({ id: invitations.id }),
    ...recordEvent(ctx, 'organization.invited', organizationId),
  ])
  const invitationId = rows[0]?.id
  if (isMailed && invitationId)
    await ctx.queue.send([{ type: 'invitation', invitationId, invitedAt: ctx.now, now: ctx.now }])
}

async function refuseNeedless(ctx: Ctx, organizationId: string, emailKey: string): Promise<void> {
  const [known, [open]] = await ctx.db.batch([
    ctx.db
      .select({ id: people.id })
      .from(people)
      .innerJoin(members, eq(members.personId, people.id))
      .where(and(eq(people.emailKey, emailKey), eq(members.organizationId, organizationId))),
    ctx.db
      .select({ count: sql<number>`count(*)`.as('open') })
      .from(invitations)
      .where(
        and(
          eq(invitations.organizationId, organizationId),
          isNull(invitations.answer),
          ne(invitations.emailKey, emailKey),
        ),
      ),
  ])
  if (known.length) throw invalid([{ path: 'email', message: 'Whoever reads this mailbox is a member already' }])
  if ((open?.count ?? 0) >= MOST_OPEN)
    throw conflict(`${MOST_OPEN} invitations wait for an answer: withdraw some first`)
}

/** Takes back an invitation that has no answer. */
export async function withdrawInvitation(ctx: Ctx, organizationId: string, id: string): Promise<void> {
  await requireOffice(ctx, organizationId)
  authorize(canManageMembers(ctx.actor, organizationId))
  const [withdrawn] = await ctx.db.batch([
    ctx.db
      .update(invitations)
      .set({ answer: 'withdrawn', answeredAt: ctx.now, email: '' })
      .where(and(eq(invitations.id, id), eq(invitations.organizationId, organizationId), isNull(invitations.answer)))
      .returning({ id: invitations.id }),
    ...recordEventIfChanged(ctx, 'organization.invitation withdrawn', organizationId),
  ])
  if (!withdrawn.length) throw notFound('Invitation')
}

/** An open invitation to the mailbox that somebody is signed in with; any other is as if there were none. */
export async function readInvitation(ctx: Ctx, id: string) {
  const { emailKey } = actingPerson(ctx.actor)
  const [row] = await ctx.db
    .select({
      id: invitations.id,
      role: invitations.role,
      organizationId: sql<string>`${organizations.id}`.as('organization_id'),
      organizationName: organizations.name,
      website: organizations.website,
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .where(and(eq(invitations.id, id), eq(invitations.emailKey, emailKey), isNull(invitations.answer)))
  if (!row) throw notFound('Invitation')
  return row
}
export type Invitation = Awaited<ReturnType<typeof readInvitation>>

/** Answers an invitation, once; the address is forgotten with it. */
export async function answerInvitation(ctx: Ctx, id: string, answer: 'accepted' | 'declined'): Promise<Invitation> {
  const person = actingPerson(ctx.actor)
  const invitation = await readInvitation(ctx, id)
  const { organizationId, website } = invitation
  if (answer === 'accepted') await requireNotSuspended(ctx, organizationId)
  const [answered] = await ctx.db.batch([
    ctx.db
      .update(invitations)
      .set({ answer, answeredAt: ctx.now, email: '' })
      .where(and(eq(invitations.id, id), eq(invitations.emailKey, person.emailKey), isNull(invitations.answer)))
      .returning({ id: invitations.id }),
    ...recordEventIfChanged(ctx, `organization.invitation ${answer}`, organizationId),
    // Behind the answer and its event: who was not the first to give one changes nothing.
    ctx.db.run(sql`insert into members (organization_id, person_id, role, added_by, added_at)
      select organization_id, ${person.id}, role, invited_by, ${ctx.now} from invitations
      where id = ${id} and answer = 'accepted' and changes() > 0
      on conflict (organization_id, person_id) do update set role = excluded.role where excluded.role = 'owner'`),
    ctx.db.run(sql`delete from removed_members where organization_id = ${organizationId} and person_id = ${person.id}
      and exists (select 1 from members where organization_id = ${organizationId} and person_id = ${person.id})`),
    ...verifyDomain(ctx, organizationId, website),
  ])
  if (!answered.length) throw notFound('Invitation')
  return invitation
}
