import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { atomically, type Statement, violatesForeignKey } from '../../db/client.ts'
import { authorize, conflict, invalid } from '../../errors.ts'
import { recordEvent } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { knownAs } from './aliases.ts'
import { type Participant, requireParticipant } from './records.ts'
import { beginMergedEstimates, keepToldEstimates, referring } from './referring.ts'

type Pair = { keep: string; drop: string }

/** Makes one record of two, for good. What the kept one lacks it takes from the other, whose list still finds it. */
export async function mergePeople(ctx: Ctx, groupId: string, { keep, drop }: Pair): Promise<void> {
  const [kept, dropped] = await requirePair(ctx, groupId, { keep, drop })
  if (kept.personId && dropped.personId && kept.personId !== dropped.personId)
    throw conflict('Two accounts claimed these records: they are two people')
  try {
    await atomically(ctx.db, [
      keepToldEstimates(ctx, drop),
      ...referring.flatMap((one) => moveRows(ctx, one, { keep, drop })),
      beginMergedEstimates(ctx, drop),
      ctx.db.run(sql`delete from participant_differences where participant_id = other_id`),
      ctx.db.run(sql`delete from participants where id = ${drop}`),
      fill(ctx, kept, dropped),
      ...knownAs(ctx, dropped, keep),
      ...recordEvent(ctx, 'participant.merged', drop),
      ...recordEvent(ctx, 'participant.merged_into', keep),
    ])
  } catch (error) {
    if (!violatesForeignKey(error)) throw error
    throw conflict('These records changed meanwhile: look again')
  }
}

async function requirePair(ctx: Ctx, groupId: string, { keep, drop }: Pair): Promise<[Participant, Participant]> {
  const kept = await requireParticipant(ctx, groupId, keep)
  authorize(canRecordInGroup(ctx.actor, groupId))
  if (keep === drop) throw invalid([{ path: 'keep', message: 'Choose two records' }])
  return [kept, await requireParticipant(ctx, groupId, drop)]
}

/** What the kept record has already stays; the other's goes. */
function moveRows({ db }: Ctx, { table, column, once }: (typeof referring)[number], { keep, drop }: Pair): Statement[] {
  const [name, key] = [sql.raw(table), sql.raw(column)]
  const same = sql.join(
    (once ?? []).map((other) => sql`k.${sql.raw(other)} = ${name}.${sql.raw(other)}`),
    sql` and `,
  )
  const doubled = db.run(sql`delete from ${name} where ${key} = ${drop} and exists (
    select 1 from ${name} k where k.${key} = ${keep} and ${same})`)
  return [...(once ? [doubled] : []), db.run(sql`update ${name} set ${key} = ${keep} where ${key} = ${drop}`)]
}

const fill = ({ db, now }: Ctx, kept: Participant, dropped: Participant) =>
  db.run(sql`update participants set name = ${kept.name || dropped.name}, name_key = ${kept.nameKey || dropped.nameKey},
    email = ${kept.email ?? dropped.email}, email_key = ${kept.emailKey ?? dropped.emailKey},
    external_id = ${kept.externalId ?? dropped.externalId}, person_id = ${kept.personId ?? dropped.personId},
    told_at = coalesce(told_at, ${dropped.toldAt}), version = version + 1, updated_at = ${now} where id = ${kept.id}`)

/** Says that two records that look alike are two people: they are not proposed again. */
export async function tellApart(ctx: Ctx, groupId: string, { keep, drop }: Pair): Promise<void> {
  await requirePair(ctx, groupId, { keep, drop })
  const [first, second] = [keep, drop].sort()
  await atomically(ctx.db, [
    ctx.db.run(
      sql`insert into participant_differences (participant_id, other_id) values (${first}, ${second}) on conflict do nothing`,
    ),
    ...recordEvent(ctx, 'participant.told_apart', keep),
  ])
}
