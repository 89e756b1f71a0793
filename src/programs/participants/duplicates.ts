import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { isNear } from '../../text/near-names.ts'

const MOST_SHOWN = 50
const MOST_LOOKED_AT = 500

export type Alike = { id: string; name: string; hasMailbox: boolean; externalId: string | null; cohorts: string }
export type Duplicate = { first: Alike; second: Alike; why: 'name' | 'address' }

type Side = { id: string; name: string; email: string | null; externalId: string | null; cohorts: string }
type Pair = { first: string; second: string; why: 'name' | 'address' }

const side = (alias: 'a' | 'b') => {
  const of = sql.raw(alias)
  return sql`json_object('id', ${of}.id, 'name', ${of}.name, 'email', ${of}.email, 'externalId', ${of}.external_id,
    'cohorts', coalesce((select group_concat(r.name || ' ' || c.number, ', ') from participations n
      join cohorts c on c.id = n.cohort_id join programs r on r.id = c.program_id where n.participant_id = ${of}.id), ''))`
}

const isThere = (alias: 'a' | 'b', groupId: string) => {
  const of = sql.raw(alias)
  return sql`${of}.group_id = ${groupId} and ${of}.erased_at is null and ${of}.objected_at is null`
}

const localPart = (alias: 'a' | 'b' | 'p') => sql.raw(`substr(lower(${alias}.email), 1, instr(${alias}.email, '@'))`)

/**
 * Pairs that are probably one person: of the same name as compared, or with addresses that a slip of the pen tells apart.
 * Whoever somebody told apart is not among them.
 */
export async function listDuplicates({ db }: Ctx, groupId: string): Promise<Duplicate[]> {
  const pairs = (why: Pair['why'], key: SQL, matching: SQL) =>
    db.all<Pair>(sql`with twice as (select ${key} as key from participants p where p.group_id = ${groupId}
        and p.erased_at is null and p.objected_at is null and ${key} <> '' group by 1 having count(*) > 1 limit ${MOST_LOOKED_AT})
      select ${why} as why, ${side('a')} as first, ${side('b')} as second
      from twice join participants a on ${isThere('a', groupId)} and ${matching}
      join participants b on ${isThere('b', groupId)} and b.id > a.id and ${why === 'name' ? sql`b.name_key = a.name_key` : sql`${localPart('b')} = ${localPart('a')} and b.name_key <> a.name_key`}
      where not exists (select 1 from participant_differences d where d.participant_id = a.id and d.other_id = b.id)
      order by a.name_key, a.id limit ${MOST_LOOKED_AT}`)
  const [byName, byAddress] = await db.batch([
    pairs('name', sql`p.name_key`, sql`a.name_key = twice.key`),
    pairs('address', localPart('p'), sql`${localPart('a')} = twice.key`),
  ])
  return [...byName, ...byAddress]
    .map(({ first, second, why }) => ({ first: JSON.parse(first) as Side, second: JSON.parse(second) as Side, why }))
    .filter(({ first, second, why }) => why === 'name' || isNear(first.email ?? '', second.email ?? ''))
    .slice(0, MOST_SHOWN)
    .map(({ first, second, why }) => ({ first: alike(first), second: alike(second), why }))
}

const alike = ({ email, ...shown }: Side): Alike => ({ ...shown, hasMailbox: email !== null })
