import { sql } from 'drizzle-orm'
import { actorId, type Ctx } from '../../context.ts'
import { conflict } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { tellAtOnce } from '../../notices/telling.ts'
import { receiversOf } from './interests.ts'

/** Answers a message, once for the whole organization; a second answer gets a conflict. */
export async function answerInterest(ctx: Ctx, id: string, { answer }: { answer: string }): Promise<void> {
  const { db, now } = ctx
  const [answered] = await db.batch([
    db.all<{
      id: string
    }>(sql`update interests set answer = ${answer}, answered_by = ${actorId(ctx.actor)}, answered_at = ${now}
      where id = ${id} and answered_at is null
        and ${actorId(ctx.actor)} in (${receiversOf(sql`interests.opportunity_id`)}) returning id`),
    ...recordEventIfChanged(ctx, 'interest.answered', id),
    db.run(sql`insert into notices (subject_id, occasion, recipient_id, created_at)
      select id, 'answer', person_id, ${now} from interests where id = ${id} and answered_at = ${now}
      on conflict do nothing`),
  ])
  if (!answered.length) throw conflict('Somebody has answered this already')
  await tellAtOnce(ctx, id, 'answer')
}
