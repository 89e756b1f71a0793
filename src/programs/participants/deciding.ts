import type { Ctx } from '../../context.ts'
import { emailKeyOf } from '../../mail/allowance.ts'
import { fold } from '../../text/fold.ts'
import { standingAsOf } from '../pipeline/standing.ts'
import type { engagementChanges, participants, participations, stageChanges } from '../table.ts'
import type { Keys, Known, KnownRecord, Participation } from './known-people.ts'
import type { PersonRow } from './reading-rows.ts'

export type Result = 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed'
/** What becomes of a row; skipped and failed ones say why. */
export type RowOutcome = { row: number; result: Result; reason?: string }

/** What somebody was before an import changed them: how it is undone. */
export type Before = Pick<KnownRecord, 'name' | 'email' | 'emailKey' | 'externalId' | 'version'> & {
  parts: Pick<Participation, 'id' | 'finishedOn' | 'leftOn'>[]
}

/** What a row or a person's rows come to. */
export type Decision = {
  outcomes: RowOutcome[]
  record?: typeof participants.$inferInsert
  /** Null where they are new. */
  before?: Before | null
  parts: (typeof participations.$inferInsert)[]
  stages: (typeof stageChanges.$inferInsert)[]
  engagements: (typeof engagementChanges.$inferInsert)[]
}

/** What somebody's rows are decided with: who records, since when, and what is said of where it comes from. */
export type Recording = {
  groupId: string
  basis: KnownRecord['basis']
  by: string
  /** The import, or the act by hand. */
  act: string
  importId: string | null
  source: string
}

/** Somebody's rows with the keyed hashes of their addresses. */
export type Named = { rows: readonly PersonRow[]; emailKeys: string[]; externalIds: string[]; nameKey: string }

export async function nameThem(ctx: Ctx, rows: readonly PersonRow[]): Promise<Named> {
  const addresses = new Set(rows.flatMap(({ email }) => (email ? [email.toLowerCase()] : [])))
  return {
    rows,
    emailKeys: await Promise.all([...addresses].map((email) => emailKeyOf(ctx, email))),
    externalIds: [...new Set(rows.flatMap(({ externalId }) => externalId ?? []))],
    nameKey: fold(rows.find(({ name }) => name)?.name ?? ''),
  }
}

const isOnlyNamed = ({ emailKeys, externalIds }: Named) => !emailKeys.length && !externalIds.length

export const keysOf = (people: readonly Named[]): Keys => ({
  emailKeys: people.flatMap(({ emailKeys }) => emailKeys),
  externalIds: people.flatMap(({ externalIds }) => externalIds),
  nameKeys: people.filter(isOnlyNamed).map(({ nameKey }) => nameKey),
})

const none = { parts: [], stages: [], engagements: [] }
const all = (rows: readonly PersonRow[], result: Result, reason: string): Decision => ({
  ...none,
  outcomes: rows.map(({ row }) => ({ row, result, reason })),
})

export const NOT_TO_BE_HELD = 'has asked not to be held'
const TWO_RECORDS = 'the address is of one record and the id of another; merge the two, or mend the row'

/** What somebody's rows come to, given what is known. */
export function decide(ctx: Ctx, named: Named, known: Known, recording: Recording): Decision {
  const { rows, emailKeys } = named
  if (emailKeys.some((key) => known.refused.has(key))) return all(rows, 'skipped', NOT_TO_BE_HELD)
  const [id, ...others] = idsOf(named, known)
  if (others.length) return all(rows, 'failed', TWO_RECORDS)
  const before = id === undefined ? undefined : known.records.get(id)
  if (before?.erasedAt || before?.objectedAt) return all(rows, 'skipped', NOT_TO_BE_HELD)
  return change(ctx, named, { known, before }, recording)
}

/** Whom rows name: the ids of the records, of which there should be one at most. */
export function idsOf(named: Named, known: Known): string[] {
  const found = [
    ...named.emailKeys.map((key) => known.byEmail.get(key)),
    ...named.externalIds.map((id) => known.byExternal.get(id)),
    ...(isOnlyNamed(named) ? [known.byName.get(named.nameKey)] : []),
  ]
  return [...new Set(found.filter((id) => id !== undefined))]
}

type Whose = { known: Known; before: KnownRecord | undefined }

function change(ctx: Ctx, named: Named, { known, before }: Whose, recording: Recording): Decision {
  const id = before?.id ?? ctx.newId('ptc')
  const record = recordOf(ctx, id, named, before, recording)
  const work = open(id, known)
  const outcomes = named.rows.map((row, i): RowOutcome => {
    const changed = takeRow(ctx, row, work, recording)
    if (i === 0 && !before) return { row: row.row, result: 'created' }
    return { row: row.row, result: changed || (i === 0 && isChanged(record, before)) ? 'updated' : 'unchanged' }
  })
  if (outcomes.every(({ result }) => result === 'unchanged')) return { ...none, outcomes }
  return { outcomes, record, before: before ? beforeOf(before, work) : null, ...written(work) }
}

const isChanged = (record: Decision['record'], before: KnownRecord | undefined) =>
  before !== undefined &&
  (record?.name !== before.name || record.email !== before.email || record.externalId !== before.externalId)

/** The record as it should be: what a list states overwrites, but for its id and where an address only differs in case. */
function recordOf(
  ctx: Ctx,
  id: string,
  { rows, emailKeys, externalIds }: Named,
  before: KnownRecord | undefined,
  { groupId, basis, by }: Recording,
): typeof participants.$inferInsert {
  const name = rows.find((row) => row.name)?.name ?? before?.name ?? ''
  const email = rows.find((row) => row.email)?.email ?? null
  const isSameMailbox = !email || (before?.emailKey && emailKeys.includes(before.emailKey))
  return {
    ...(before ?? { basis, basisBy: by, basisAt: ctx.now, createdAt: ctx.now }),
    id,
    groupId,
    name,
    nameKey: fold(name),
    email: isSameMailbox ? (before?.email ?? null) : email,
    emailKey: isSameMailbox ? (before?.emailKey ?? null) : (emailKeys[0] ?? null),
    externalId: before?.externalId ?? externalIds[0] ?? null,
    version: (before?.version ?? 0) + 1,
    updatedAt: ctx.now,
  }
}

type Work = {
  id: string
  parts: Map<string, typeof participations.$inferInsert>
  was: Map<string, Participation>
  changed: Set<string>
  stages: { on: string; at: number; id: string; stage: string }[]
  engagements: { on: string; at: number; id: string; engagement: string }[]
  newStages: Decision['stages']
  newEngagements: Decision['engagements']
}

const partKey = ({ cohortId, role }: { cohortId: string | null; role: string }) => `${cohortId} ${role}`

function open(id: string, known: Known): Work {
  const parts = known.parts.get(id) ?? []
  return {
    id,
    parts: new Map(parts.map((part) => [partKey(part), part])),
    was: new Map(parts.map((part) => [partKey(part), part])),
    changed: new Set(),
    stages: [...(known.stages.get(id) ?? [])],
    engagements: [...(known.engagements.get(id) ?? [])],
    newStages: [],
    newEngagements: [],
  }
}

/** Takes in what one row says; answers whether it says anything new. */
function takeRow(ctx: Ctx, row: PersonRow, work: Work, recording: Recording): boolean {
  const isNewPart = takePart(ctx, row, work, recording)
  const dated = { participantId: work.id, source: recording.source, recordedBy: recording.by, act: recording.act }
  const { stage, engagement } = row
  const isNewStage = stage !== null && !isKnown(work.stages, { ...stage, value: stage.stage }, ({ stage: is }) => is)
  if (isNewStage) {
    const id = ctx.newId('stg')
    work.stages.push({ id, on: stage.on, at: ctx.now, stage: stage.stage })
    work.newStages.push({ ...dated, id, at: ctx.now, happenedOn: stage.on, stage: stage.stage })
  }
  const isNewEngagement =
    engagement !== null &&
    !isKnown(work.engagements, { ...engagement, value: engagement.engagement }, ({ engagement: is }) => is)
  if (isNewEngagement) {
    const id = ctx.newId('eng')
    work.engagements.push({ id, on: engagement.on, at: ctx.now, engagement: engagement.engagement })
    work.newEngagements.push({
      ...dated,
      id,
      at: ctx.now,
      happenedOn: engagement.on,
      engagement: engagement.engagement,
    })
  }
  return isNewPart || isNewStage || isNewEngagement
}

type Said = { on: string; dated: boolean; value: string }

/** Said before of that day; or, where the list gives no day of its own, how it stands already. */
function isKnown<T extends { on: string; at: number; id: string }>(
  history: readonly T[],
  { on, dated, value }: Said,
  readValue: (entry: T) => string,
): boolean {
  if (history.some((entry) => entry.on === on && readValue(entry) === value)) return true
  const now = dated ? undefined : standingAsOf(history, on)
  return now !== undefined && readValue(now) === value
}

function takePart(ctx: Ctx, row: PersonRow, work: Work, { importId }: Recording): boolean {
  if (!row.cohortId) return false
  const key = partKey(row)
  const before = work.parts.get(key)
  const ended = row.finishedOn || row.leftOn ? { finishedOn: row.finishedOn, leftOn: row.leftOn } : {}
  if (before && !('finishedOn' in ended && (ended.finishedOn !== before.finishedOn || ended.leftOn !== before.leftOn)))
    return false
  const fresh = { id: ctx.newId('ptn'), participantId: work.id, cohortId: row.cohortId, role: row.role, importId }
  const part = { ...(before ?? { ...fresh, finishedOn: null, leftOn: null, createdAt: ctx.now }), ...ended }
  work.parts.set(key, { ...part, updatedAt: ctx.now })
  work.changed.add(key)
  return true
}

const written = ({ parts, changed, newStages, newEngagements }: Work) => ({
  parts: [...parts].filter(([key]) => changed.has(key)).map(([, part]) => part),
  stages: newStages,
  engagements: newEngagements,
})

const beforeOf = ({ name, email, emailKey, externalId, version }: KnownRecord, { was, changed }: Work): Before => ({
  name,
  email,
  emailKey,
  externalId,
  version,
  parts: [...was]
    .filter(([key]) => changed.has(key))
    .map(([, { id, finishedOn, leftOn }]) => ({ id, finishedOn, leftOn })),
})
