import { and, eq, sql } from 'drizzle-orm'
import { actorId, type Ctx } from '../../context.ts'
import { atomically, type Statement, violatesForeignKey, violatesUnique } from '../../db/client.ts'
import { authorize, conflict, invalid, notFound } from '../../errors.ts'
import { isPastLimit, recordEvent, recordEventIfChanged, recordEventOrStop } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { requireGroup } from '../../groups/queries.ts'
import { emailKeyOf } from '../../mail/allowance.ts'
import { isErased } from '../../people/erasing.ts'
import { fold } from '../../text/fold.ts'
import { participants, participations } from '../table.ts'
import { knownAs } from './aliases.ts'
import { NOT_TO_BE_HELD } from './deciding.ts'
import { listCohortChoices } from './queries.ts'
import { requireParticipant } from './records.ts'
import { keepToldEstimates, referring } from './referring.ts'
import type { ParticipationForm, PersonForm, RecordForm } from './schema.ts'
import { objections } from './table.ts'

/** Adds somebody by hand and answers the record's id. */
export async function addPerson(ctx: Ctx, groupId: string, form: PersonForm): Promise<string> {
  await requireGroup(ctx, groupId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const id = ctx.newId('ptc')
  const { name, email, externalId, basis, cohort, role, finishedOn, leftOn } = form
  if (cohort) await requireCohort(ctx, groupId, cohort)
  const by = actorId(ctx.actor)
  const times = { createdAt: ctx.now, updatedAt: ctx.now }
  const record = { id, groupId, name, nameKey: fold(name), externalId, basis, basisBy: by, basisAt: ctx.now, ...times }
  await writeRecord(ctx, groupId, email, (mailbox) => [
    ctx.db.insert(participants).values({ ...record, ...mailbox }),
    ...(cohort
      ? [
          ctx.db
            .insert(participations)
            .values({ id: ctx.newId('ptn'), participantId: id, cohortId: cohort, role, finishedOn, leftOn, ...times }),
        ]
      : []),
    ...recordEvent(ctx, 'participant.added', id),
  ])
  return id
}

/** Changes what a record says of somebody; without an address the one that is there stays. */
export async function editPerson(ctx: Ctx, groupId: string, id: string, form: RecordForm): Promise<void> {
  const before = await requireParticipant(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const { name, email, externalId, basis, version } = form
  if (!name && !email && !before.email) throw invalid([{ path: 'name', message: 'Give a name or an address' }])
  if (before.version !== version) throw conflict(STALE)
  const said = basis === before.basis ? {} : { basis, basisBy: actorId(ctx.actor), basisAt: ctx.now }
  await writeRecord(ctx, groupId, email, (mailbox) => [
    ctx.db
      .update(participants)
      .set({ name, nameKey: fold(name), externalId, ...said, ...mailbox, version: version + 1, updatedAt: ctx.now })
      .where(and(eq(participants.id, id), eq(participants.version, version))),
    recordEventOrStop(ctx, 'participant.edited', id),
    ...knownAs(ctx, before, id),
  ])
}

const STALE = 'Somebody else changed this record meanwhile: look it over and save again'

type Mailbox = { email?: string; emailKey?: string }

/** Writes a record with its mailbox; what stands in the way is said beside the field. */
async function writeRecord(
  ctx: Ctx,
  groupId: string,
  email: string | null,
  statements: (mailbox: Mailbox) => Statement[],
) {
  const emailKey = email && (await emailKeyOf(ctx, email))
  if (emailKey && (await hasRefused(ctx, groupId, emailKey)))
    throw invalid([{ path: 'email', message: `The owner of this address ${NOT_TO_BE_HELD}` }])
  try {
    await atomically(ctx.db, statements(email && emailKey ? { email, emailKey } : {}))
  } catch (error) {
    if (isPastLimit(error)) throw conflict(STALE)
    if (!violatesUnique(error, 'participants.group_id')) throw error
    const isMailbox = violatesUnique(error, 'participants.group_id, participants.email_key')
    throw invalid([
      isMailbox
        ? { path: 'email', message: 'You hold a record with this address already: change that one, or merge the two' }
        : { path: 'externalId', message: 'You hold a record with this id already' },
    ])
  }
}

/** Whether the owner of an address asked not to be held, by this group or at all. */
export async function hasRefused(ctx: Ctx, groupId: string, emailKey: string): Promise<boolean> {
  const objected = await ctx.db
    .select({ at: objections.objectedAt })
    .from(objections)
    .where(and(eq(objections.groupId, groupId), eq(objections.emailKey, emailKey)))
  return objected.length > 0 || (await isErased(ctx, emailKey))
}

/** Takes a record away for good, with all that is dated. Refused where another feature counts on it. */
export async function removePerson(ctx: Ctx, groupId: string, id: string): Promise<void> {
  await requireParticipant(ctx, groupId, id)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const own = referring.map(({ table, column }) =>
    ctx.db.run(sql`delete from ${sql.raw(table)} where ${sql.raw(column)} = ${id}`),
  )
  try {
    await atomically(ctx.db, [
      keepToldEstimates(ctx, id),
      ...own,
      ctx.db.delete(participants).where(eq(participants.id, id)),
      ...recordEventIfChanged(ctx, 'participant.removed', id),
    ])
  } catch (error) {
    if (!violatesForeignKey(error)) throw error
    throw conflict('A survey or landing counts on this record: merge it into another one instead')
  }
}

async function requireCohort(ctx: Ctx, groupId: string, cohortId: string): Promise<void> {
  const ours = await listCohortChoices(ctx, groupId)
  if (!ours.some(({ id }) => id === cohortId))
    throw invalid([{ path: 'cohort', message: 'Choose one of your cohorts' }])
}

/** Somebody took part in a cohort. */
export async function addParticipation(ctx: Ctx, groupId: string, participantId: string, form: ParticipationForm) {
  await requireParticipant(ctx, groupId, participantId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  await requireCohort(ctx, groupId, form.cohort)
  const { cohort: cohortId, role, finishedOn, leftOn } = form
  const times = { createdAt: ctx.now, updatedAt: ctx.now }
  await unlessTwice(() =>
    atomically(ctx.db, [
      ctx.db
        .insert(participations)
        .values({ id: ctx.newId('ptn'), participantId, cohortId, role, finishedOn, leftOn, ...times }),
      ...recordEvent(ctx, 'participation.added', participantId),
      touch(ctx, participantId),
    ]),
  )
}

/** Mends what stands of somebody in a cohort. */
export async function changeParticipation(
  ctx: Ctx,
  groupId: string,
  { participantId, id }: { participantId: string; id: string },
  { cohort: cohortId, role, finishedOn, leftOn }: ParticipationForm,
): Promise<void> {
  await requireParticipation(ctx, groupId, { participantId, id })
  await requireCohort(ctx, groupId, cohortId)
  await unlessTwice(() =>
    atomically(ctx.db, [
      ctx.db
        .update(participations)
        .set({ cohortId, role, finishedOn, leftOn, updatedAt: ctx.now })
        .where(and(eq(participations.id, id), eq(participations.participantId, participantId))),
      ...recordEventIfChanged(ctx, 'participation.changed', participantId),
      touch(ctx, participantId),
    ]),
  )
}

/** Takes away a participation that was recorded by mistake. */
export async function removeParticipation(
  ctx: Ctx,
  groupId: string,
  which: { participantId: string; id: string },
): Promise<void> {
  await requireParticipation(ctx, groupId, which)
  await atomically(ctx.db, [
    ctx.db.delete(participations).where(eq(participations.id, which.id)),
    ...recordEventIfChanged(ctx, 'participation.removed', which.participantId),
    touch(ctx, which.participantId),
  ])
}

async function requireParticipation(
  ctx: Ctx,
  groupId: string,
  { participantId, id }: { participantId: string; id: string },
) {
  await requireParticipant(ctx, groupId, participantId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const found = await ctx.db
    .select({ id: participations.id })
    .from(participations)
    .where(and(eq(participations.id, id), eq(participations.participantId, participantId)))
  if (!found.length) throw notFound('Participation')
}

async function unlessTwice(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!violatesUnique(error, 'participations.participant_id')) throw error
    throw invalid([{ path: 'cohort', message: 'They have this role in this cohort already' }])
  }
}

/** A record that anything of changed is another version: an import that made it is then not undone over it. */
const touch = ({ db, now }: Ctx, id: string) =>
  db.update(participants).set({ version: sql`version + 1`, updatedAt: now }).where(eq(participants.id, id))
