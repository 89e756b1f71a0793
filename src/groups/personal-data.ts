import { eq, or, sql } from 'drizzle-orm'
import { emailKeyOfPerson, type PersonalData } from '../people/personal-data.ts'
import { groupInvitations, groupMembers, groups } from './table.ts'

/** What somebody is in groups, and what they were invited to. The trigger `people_erased_groups` erases the latter. */
export const groupData: PersonalData = {
  export: async ({ db }, personId) => {
    const [memberships, invitations] = await db.batch([
      db
        .select({
          groupId: groupMembers.groupId,
          name: groups.name,
          role: groupMembers.role,
          addedAt: groupMembers.addedAt,
        })
        .from(groupMembers)
        .innerJoin(groups, eq(groups.id, groupMembers.groupId))
        .where(eq(groupMembers.personId, personId)),
      db
        .select({
          groupId: groupInvitations.groupId,
          group: groups.name,
          sent: sql<boolean>`${groupInvitations.invitedBy} = ${personId}`.mapWith(Boolean).as('sent'),
          role: groupInvitations.role,
          invitedAt: groupInvitations.invitedAt,
          answer: groupInvitations.answer,
          answeredAt: groupInvitations.answeredAt,
        })
        .from(groupInvitations)
        .innerJoin(groups, eq(groups.id, groupInvitations.groupId))
        .where(
          or(
            sql`${groupInvitations.emailKey} = ${emailKeyOfPerson(personId)}`,
            eq(groupInvitations.invitedBy, personId),
          ),
        ),
    ])
    return { groups: memberships, groupInvitations: invitations }
  },
  erase: ({ db }, personId) => [db.delete(groupMembers).where(eq(groupMembers.personId, personId))],
}
