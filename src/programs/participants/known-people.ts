import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import type { Db } from '../../db/client.ts'
import type { Engagement, Stage } from '../schema.ts'
import type { participants, participations } from '../table.ts'

export type KnownRecord = typeof participants.$inferSelect
export type Participation = typeof participations.$inferSelect
type Dated = { participantId: string; on: string; at: number; id: string }
type StageOn = Dated & { stage: Stage }
type EngagementOn = Dated & { engagement: Engagement }

/** By what a list names people: keyed hashes of addresses, ids, and folded names of those with neither. */
export type Keys = { emailKeys: string[]; externalIds: string[]; nameKeys: string[] }

/** What a group holds of the people that a list names, and whom it must not hold. */
export type Known = {
  byEmail: Map<string, string>
  byExternal: Map<string, string>
  byName: Map<string, string>
  records: Map<string, KnownRecord>
  parts: Map<string, Participation[]>
  stages: Map<string, StageOn[]>
  engagements: Map<string, EngagementOn[]>
  /** Keyed hashes of addresses whose owners had themselves erased or objected. */
  refused: Set<string>
}

const values = (list: readonly string[]) => sql`(select value from json_each(${JSON.stringify(list)}))`

/** Reads it in two round trips, however many people there are; in one where none of them is known. */
export async function findKnown(ctx: Ctx, groupId: string, keys: Keys): Promise<Known> {
  const { db } = ctx
  const [byEmail, byExternal, byName, aliases, erased, objected] = await db.batch([
    pairs(
      db,
      sql`select email_key as key, id from participants
      where group_id = ${groupId} and email_key in ${values(keys.emailKeys)}`,
    ),
    pairs(
      db,
      sql`select external_id as key, id from participants
      where group_id = ${groupId} and external_id in ${values(keys.externalIds)}`,
    ),
    pairs(
      db,
      sql`select name_key as key, min(id) as id from participants
      where group_id = ${groupId} and name_key in ${values(keys.nameKeys)} and name_key <> ''
        and email_key is null and external_id is null group by name_key`,
    ),
    db.all<{ kind: 'email' | 'external' | 'name'; key: string; id: string }>(
      sql`select kind, value as key, participant_id as id from participant_aliases where group_id = ${groupId} and (
        (kind = 'email' and value in ${values(keys.emailKeys)}) or (kind = 'external' and value in ${values(keys.externalIds)})
        or (kind = 'name' and value in ${values(keys.nameKeys)}))`,
    ),
    db.all<{ key: string }>(
      sql`select email_key as key from erasures where lifted_at is null and email_key in ${values(keys.emailKeys)}`,
    ),
    db.all<{ key: string }>(
      sql`select email_key as key from objections where group_id = ${groupId} and email_key in ${values(keys.emailKeys)}`,
    ),
  ])
  const also = (kind: string) => aliases.filter((alias) => alias.kind === kind)
  const found = {
    byEmail: mapOf([...also('email'), ...byEmail]),
    byExternal: mapOf([...also('external'), ...byExternal]),
    byName: mapOf([...also('name'), ...byName]),
    refused: new Set([...erased, ...objected].map(({ key }) => key)),
  }
  const ids = [...found.byEmail.values(), ...found.byExternal.values(), ...found.byName.values()]
  return { ...found, ...(await findRecords(ctx, [...new Set(ids)])) }
}

const pairs = (db: Db, query: ReturnType<typeof sql>) => db.all<{ key: string; id: string }>(query)
const mapOf = (rows: readonly { key: string; id: string }[]) => new Map(rows.map(({ key, id }) => [key, id]))

/** Records by their ids, with all that is dated. */
async function findRecords({ db }: Ctx, ids: readonly string[]) {
  if (!ids.length) return { records: new Map(), parts: new Map(), stages: new Map(), engagements: new Map() }
  const [records, parts, stages, engagements] = await db.batch([
    db.all<KnownRecord>(sql`select id, group_id as "groupId", person_id as "personId", name, name_key as "nameKey", email,
      email_key as "emailKey", external_id as "externalId", basis, basis_by as "basisBy", basis_at as "basisAt",
      told_at as "toldAt", objected_at as "objectedAt", erased_at as "erasedAt", version, created_at as "createdAt",
      updated_at as "updatedAt" from participants where id in ${values(ids)}`),
    db.all<Participation>(sql`select id, participant_id as "participantId", cohort_id as "cohortId", role,
      finished_on as "finishedOn", left_on as "leftOn", import_id as "importId", created_at as "createdAt",
      updated_at as "updatedAt" from participations where participant_id in ${values(ids)}`),
    db.all<StageOn>(sql`select id, participant_id as "participantId", happened_on as "on", at, stage from stage_changes
      where participant_id in ${values(ids)} order by happened_on, at, id`),
    db.all<EngagementOn>(sql`select id, participant_id as "participantId", happened_on as "on", at, engagement
      from engagement_changes where participant_id in ${values(ids)} order by happened_on, at, id`),
  ])
  return {
    records: new Map(records.map((record) => [record.id, record])),
    parts: Map.groupBy(parts, ({ participantId }) => participantId),
    stages: Map.groupBy(stages, ({ participantId }) => participantId),
    engagements: Map.groupBy(engagements, ({ participantId }) => participantId),
  }
}
