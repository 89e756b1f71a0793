import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { insertMany } from '../../db/bulk.ts'
import type { Statement } from '../../db/client.ts'
import type { Participant } from './records.ts'
import { participantAliases } from './table.ts'

type Alias = { kind: 'external' | 'email' | 'name'; value: string | null }

/** Who a record was stays known as `participantId`: the next import of the same list finds them under what it says. */
export function knownAs(
  { db }: Ctx,
  { groupId, emailKey, externalId, nameKey }: Participant,
  participantId: string,
): Statement[] {
  const isOnlyNamed = emailKey === null && externalId === null
  const aliases: Alias[] = [
    { kind: 'email', value: emailKey },
    { kind: 'external', value: externalId },
    { kind: 'name', value: isOnlyNamed && nameKey ? nameKey : null },
  ]
  return insertMany(
    db,
    participantAliases,
    aliases.flatMap(({ kind, value }) => (value === null ? [] : [{ groupId, kind, value, participantId }])),
    sql`on conflict (group_id, kind, value) do update set participant_id = excluded.participant_id`,
  )
}
