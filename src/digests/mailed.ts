import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Db } from '../db/client.ts'
import type { Claimed } from './claiming.ts'
import { type Mailed, mailedKey } from './drafting.ts'

/**
 * What these readers were mailed among some items, whichever subscription it was for; what the claimed digests recorded
 * themselves, at a try that was surely refused, does not count. Read by reader: a reader has few rows, subjects are many.
 */
export const selectMailed = (ctx: Ctx, readers: readonly Claimed[], among: SQL) =>
  ctx.db.all<{ emailKey: string; mailed: string }>(sql`
    select email_key as "emailKey", json_group_array(json_array(subject_id, occasion)) as mailed from digest_items
    where email_key in (select value from json_each(${JSON.stringify([...new Set(readers.map(({ reader }) => reader.emailKey))])}))
      and ${among}
      and subscription_id || ' ' || period not in (
        select value from json_each(${JSON.stringify(readers.map(({ subscriptionId, period }) => `${subscriptionId} ${period}`))}))
    group by email_key`)

/** Frees what digests recorded for the next ones, found by their readers: `which` is a condition on `d`. */
export const forgetMailed = (db: Db, which: SQL) =>
  db.run(sql`delete from digest_items where (email_key, subscription_id, period) in (
    select s.email_key, d.subscription_id, d.period from digests d join subscriptions s on s.id = d.subscription_id
    where ${which})`)

export const ofSubjects = (ids: readonly string[]) =>
  sql`+subject_id in (select value from json_each(${JSON.stringify(ids)}))`

export function mailedOf(rows: Awaited<ReturnType<typeof selectMailed>>): Mailed {
  const mailed: Mailed = new Set()
  for (const row of rows)
    for (const [subjectId, occasion] of JSON.parse(row.mailed) as [string, string][])
      mailed.add(mailedKey(row.emailKey, { subjectId, occasion }))
  return mailed
}
