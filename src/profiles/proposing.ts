import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { readTerm } from './term.ts'

/**
 * Makes a person's proposals what their stored profile states, whichever of two savings won: terms that are gone are
 * taken back, new ones of `texts` are put before moderators.
 */
export function proposeTerms({ db, now }: Ctx, personId: string, texts: readonly string[]): Statement[] {
  const stated = sql`(select said.value from profiles, json_each(profiles.content, '$.otherSkills') said
    where profiles.person_id = ${personId})`
  const terms = JSON.stringify(texts.map((term) => ({ term, ...readTerm(term) })))
  return [
    db.run(sql`delete from term_proposals where person_id = ${personId} and term not in ${stated}`),
    db.run(sql`insert into term_proposals (person_id, term_key, term, side, proposed_at)
      select ${personId}, given.value ->> 'key', given.value ->> 'term', given.value ->> 'side', ${now}
      from json_each(${terms}) given where given.value ->> 'term' in ${stated} on conflict do nothing`),
  ]
}
