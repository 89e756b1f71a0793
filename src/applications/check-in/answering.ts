import { sql } from 'drizzle-orm'
import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import type { Statement } from '../../db/client.ts'
import { notFound } from '../../errors.ts'
import { recordEventIfChanged } from '../../events.ts'
import { termsOf } from '../../landings/terms.ts'
import { type Move, moveAll } from '../moving.ts'
import { findSettings, listTracked } from '../queries.ts'
import type { CheckInAnswers } from '../schema.ts'
import { type Asked, findLooking, type Looking, listAsked } from './due.ts'
import { readCheckInToken } from './tokens.ts'

export type CheckIn = {
  personId: string
  month: string
  asked: Asked[]
  looking: Looking
  /** Whether they still want to be asked. */
  wanted: boolean
  zone: string | null
}

/** What a link asks; it opens nothing for who is gone or suspended. Changes nothing. */
export async function readCheckIn(ctx: Ctx, token: string): Promise<CheckIn> {
  const { personId, month, issuedAt } = await readCheckInToken(ctx, token)
  const [person] = await ctx.db.all(sql`select 1 from people where id = ${personId}
    and not exists (select 1 from suspensions where subject_id = people.id)`)
  if (!person) throw notFound('Link')
  const [asked, looking, settings] = await Promise.all([
    listAsked(ctx, personId, issuedAt),
    findLooking(ctx, personId, issuedAt),
    findSettings(ctx, personId),
  ])
  return { personId, month, asked, looking, wanted: settings.checkIns, zone: settings.zone }
}

/**
 * Saves all answers at once; the same again changes nothing. Answers how many could not be taken, because they have
 * changed since the page was opened.
 */
export async function answerCheckIn(ctx: Ctx, token: string, answers: CheckInAnswers): Promise<number> {
  const checkIn = await readCheckIn(ctx, token)
  const { personId, asked, wanted } = checkIn
  const by = `link of ${personId}`
  const moves = await movesOf(ctx, checkIn, answers)
  const told = JSON.stringify(asked.filter(({ id }) => answers.told.includes(id)).map(({ id }) => id))
  const { first, rest } = moveAll(ctx, { personId, by, via: 'mail', moves })
  const system: Ctx = { ...ctx, actor: { type: 'system', job: 'check-in' } }
  const [moved] = await ctx.db.batch([
    first,
    ...rest,
    ctx.db.run(sql`update applications set checked_at = ${ctx.now}
      where person_id = ${personId} and id in (select value from json_each(${told}))`),
    ...saveLooking(ctx, personId, answers.looking),
    ...saveWanted(system, personId, wanted, !answers.stop),
  ])
  const stand = new Map(asked.map(({ id, state }) => [id, state]))
  return answers.answers.filter(({ id, state }) => stand.get(id) !== state).length - moved.length
}

/** To accept by mail takes the terms of the opportunity; they are mended on the tracker. */
async function movesOf(ctx: Ctx, { personId, asked, zone }: CheckIn, { answers }: CheckInAnswers): Promise<Move[]> {
  const on = dayIn(ctx.now, zone ?? 'UTC')
  const chosen = answers.flatMap((answer) => {
    const one = asked.find(({ id }) => id === answer.id)
    return one ? [{ ...answer, opportunityId: one.opportunityId }] : []
  })
  const accepts = chosen.some(({ state }) => state === 'accepted')
  const tracked = new Map((accepts ? await listTracked(ctx, personId) : []).map((row) => [row.id, row]))
  return chosen.flatMap(({ id, opportunityId, state, version }): Move[] => {
    const move = { opportunityId, state, version, on, from: null, landing: null }
    if (state !== 'accepted') return [move]
    const stated = tracked.get(id)
    return stated ? [{ ...move, landing: termsOf(stated.startsOn ?? on, stated.commitment) }] : []
  })
}

const saveLooking = ({ db, now }: Ctx, personId: string, looking: 'yes' | 'no' | null): Statement[] =>
  looking === null
    ? []
    : [
        db.run(sql`insert into tracker_settings (person_id, looking, looking_at) values (${personId}, ${looking}, ${now})
          on conflict (person_id) do update set looking = excluded.looking, looking_at = excluded.looking_at`),
      ]

const saveWanted = (ctx: Ctx, personId: string, before: boolean, wanted: boolean): Statement[] =>
  before === wanted
    ? []
    : [
        ctx.db.run(sql`insert into tracker_settings (person_id, check_ins) values (${personId}, ${wanted ? 1 : 0})
          on conflict (person_id) do update set check_ins = excluded.check_ins`),
        ...recordEventIfChanged(ctx, 'tracker.settings', personId),
      ]
