import { sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { type Profile, type Purpose, WORDS_VERSION } from '../profiles/schema.ts'

/** What matching knows of a person: what they state, and for which purposes they allow its use. */
export type PersonRow = { personId: string; profile: Profile; consents: readonly Purpose[]; changed: number }

type Row = { person_id: string; content: string; consents: string; changed_version: number }

/** Everybody who has saved a profile and is not suspended; what is only told, such as links, stays behind. */
export async function listPeople(db: Db): Promise<PersonRow[]> {
  const rows = await db.all<Row>(sql`
    select person_id, json_remove(content, '$.links', '$.lookingFor', '$.otherSkills') as content, changed_version,
      (select json_group_array(purpose) from consents
        where person_id = profiles.person_id and withdrawn_at is null and words_version = ${WORDS_VERSION}) as consents
    from profiles
    where not exists (select 1 from suspensions where subject_id = profiles.person_id)
    order by changed_version`)
  return rows.map((row) => ({
    personId: row.person_id,
    profile: JSON.parse(row.content),
    consents: JSON.parse(row.consents),
    changed: row.changed_version,
  }))
}
