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
export function migratedBytes(): Promise<Buffer> {
  migrated ??= written((client) => migrate(client))
  return migrated
}

/** The path of a new database file with these bytes: empty and migrated where none are given. */
export async function databaseFile(bytes?: Buffer): Promise<string> {
  const path = freshPath()
  writeFileSync(path, bytes ?? (await migratedBytes()))
  return path
}

/** The bytes of a database that something was written to. */
export async function written(write: (client: Client) => Promise<unknown>, before?: Buffer): Promise<Buffer> {
  const path = freshPath()
  if (before) writeFileSync(path, before)
  const client = createClient({ url: `file:${path}` })
  await write(client)
  client.close()
  const bytes = readFileSync(path)
  rmSync(path)
  return bytes
}
