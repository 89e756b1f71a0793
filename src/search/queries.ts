import { sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { textMatch } from './text.ts'

/** Which of these opportunities hold the words; all of them where there is no word. However old, none is cut off. */
export async function listSpeaking(db: Db, q: string, seqs: readonly number[]): Promise<Set<number>> {
  const match = textMatch(q)
  if (!match) return new Set(seqs)
  const rows = await db.all<{ seq: number }>(
    sql`select rowid as seq from opportunity_text
      where opportunity_text match ${match} and rowid in (select value from json_each(${JSON.stringify(seqs)}))`,
  )
  return new Set(rows.map(({ seq }) => seq))
}
