import { and, eq, sql } from 'drizzle-orm'
import { actorId, type Ctx } from '../context.ts'
import { conflict, notFound } from '../errors.ts'
import { recordEventIfChanged } from '../events.ts'
import { takeBackLandings } from './moving.ts'
import { applications as a } from './table.ts'
import { requirePast } from './tracking.ts'

type Noted = { notes: string; dueOn?: string; version: number }

/** Saves private notes and the own deadline over the version that was shown; false where a newer one is there. */
export async function saveNotes(ctx: Ctx, personId: string, id: string, noted: Noted): Promise<boolean> {
  const [saved] = await ctx.db.batch([
    ctx.db
      .update(a)
      .set({ notes: noted.notes, dueOn: noted.dueOn ?? null, version: noted.version + 1, updatedAt: ctx.now })
      .where(and(eq(a.id, id), eq(a.personId, personId), eq(a.version, noted.version)))
      .returning({ id: a.id }),
    ...recordEventIfChanged(ctx, 'application.noted', id),
  ])
  return saved.length > 0
}

type At = { personId: string; id: string; number: number }

/** Says when a step really happened. The order of what was said stays, and with it the state. */
export async function redateStep(ctx: Ctx, { personId, id, number }: At, on: string): Promise<void> {
  requirePast(ctx, on)
  const [changed] = await ctx.db.batch([
    ctx.db.all<{ number: number }>(sql`update application_steps set happened_on = ${on}
      where application_id = ${id} and number = ${number}
        and exists (select 1 from applications where id = ${id} and person_id = ${personId}) returning number`),
    ...recordEventIfChanged(ctx, 'application.redated', id),
  ])
  if (!changed.length) throw notFound('Step')
}

/**
 * Takes a step out of the history. Without the last one it stands where it stood before; the only one stays, and what
 * would make it accepted again is said anew, for that makes a landing.
 */
export async function removeStep(ctx: Ctx, { personId, id, number }: At): Promise<void> {
  const { db, now } = ctx
  const last = sql`(select state from application_steps where application_id = ${id} order by number desc limit 1)`
  const others = sql`(select state from application_steps where application_id = ${id} and number <> ${number}
    order by number desc limit 1)`
  const by = actorId(ctx.actor)
  const [removed] = await db.batch([
    db.all<{ number: number }>(sql`delete from application_steps where application_id = ${id} and number = ${number}
      and exists (select 1 from applications where id = ${id} and person_id = ${personId})
      and ${others} is not null and (${others} <> 'accepted' or ${last} = 'accepted') returning number`),
    ...recordEventIfChanged(ctx, 'application.step removed', id),
    db.run(sql`update applications set state = ${last}, version = version + 1, checked_at = ${now}, updated_at = ${now}
      where id = ${id} and person_id = ${personId} and state <> ${last}`),
    ...takeBackLandings(ctx, {
      by,
      applicationIds: sql`(select id from applications where id = ${id} and person_id = ${personId} and state <> 'accepted')`,
      eventOf: sql`select ${ctx.newId('evt')} as event, ${id} as id`,
    }),
  ])
  if (!removed.length) await refuseRemoval(ctx, { personId, id, number })
}

async function refuseRemoval({ db }: Ctx, { personId, id, number }: At): Promise<never> {
  const [step] = await db.all<{ only: number }>(sql`
    select (select count(*) from application_steps where application_id = ${id}) = 1 as only
    from application_steps s join applications a on a.id = s.application_id
    where s.application_id = ${id} and s.number = ${number} and a.person_id = ${personId}`)
  if (!step) throw notFound('Step')
  if (step.only) throw conflict('This is its only step: remove it from the tracker instead')
  throw conflict('Before this step it was accepted: say so again instead, with the day you start')
}
