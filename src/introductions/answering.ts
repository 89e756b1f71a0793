import { sql } from 'drizzle-orm'
import { DAY } from '../calendar.ts'
import type { Ctx, Person } from '../context.ts'
import { conflict } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { tellAtOnce } from '../notices/telling.ts'
import { stands } from './queries.ts'
import type { Answering } from './schema.ts'

const OCCASION = 'introduction answered'

/** The person's answer, once; only while the request holds. Declined, nothing else of theirs goes along. */
export async function answerIntroduction(ctx: Ctx, { id: personId }: Person, id: string, given: Answering) {
  const { db, now } = ctx
  const note = given.answer === 'accepted' ? given.note : ''
  const [answered] = await db.batch([
    db.all<{ id: string }>(sql`update introductions as i
      set answer = ${given.answer}, answered_at = ${now}, note = nullif(${note}, '')
      where i.id = ${id} and i.person_id = ${personId} and i.answer is null and ${stands} returning id`),
    ...recordEventIfChanged(ctx, `introduction.${given.answer}`, id),
    db.run(sql`insert into notices (subject_id, occasion, recipient_id, created_at)
      select id, ${OCCASION}, asked_by, ${now} from introductions where id = ${id} and answered_at = ${now}
      on conflict do nothing`),
  ])
  if (!answered.length) throw conflict('This was answered already, or is no longer open')
  await tellAtOnce(ctx, id, OCCASION)
}

const ENDS_AFTER = 30 * DAY

/** What nobody has answered for 30 days is taken for declined, so that it keeps nobody from asking for something else. */
export const endUnanswered = ({ db, now }: Ctx) =>
  db.run(sql`update introductions set answer = 'declined', answered_at = ${now}
    where answer is null and asked_at <= ${now - ENDS_AFTER}`)
