import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { type Migration, migrate, migrationFiles } from '../src/cli/migrate.ts'

async function declaredTables(): Promise<SQLiteTable[]> {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('table.ts'))
  const modules = await Promise.all(
    files.map((file) => import(join('../src', file)) as Promise<Record<string, unknown>>),
  )
  return modules.flatMap((module) => Object.values(module)).filter((value) => value instanceof SQLiteTable)
}

type Column = { name: string; notNull: boolean; type: string; key: boolean }

/** How the tables of the code differ from those that the migrations make. */
async function drift(files: Migration[]): Promise<string[]> {
  const client = createClient({ url: ':memory:' })
  await migrate(client, files)
  const differences: string[] = []
  for (const table of await declaredTables()) {
    const { name, columns, primaryKeys } = getTableConfig(table)
    const keys = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)))
    const declared: Column[] = columns.map((c) => ({
      name: c.name,
      notNull: c.notNull || c.primary,
      type: c.getSQLType(),
      key: c.primary || keys.has(c.name),
    }))
    const { rows } = await client.execute({
      sql: 'select name, "notnull", type, pk from pragma_table_info(?)',
      args: [name],
    })
    const actual: Column[] = rows.map((row) => ({
      name: String(row.name),
      notNull: Boolean(row.notnull),
      type: String(row.type).toLowerCase(),
      key: Number(row.pk) > 0,
    }))
    for (let i = 0; i < Math.max(declared.length, actual.length); i++) {
      const [code, made] = [declared[i], actual[i]].map((column) => JSON.stringify(column))
      if (code !== made) differences.push(`${name}: the code says ${code}, the migrations say ${made}`)
    }
  }
  return differences
}

test('every Drizzle table is what the migrations make', async () => expect(await drift(migrationFiles())).toEqual([]))

test('a changed migration is noticed', async () => {
  const changed = migrationFiles().map((file) => ({
    ...file,
    statements: file.statements.map((sql) => sql.replace('reopened integer not null', 'reopened text not null')),
  }))
  expect(await drift(changed)).toEqual([expect.stringContaining('opportunities:')])
})

test('applying the migrations again changes nothing', async () => {
  const client = createClient({ url: ':memory:' })
  expect(await migrate(client)).toHaveLength(migrationFiles().length)
  expect(await migrate(client)).toEqual([])
})
