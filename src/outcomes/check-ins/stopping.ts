import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { atomically } from '../../db/client.ts'
import { authorize, notFound } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { canRecordInGroup, writerIn } from '../../groups/policy.ts'

type Switched = { programId: string; asks: boolean }

/** Says whether a program asks its people where they are. Mails that wait are not sent any more. */
export async function switchCheckIns(ctx: Ctx, groupId: string, { programId, asks }: Switched): Promise<void> {
  const { db, now, actor } = ctx
  authorize(canRecordInGroup(actor, groupId))
  const ours = sql`select id from programs where id = ${programId} and group_id = ${groupId}`
  const [found] = await db.all<{ id: string }>(ours)
  if (!found) throw notFound('Program')
  await atomically(db, [
    asks
      ? db.run(sql`delete from check_in_stops where program_id in (${ours})`)
      : db.run(sql`insert into check_in_stops (program_id, stopped_by, stopped_at)
          select id, ${writerIn(actor)}, ${now} from (${ours}) where true on conflict do nothing`),
    ...recordEventIfChanged(ctx, asks ? 'check-ins.resumed' : 'check-ins.stopped', programId),
  ])
}
