import { sql } from 'drizzle-orm'
import { searchWords } from '../../web/emails/search-words.ts'
import type { Ctx } from '../context.ts'
import { groups } from '../groups/table.ts'
import { organizations } from '../organizations/table.ts'
import { openings } from '../search/openings.ts'
import { kindWords } from './naming.ts'
import type { Subscription } from './queries.ts'

type Subject = Pick<Subscription, 'kind' | 'query' | 'subjectId'>

/** What subscriptions tell of, in words with the names of today, in their order. */
export async function wordsOf(ctx: Ctx, subscriptions: readonly Subject[]): Promise<string[]> {
  const [{ index }, names] = await Promise.all([openings(ctx), namesOf(ctx, subscriptions)])
  return subscriptions.map(({ kind, query, subjectId }) =>
    kind === 'search' ? searchWords(query, index) : kindWords(kind, names.get(subjectId ?? '') ?? ''),
  )
}

export async function wordsFor(ctx: Ctx, subscription: Subject): Promise<string> {
  const [words = ''] = await wordsOf(ctx, [subscription])
  return words
}

async function namesOf({ db }: Ctx, subscriptions: readonly Subject[]): Promise<Map<string, string>> {
  const ids = subscriptions.flatMap(({ subjectId }) => subjectId ?? [])
  if (!ids.length) return new Map()
  const among = sql`(select value from json_each(${JSON.stringify(ids)}))`
  const rows = await db.batch([
    db.select({ id: organizations.id, name: organizations.name }).from(organizations).where(sql`id in ${among}`),
    db.select({ id: groups.id, name: groups.name }).from(groups).where(sql`id in ${among}`),
  ])
  return new Map(rows.flat().map(({ id, name }) => [id, name]))
}
