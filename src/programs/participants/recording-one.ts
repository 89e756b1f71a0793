import { dayIn } from '../../calendar.ts'
import { actorId, type Ctx } from '../../context.ts'
import { atomically } from '../../db/client.ts'
import { authorize, conflict, invalid } from '../../errors.ts'
import { recordEvent } from '../../events.ts'
import { canRecordInGroup } from '../../groups/policy.ts'
import { requireGroup } from '../../groups/queries.ts'
import { fold } from '../../text/fold.ts'
import type { ParticipationWrite } from './api-schema.ts'
import { decide, keysOf, NOT_TO_BE_HELD, nameThem } from './deciding.ts'
import { findKnown } from './known-people.ts'
import { type ListedParticipation, requireParticipationIn } from './participation-list.ts'
import { listCohortChoices } from './queries.ts'
import type { PersonRow } from './reading-rows.ts'
import { isRace, saveDecisions } from './saving.ts'

const TRIES = 3

/** Records that somebody took part, as an import of one row does: known again by their id or address. */
export async function recordOne(ctx: Ctx, groupId: string, given: ParticipationWrite): Promise<ListedParticipation> {
  await requireGroup(ctx, groupId)
  authorize(canRecordInGroup(ctx.actor, groupId))
  const cohorts = await listCohortChoices(ctx, groupId)
  if (!cohorts.some(({ id }) => id === given.cohortId))
    throw invalid([{ path: 'cohortId', message: 'Give a cohort of this group' }])
  for (let tried = 1; ; tried++) {
    try {
      return await write(ctx, groupId, given)
    } catch (error) {
      if (!isRace(error) || tried === TRIES) throw error
    }
  }
}

async function write(ctx: Ctx, groupId: string, given: ParticipationWrite): Promise<ListedParticipation> {
  const row = rowOf(given, dayIn(ctx.now, 'UTC'))
  const named = await nameThem(ctx, [row])
  const known = await findKnown(ctx, groupId, keysOf([named]))
  const act = ctx.newId('act')
  const by = actorId(ctx.actor)
  const recording = { groupId, basis: given.basis, by, act, importId: null, source: 'Sent by a program of the group' }
  const decision = decide(ctx, named, known, recording)
  const [outcome] = decision.outcomes
  if (outcome?.result === 'skipped') throw conflict(`This person ${NOT_TO_BE_HELD}`)
  if (outcome?.result === 'failed') throw conflict(outcome.reason ?? 'It cannot be recorded')
  if (outcome?.result === 'created' && !fold(row.name) && !row.email)
    throw invalid([{ path: 'name', message: 'Give a name or an email: this person is new' }])
  const participantId = decision.record?.id ?? idOf(named.emailKeys, named.externalIds, known)
  await atomically(ctx.db, [
    ...saveDecisions(ctx, [decision]),
    ...(decision.record ? recordEvent(ctx, `participant.${outcome?.result}`, participantId) : []),
  ])
  return requireParticipationIn(ctx, { participantId, cohortId: given.cohortId, role: given.role })
}

type Known = Awaited<ReturnType<typeof findKnown>>

const idOf = ([emailKey = '']: string[], [externalId = '']: string[], known: Known) =>
  known.byEmail.get(emailKey) ?? known.byExternal.get(externalId) ?? ''

const rowOf = (given: ParticipationWrite, today: string): PersonRow => ({
  row: 1,
  name: given.name,
  email: given.email ?? null,
  externalId: given.externalId || null,
  cohortId: given.cohortId,
  role: given.role,
  finishedOn: given.finishedOn ?? null,
  leftOn: given.leftOn ?? null,
  stage: given.stage ? { stage: given.stage, on: given.stageOn ?? today, dated: given.stageOn !== undefined } : null,
  engagement: given.engagement
    ? { engagement: given.engagement, on: given.engagementOn ?? today, dated: given.engagementOn !== undefined }
    : null,
})
