import { eq, or, sql } from 'drizzle-orm'
import { emailKeyOfPerson, type PersonalData } from '../people/personal-data.ts'
import { invitations, members, organizations, removedMembers, verifications } from './table.ts'
import { hasMailboxAt } from './verifying.ts'

/** Whose mailbox shows who an organization is: another member's where there is one, else nobody's. */
const successor = sql`coalesce((select p.id from members m join people p on p.id = m.person_id
  where m.organization_id = verifications.organization_id and ${hasMailboxAt(sql`verifications.domain`, sql`p`)}
  order by m.added_at, p.id limit 1), '')`

/** What somebody is in organizations. What they did there stays, without their id: the trigger `people_erased`. */
export const organizationData: PersonalData = {
  export: async ({ db }, personId) => {
    const [memberships, asked, removals] = await db.batch([
      db
        .select({
          organizationId: members.organizationId,
          organization: organizations.name,
          role: members.role,
          addedAt: members.addedAt,
        })
        .from(members)
        .innerJoin(organizations, eq(organizations.id, members.organizationId))
        .where(eq(members.personId, personId)),
      db
        .select({
          organizationId: invitations.organizationId,
          organization: organizations.name,
          sent: sql<number>`${invitations.invitedBy} = ${personId}`.as('sent'),
          role: invitations.role,
          invitedAt: invitations.invitedAt,
          answer: invitations.answer,
          answeredAt: invitations.answeredAt,
        })
        .from(invitations)
        .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
        .where(or(sql`${invitations.emailKey} = ${emailKeyOfPerson(personId)}`, eq(invitations.invitedBy, personId))),
      db
        .select({ organizationId: removedMembers.organizationId, removedAt: removedMembers.removedAt })
        .from(removedMembers)
        .where(eq(removedMembers.personId, personId)),
    ])
    return {
      memberships,
      invitationsSent: asked.filter(({ sent }) => sent).map(({ sent: _, ...row }) => row),
      invitationsReceived: asked.filter(({ sent }) => !sent).map(({ sent: _, ...row }) => row),
      removedFrom: removals,
    }
  },
  erase: ({ db }, personId) => [
    db.delete(members).where(eq(members.personId, personId)),
    db.delete(removedMembers).where(eq(removedMembers.personId, personId)),
    db.delete(invitations).where(sql`${invitations.emailKey} = ${emailKeyOfPerson(personId)}`),
    db.update(verifications).set({ personId: successor }).where(eq(verifications.personId, personId)),
    db.delete(verifications).where(eq(verifications.personId, '')),
  ],
}
