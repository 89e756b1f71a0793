import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import type { Client } from '@libsql/client'
import { splitSql } from '../db/split-sql.ts'

export interface Migration {
  name: string
  statements: string[]
}

const folder = join(import.meta.dirname, '../../migrations')

export function migrationFiles(directory = folder): Migration[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => ({ name, statements: splitSql(readFileSync(join(directory, name), 'utf8')) }))
}

/** Applies what is missing, each file and its record in one atomic batch, and says which files those were. */
export async function migrate(db: D1Database | Client, files = migrationFiles()): Promise<string[]> {
  const port = 'prepare' in db ? overD1(db) : overLibsql(db)
  await port.batch(['create table if not exists _migrations (name text primary key) strict'])
  const applied = new Set(await port.names())
  const missing = files.filter(({ name }) => !applied.has(name))
  for (const { name, statements } of missing) {
    const record = `insert into _migrations (name) values ('${name.replaceAll("'", "''")}')`
    await port.batch([record, ...statements]).catch((error) => {
      throw new Error(`migrations/${name}: ${error.message}`, { cause: error })
    })
  }
  return missing.map(({ name }) => name)
}

interface Port {
  batch(statements: string[]): Promise<unknown>
  names(): Promise<string[]>
}

const names = 'select name from _migrations'

function overD1(db: D1Database): Port {
  return {
    batch: (statements) => db.batch(statements.map((sql) => db.prepare(sql))),
    names: async () => (await db.prepare(names).all<{ name: string }>()).results.map(({ name }) => name),
  }
}

function overLibsql(db: Client): Port {
  return {
    batch: (statements) => db.batch(statements, 'write'),
    names: async () => (await db.execute(names)).rows.map(({ name }) => String(name)),
  }
}
