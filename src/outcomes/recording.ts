import { and, eq, isNull, sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import { fteActive, fteYear } from '../commitment.ts'
import type { Ctx } from '../context.ts'
import { refusedBecause, type Statement } from '../db/client.ts'
import { authorize, invalid, notFound } from '../errors.ts'
import { isPastLimit, recordEvent, recordEventIfChanged, recordEventOrStop } from '../events.ts'
import { canRecordInGroup, writerIn } from '../groups/policy.ts'
import { requireShared } from './queries.ts'
import type { Credit, Landed, LandingWrite } from './schema.ts'
import { groupLandings as g } from './table.ts'

const OVER = 'Credit is at most 1 for a landing in all'

/** Records where a participant landed, with the outcome that it is and whom it credits; answers its id. */
export async function recordLanding(ctx: Ctx, groupId: string, input: LandingWrite): Promise<string> {
  authorize(canRecordInGroup(ctx.actor, groupId))
  const content = await contentOf(ctx, groupId, input)
  const id = ctx.newId('gln')
  const at = { version: 1, recordedBy: writerIn(ctx.actor), createdAt: ctx.now, updatedAt: ctx.now }
  await withinCredit(() =>
    ctx.db.batch([
      ctx.db.insert(g).values({ id, groupId, participantId: input.participantId, ...content, ...at }),
      ...sayOutcome(ctx, id, input),
      creditPrograms(ctx, groupId, id, input.credits),
      ...recordEvent(ctx, 'group landing.recorded', id),
    ]),
  )
  return id
}

type Edited = { version: number; input: LandingWrite }

/** Changes a landing over the version that was seen; false where a newer one is there. What was verified is so no more. */
export async function editGroupLanding(ctx: Ctx, groupId: string, id: string, edited: Edited): Promise<boolean> {
  const { input, version } = edited
  authorize(canRecordInGroup(ctx.actor, groupId))
  const content = await contentOf(ctx, groupId, input)
  const { participantId } = input
  const change = { ...content, participantId, verifiedBy: null, verifiedAt: null, version: version + 1 }
  return unlessNewer(() =>
    ctx.db.batch([
      ...sayAnew(ctx, groupId, id, edited),
      ctx.db
        .update(g)
        .set({ ...change, updatedAt: ctx.now })
        .where(and(eq(g.id, id), eq(g.groupId, groupId), eq(g.version, version))),
      recordEventOrStop(ctx, 'group landing.edited', id),
      ctx.db.run(sql`delete from landing_credits where landing_id = ${id}`),
      creditPrograms(ctx, groupId, id, input.credits),
    ]),
  )
}

type Credited = { version: number; credits: readonly Credit[] }

/** Credits a landing anew, whoever's it is; false where a newer version is there. */
export async function creditLanding(ctx: Ctx, groupId: string, id: string, credited: Credited): Promise<boolean> {
  authorize(canRecordInGroup(ctx.actor, groupId))
  await checkPrograms(ctx, groupId, credited.credits)
  return unlessNewer(() =>
    ctx.db.batch([
      ctx.db
        .update(g)
        .set({ version: credited.version + 1, updatedAt: ctx.now })
        .where(and(eq(g.id, id), eq(g.groupId, groupId), eq(g.version, credited.version))),
      recordEventOrStop(ctx, 'group landing.credited', id),
      ctx.db.run(sql`delete from landing_credits where landing_id = ${id}`),
      creditPrograms(ctx, groupId, id, credited.credits),
    ]),
  )
}

/** Takes up a landing of a person's own that they share, without a copy, to credit and verify it; answers its id. */
export async function takeUpLanding(ctx: Ctx, groupId: string, ownId: string): Promise<string> {
  authorize(canRecordInGroup(ctx.actor, groupId))
  const { participantId } = await requireShared(ctx, groupId, ownId)
  const id = ctx.newId('gln')
  const row = { id, groupId, participantId, landingId: ownId, recordedBy: writerIn(ctx.actor), version: 1 }
  await ctx.db.batch([
    ctx.db
      .insert(g)
      .values({ ...row, createdAt: ctx.now, updatedAt: ctx.now })
      .onConflictDoNothing(),
    ...recordEventIfChanged(ctx, 'group landing.taken up', id),
  ])
  const [kept] = await ctx.db
    .select({ id: g.id })
    .from(g)
    .where(and(eq(g.groupId, groupId), eq(g.landingId, ownId)))
  return kept?.id ?? id
}

/** Takes away what the group recorded; a person's own stays theirs. */
export async function removeGroupLanding(ctx: Ctx, groupId: string, id: string): Promise<void> {
  authorize(canRecordInGroup(ctx.actor, groupId))
  const ours = sql`landing_id = (select id from group_landings where id = ${id} and group_id = ${groupId})`
  const [, , removed] = await ctx.db.batch([
    ctx.db.run(sql`delete from landing_credits where ${ours}`),
    ctx.db.run(sql`delete from outcomes where ${ours}`),
    ctx.db
      .delete(g)
      .where(and(eq(g.id, id), eq(g.groupId, groupId)))
      .returning({ id: g.id }),
    ...recordEventIfChanged(ctx, 'group landing.removed', id),
  ])
  if (!removed.length) throw notFound('Landing')
}

/** Says that somebody of the group has seen that it is so, or takes that back. Said again it changes nothing. */
export async function verifyLanding(ctx: Ctx, groupId: string, id: string, verified: boolean): Promise<void> {
  const { db, now, actor } = ctx
  authorize(canRecordInGroup(actor, groupId))
  const said = verified ? { verifiedBy: writerIn(actor), verifiedAt: now } : { verifiedBy: null, verifiedAt: null }
  const unlike = verified ? isNull(g.verifiedAt) : sql`verified_at is not null`
  const [rows] = await db.batch([
    db
      .select({ id: g.id })
      .from(g)
      .where(and(eq(g.id, id), eq(g.groupId, groupId))),
    db
      .update(g)
      .set(said)
      .where(and(eq(g.id, id), eq(g.groupId, groupId), unlike)),
    ...recordEventIfChanged(ctx, verified ? 'group landing.verified' : 'group landing.unverified', id),
  ])
  if (!rows.length) throw notFound('Landing')
}

async function contentOf(ctx: Ctx, groupId: string, input: LandingWrite) {
  const { participantId, opportunityId, commitment, startsOn, endedOn, evidenceUrl } = input
  const [found] = await ctx.db.all<{ participant: number; title: string | null; organization: string | null }>(sql`
    select exists (select 1 from participants where id = ${participantId} and group_id = ${groupId}) as participant,
      o.title, r.name as organization
    from (select 1) left join opportunities o on o.id = ${opportunityId} and o.published_at is not null
    left join organizations r on r.id = o.organization_id`)
  if (!found?.participant) throw invalid([{ path: 'participantId', message: 'Choose one of the group’s people' }])
  if (opportunityId && found.title === null)
    throw invalid([{ path: 'opportunityId', message: 'There is no such opportunity: give the link of its page' }])
  await checkPrograms(ctx, groupId, input.credits)
  return {
    opportunityId,
    organizationName: input.organizationName ?? found.organization ?? '',
    title: input.title ?? found.title ?? '',
    ...{ commitment, startsOn, endedOn, evidenceUrl },
    fteActive: fteActive(commitment),
    fteYear: fteYear(commitment),
  }
}

async function checkPrograms({ db }: Ctx, groupId: string, credits: readonly Credit[]): Promise<void> {
  if (!credits.length) return
  const ids = JSON.stringify(credits.map(({ programId }) => programId))
  const [row] = await db.all<{ count: number }>(sql`select count(*) as count from programs
    where group_id = ${groupId} and id in (select value from json_each(${ids}))`)
  if (row?.count !== credits.length)
    throw invalid([{ path: 'credits', message: 'Only the group’s own programs can be credited' }])
}

/** A trigger counts: more than 1 in all stops the batch, whoever else writes at that moment. */
const creditPrograms = ({ db }: Ctx, groupId: string, id: string, credits: readonly Credit[]): Statement =>
  db.run(sql`insert into landing_credits (landing_id, program_id, share)
    select ${id}, p.id, j.value ->> 'share' from json_each(${JSON.stringify(credits)}) j
    join programs p on p.id = j.value ->> 'programId' and p.group_id = ${groupId}`)

type Said = { participantId: string; outcome: Landed; startsOn: string }

/** Who starts later has landed already. */
const saidOn = ({ now }: Ctx, startsOn: string) => [startsOn, dayIn(now, 'UTC')].sort()[0] ?? startsOn

function sayOutcome(ctx: Ctx, landingId: string, { participantId, outcome, startsOn }: Said): Statement[] {
  const { db, now, newId, actor } = ctx
  const on = saidOn(ctx, startsOn)
  return [
    db.run(sql`insert into outcomes (id, participant_id, outcome, happened_on, landing_id, recorded_by, act, at)
      values (${newId('out')}, ${participantId}, ${outcome}, ${on}, ${landingId}, ${writerIn(actor)}, ${newId('act')}, ${now})`),
  ]
}

/** In place of every outcome that a landing was: what was said after its first day, as at a check-in, keeps the newest day. */
function sayAnew(ctx: Ctx, groupId: string, landingId: string, { version, input }: Edited): [Statement, Statement] {
  const { db, now, newId, actor } = ctx
  const id = newId('out')
  const newest = sql`(select max(happened_on) from outcomes where landing_id = e.id and happened_on > e.starts_on)`
  return [
    db.run(sql`insert into outcomes (id, participant_id, outcome, happened_on, landing_id, recorded_by, act, at)
      select ${id}, ${input.participantId}, ${input.outcome}, max(${saidOn(ctx, input.startsOn)}, coalesce(${newest}, '')),
        e.id, ${writerIn(actor)}, ${newId('act')}, ${now}
      from group_landings e where e.id = ${landingId} and e.group_id = ${groupId} and e.version = ${version}`),
    db.run(sql`delete from outcomes where landing_id = ${landingId} and id <> ${id}`),
  ]
}

async function withinCredit<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!refusedBecause(error, 'credit over 1')) throw error
    throw invalid([{ path: 'credits', message: OVER }])
  }
}

async function unlessNewer(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await withinCredit(write)
    return true
  } catch (error) {
    if (isPastLimit(error)) return false
    throw error
  }
}
