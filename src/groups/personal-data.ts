import { eq } from 'drizzle-orm'
import type { PersonalData } from '../people/personal-data.ts'
import { groupMembers, groups } from './table.ts'

/** What somebody is in groups. */
export const groupData: PersonalData = {
  export: async ({ db }, personId) => ({
    groups: await db
      .select({
        groupId: groupMembers.groupId,
        name: groups.name,
        role: groupMembers.role,
        addedAt: groupMembers.addedAt,
      })
      .from(groupMembers)
      .innerJoin(groups, eq(groups.id, groupMembers.groupId))
      .where(eq(groupMembers.personId, personId)),
  }),
  erase: ({ db }, personId) => [db.delete(groupMembers).where(eq(groupMembers.personId, personId))],
}
