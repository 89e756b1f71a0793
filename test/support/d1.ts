import type { D1Database } from '@cloudflare/workers-types'
import { Miniflare } from 'miniflare'
import { migrate } from '../../src/cli/migrate.ts'
import { d1Of, sqlWorker } from '../../src/cli/sql-worker.ts'
import { databaseId, localOptions } from '../../src/cli/state.ts'
import type { Given } from './given-rows.ts'

/** Opening one costs half a second: files share it, and each test begins by emptying it. */
let shared: Promise<{ d1: D1Database; emptying: string }> | undefined

/** An empty, migrated database, or one with what is given. */
export async function openTestD1(given: Given = []): Promise<D1Database> {
  shared ??= open()
  const { d1, emptying } = await shared
  await d1.batch([d1.prepare(emptying), ...given.map(({ sql, params }) => d1.prepare(sql).bind(...params))])
  return d1
}

async function open() {
  const miniflare = new Miniflare({ ...localOptions(null), workers: [sqlWorker(databaseId)] })
  const d1 = await d1Of(miniflare)
  await migrate(d1)
  return { d1, emptying: await emptyingOf(d1) }
}

/**
 * One text, for D1 counts and reports on every statement of a batch, and there is one for each table. What triggers write
 * while others are emptied is emptied last.
 */
async function emptyingOf(d1: D1Database): Promise<string> {
  const { results } = await d1
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_%' escape '\\' and name not like 'opportunity_text%' and name <> 'versions'",
    )
    .all<{ name: string }>()
  const triggers = await d1.prepare("select sql from sqlite_master where type = 'trigger'").all<{ sql: string }>()
  const written = new Set(
    triggers.results.flatMap(({ sql }) => [...sql.matchAll(/insert (?:or \w+ )?into (\w+)/gi)].map(([, name]) => name)),
  )
  const names = results.map(({ name }) => name).sort((a, b) => Number(written.has(a)) - Number(written.has(b)))
  return [
    'pragma defer_foreign_keys = on',
    ...names.map((name) => `delete from "${name}"`),
    "update versions set value = 1 where name = 'board'",
  ].join(';')
}
