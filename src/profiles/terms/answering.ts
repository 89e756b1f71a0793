import { sql } from 'drizzle-orm'
import { actorId, type Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { authorize, conflict, notFound } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { canAnswerTerms } from '../policy.ts'
import type { TermVerdict } from '../schema.ts'
import { selectProposedTerm } from './queries.ts'

type Answer = { term: string; verdict: TermVerdict; skill: string | null; seen: number }

/**
 * Answers a term that profiles state, over the answer the moderator saw. Merged, it becomes the skill in every profile
 * that states it, and in those that will; otherwise it stays there as text. Fails where another answer came first.
 */
export async function answerTerm(ctx: Ctx, { term: key, verdict, skill, seen }: Answer): Promise<void> {
  authorize(canAnswerTerms(ctx.actor))
  const [known] = await selectProposedTerm(ctx.db, key)
  if (!known) throw notFound('Term')
  const id = known.answerId ?? ctx.newId('trm')
  const [answered] = await ctx.db.batch([
    ctx.db.all(sql`insert into term_answers (id, term_key, term, verdict, merged_into, answered_by, answered_at)
      values (${id}, ${key}, ${known.term}, ${verdict}, ${skill}, ${actorId(ctx.actor)}, ${ctx.now})
      on conflict (term_key) do update set verdict = excluded.verdict, merged_into = excluded.merged_into,
        answered_by = excluded.answered_by, answered_at = excluded.answered_at
        where term_answers.answered_at = ${seen}
      returning id`),
    ...recordEventIfChanged(ctx, `term.${verdict}`, id, skill ? `${known.term} is ${skill}` : known.term),
    ...(skill ? mergeStated(ctx, key, skill) : []),
  ])
  if (!(answered as unknown[]).length) throw conflict('Somebody has answered this meanwhile: look at it again')
}

/** Right behind the answer in its batch: nothing happens where that one came too late. */
function mergeStated({ db, now }: Ctx, key: string, skill: string): Statement[] {
  const isMerged = sql`exists (select 1 from term_answers where term_key = ${key} and verdict = 'merged'
    and merged_into = ${skill} and answered_at = ${now})`
  const others = sql`(select json_group_array(said.value) from json_each(profiles.content, '$.otherSkills') said
    where said.value not in (
      select term from term_proposals where term_key = ${key} and person_id = profiles.person_id))`
  const skills = sql`case
    when exists (select 1 from json_each(profiles.content, '$.skills') known where known.value ->> 'id' = ${skill})
    then json_extract(profiles.content, '$.skills')
    else json_insert(json_extract(profiles.content, '$.skills'), '$[#]', json_object('id', ${skill}, 'level', null)) end`
  return [
    // A new version, so that a tab that is open with the old text is told.
    db.run(sql`update profiles set version = version + 1,
      content = json_set(content, '$.otherSkills', json(${others}), '$.skills', json(${skills}))
      where person_id in (select person_id from term_proposals where term_key = ${key}) and ${isMerged}`),
    db.run(sql`delete from term_proposals where term_key = ${key} and ${isMerged}`),
  ]
}
