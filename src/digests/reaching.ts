import { type SQL, sql } from 'drizzle-orm'

/**
 * Whether a reader may still have what their subscription tells of, in a statement where `subscriptions` goes by this
 * name. A search needs nothing; the other kinds a person of that address who is not suspended, and the membership.
 */
export const stillEntitled = (name = 'subscriptions'): SQL => {
  const of = sql.identifier(name)
  return sql`(${of}.kind = 'search' or (
    exists (select 1 from people where people.id = ${of}.person_id and people.email_key = ${of}.email_key)
    and not exists (select 1 from suspensions where suspensions.subject_id in (${of}.person_id, ${of}.subject_id))
    and case ${of}.kind
      when 'matches' then 1
      when 'talent' then exists (select 1 from members
        where members.organization_id = ${of}.subject_id and members.person_id = ${of}.person_id)
      when 'group' then exists (select 1 from group_members
        where group_members.group_id = ${of}.subject_id and group_members.person_id = ${of}.person_id)
      else 0 end))`
}
