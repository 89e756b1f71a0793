import type { D1Database } from '@cloudflare/workers-types'
import { Miniflare } from 'miniflare'
import { migrate } from '../../src/cli/migrate.ts'
import { d1Of, sqlWorker } from '../../src/cli/sql-worker.ts'
import { databaseId, localOptions } from '../../src/cli/state.ts'

/** Opening one costs half a second: a file shares it, and empties it between tests. */
let shared: Promise<D1Database> | undefined

export async function openTestD1(): Promise<D1Database> {
  shared ??= open()
  const d1 = await shared
  await empty(d1)
  return d1
}

async function open(): Promise<D1Database> {
  const miniflare = new Miniflare({ ...localOptions(null), workers: [sqlWorker(databaseId)] })
  const d1 = await d1Of(miniflare)
  await migrate(d1)
  return d1
}

async function empty(d1: D1Database): Promise<void> {
  const { results } = await d1
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_%' escape '\\' and name not like 'opportunity_text%' and name <> 'versions'",
    )
    .all<{ name: string }>()
  await d1.batch([
    d1.prepare('pragma defer_foreign_keys = on'),
    ...results.map(({ name }) => d1.prepare(`delete from "${name}"`)),
    d1.prepare("update versions set value = 1 where name = 'board'"),
  ])
}
