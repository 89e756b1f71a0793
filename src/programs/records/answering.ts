import { type SQL, sql } from 'drizzle-orm'
import type { Ctx, Person } from '../../context.ts'
import { atomically, type Statement } from '../../db/client.ts'
import { conflict, forbidden, notFound } from '../../errors.ts'
import { recordEvent } from '../../events.ts'
import type { Basis } from '../schema.ts'
import type { RecordAnswer } from './schema.ts'
import { readRecordToken } from './tokens.ts'

/** A group's record of somebody, as they may see it. */
export type HeldRecord = {
  id: string
  groupId: string
  group: string
  name: string
  basis: Basis
  emailKey: string | null
  personId: string | null
  externalId: string | null
  parts: string
  stages: number
}

const select = ({ db }: Ctx, where: SQL) =>
  db.all<HeldRecord>(sql`select p.id, p.group_id as "groupId", g.name as "group", p.name, p.basis,
      p.email_key as "emailKey", p.person_id as "personId", p.external_id as "externalId",
      coalesce((select group_concat(r.name || ' ' || c.number, ', ') from participations n
        join cohorts c on c.id = n.cohort_id join programs r on r.id = c.program_id where n.participant_id = p.id), '') as parts,
      (select count(*) from stage_changes s where s.participant_id = p.id)
        + (select count(*) from engagement_changes e where e.participant_id = p.id) as stages
    from participants p join groups g on g.id = p.group_id
    where ${where} and p.erased_at is null and p.objected_at is null order by g.name, p.id limit 100`)

/** The record that a mailed link stands for, without changing anything. */
export async function readRecordByToken(ctx: Ctx, token: string): Promise<HeldRecord> {
  const [found] = await select(ctx, sql`p.id = ${await readRecordToken(ctx, token)}`)
  if (!found) throw notFound('Record')
  return found
}

const isOf = ({ id, emailKey }: Person) => sql`(p.person_id = ${id} or p.email_key = ${emailKey})`

/** The records that groups hold of who is signed in: claimed, or under the address they proved to be theirs. */
export const listOwnRecords = (ctx: Ctx, person: Person) => select(ctx, isOf(person))

/** One of them. */
export async function requireOwnRecord(ctx: Ctx, person: Person, id: string): Promise<HeldRecord> {
  const [found] = await select(ctx, sql`p.id = ${id} and ${isOf(person)}`)
  if (!found) throw notFound('Record')
  return found
}

/** Does what somebody says of a record that they have shown to be about them, by a mailed link or their mailbox. */
export async function answerRecord(ctx: Ctx, record: HeldRecord, answer: RecordAnswer): Promise<void> {
  if (answer === 'claim') return claim(ctx, record)
  const column = sql.raw(answer === 'object' ? 'objected_at' : 'erased_at')
  const { emailKey, groupId } = record
  const remember: Statement[] = emailKey
    ? [
        ctx.db.run(sql`insert into objections (group_id, email_key, objected_at) values (${groupId}, ${emailKey}, ${ctx.now})
          on conflict do nothing`),
      ]
    : []
  await atomically(ctx.db, [
    ...remember,
    ctx.db.run(sql`update stage_changes set source = '', evidence_url = null where participant_id = ${record.id}`),
    ctx.db.run(sql`update engagement_changes set source = '', evidence_url = null where participant_id = ${record.id}`),
    ctx.db.run(sql`update participants set name = '', email = null, email_key = null, external_id = null, person_id = null,
      ${column} = ${ctx.now}, version = version + 1, updated_at = ${ctx.now}
      where id = ${record.id} and erased_at is null and objected_at is null`),
    ...recordEvent(ctx, answer === 'object' ? 'record.objected' : 'record.erased', record.id),
  ])
}

/** Only the owner of the mailbox claims: a link may have been passed on. */
async function claim(ctx: Ctx, { id, emailKey, personId }: HeldRecord): Promise<void> {
  const { actor } = ctx
  if (actor.type !== 'person' || actor.emailKey !== emailKey) throw forbidden()
  if (personId === actor.id) return
  const [claimed] = await ctx.db.batch([
    ctx.db.all<{ id: string }>(sql`update participants set person_id = ${actor.id},
      told_at = coalesce(told_at, ${ctx.now}), version = version + 1,
      updated_at = ${ctx.now} where id = ${id} and person_id is null and email_key = ${actor.emailKey} returning id`),
    ...recordEvent(ctx, 'record.claimed', id),
  ])
  if (!claimed.length) throw conflict('Somebody else has claimed this record')
}
