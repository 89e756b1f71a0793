import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { migrate } from '../../src/cli/migrate.ts'

/** A database file of ours is open without its name, so that nothing of it outlives the process. */
const freshPath = () => join(tmpdir(), `onward-test-${randomUUID()}`)

/** Migrating an empty database costs many times what copying a migrated one does. */
let migrated: Promise<Buffer> | undefined

/** The path of an empty, migrated database file. */
export async function freshDatabaseFile(): Promise<string> {
  migrated ??= migrateOnce()
  const bytes = await migrated
  const path = freshPath()
  writeFileSync(path, bytes)
  return path
}

/** An empty, migrated database of its own. */
export async function openTestLibsql(): Promise<Client> {
  const path = await freshDatabaseFile()
  const client = createClient({ url: `file:${path}`, concurrency: 1 })
  await client.executeMultiple('pragma synchronous = off; pragma journal_mode = memory')
  rmSync(path)
  return client
}

async function migrateOnce(): Promise<Buffer> {
  const path = freshPath()
  const client = createClient({ url: `file:${path}` })
  await migrate(client)
  client.close()
  const bytes = readFileSync(path)
  rmSync(path)
  return bytes
}
