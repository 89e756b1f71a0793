import { sql } from 'drizzle-orm'
import { prepared } from '../db/prepared.ts'
import { type Profile, type Purpose, WORDS_VERSION } from '../profiles/schema.ts'

/** What matching knows of a person: what they state, and for which purposes they allow its use. */
export type PersonRow = { personId: string; profile: Profile; consents: readonly Purpose[] }

type Row = { person_id: string; content: string; consents: string; changed_version: number; suspended: number }

/** The number of the last change of what people state or allow, and of the last profile that was deleted. */
export const selectPeopleVersions = prepared((db) =>
  db.all<{ people: number; removed: number }>(sql`select
    (select value from versions where name = 'people') as people,
    (select value from versions where name = 'people_removed') as removed`),
)

/** Profiles in the order of their changes from a version on; what is only told, such as links, stays behind. */
export const selectPeople = prepared((db) =>
  db.all<Row>(sql`
    select person_id, json_remove(content, '$.links', '$.lookingFor', '$.otherSkills') as content, changed_version,
      (select json_group_array(purpose) from consents
        where person_id = profiles.person_id and withdrawn_at is null and words_version = ${WORDS_VERSION}) as consents,
      exists (select 1 from suspensions where subject_id = profiles.person_id) as suspended
    from profiles where changed_version > ${sql.placeholder('since')}
    order by changed_version limit ${sql.placeholder('most')}`),
)

export const personOf = ({ person_id, content, consents }: Row): PersonRow => ({
  personId: person_id,
  profile: JSON.parse(content),
  consents: JSON.parse(consents),
})
