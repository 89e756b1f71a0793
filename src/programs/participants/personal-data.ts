import { sql } from 'drizzle-orm'
import type { PersonalData } from '../../people/personal-data.ts'

/** Which files of people somebody brought in. The trigger `people_erased_participants` erases what is kept of them. */
export const participantsData: PersonalData = {
  export: async ({ db }, personId) => ({
    imports: await db.all<Record<string, unknown>>(
      sql`select i.id, g.name as "group", i.file_name as "fileName", i.row_count as "rowCount", i.uploaded_at as "uploadedAt"
        from participant_imports i join groups g on g.id = i.group_id where i.uploaded_by = ${personId}`,
    ),
  }),
  erase: () => [],
}
