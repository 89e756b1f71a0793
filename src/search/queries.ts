import { sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { textMatch } from './text.ts'

/** For some searched words, the numbers of the opportunities that hold them; words that say nothing are not in it. */
export type Speaking = ReadonlyMap<string, ReadonlySet<number>>

const matchesOf = (words: Iterable<string>) =>
  [...new Set(words)].flatMap((q) => {
    const match = textMatch(q)
    return match ? [[q, match] as const] : []
  })

/** Which of these opportunities hold which words, in one statement; however old one is, none is cut off. */
export const selectSpeaking = (db: Db, words: Iterable<string>, seqs: readonly number[]) =>
  db.all<{ q: string; seq: number }>(sql`
    select j.value ->> 0 as q, t.rowid as seq
    from json_each(${JSON.stringify(matchesOf(words))}) j cross join opportunity_text t
    where t.opportunity_text match (j.value ->> 1)
      and t.rowid in (select value from json_each(${JSON.stringify(seqs)}))`)

export function speakingOf(words: Iterable<string>, rows: readonly { q: string; seq: number }[]): Speaking {
  const found = new Map(matchesOf(words).map(([q]) => [q, new Set<number>()]))
  for (const { q, seq } of rows) found.get(q)?.add(seq)
  return found
}
