import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient, type InValue } from '@libsql/client'
import { onTestFinished } from 'vitest'
import { migrate } from '../../src/cli/migrate.ts'
import type { Given } from './given-rows.ts'

/** A database file of ours is open without its name, so that nothing of it outlives the process. */
const freshPath = () => join(tmpdir(), `onward-test-${randomUUID()}`)

/** Migrating an empty database costs many times what copying a migrated one does, and so does filling one. */
let migrated: Promise<Buffer> | undefined
const filled = new WeakMap<Given, Promise<Buffer>>()

/** An empty, migrated database of its own, or one with what is given. */
export async function openTestLibsql(given?: Given): Promise<Client> {
  migrated ??= written((client) => migrate(client))
  if (!given) return openCopy(await migrated)
  const bytes = filled.get(given) ?? migrated.then((empty) => filledWith(given, empty))
  filled.set(given, bytes)
  return openCopy(await bytes)
}

async function openCopy(bytes: Buffer): Promise<Client> {
  const path = freshPath()
  writeFileSync(path, bytes)
  const client = createClient({ url: `file:${path}`, concurrency: 1 })
  await client.executeMultiple('pragma synchronous = off; pragma journal_mode = memory')
  rmSync(path)
  closeAfterTest(client)
  return client
}

/** A thousand files held open fill the disk, and the memory where they are in memory. */
function closeAfterTest(client: Client): void {
  try {
    onTestFinished(() => client.close())
  } catch {
    // Outside a test vitest has nothing to attach this to.
  }
}

const filledWith = (given: Given, empty: Buffer) =>
  written((client) => client.batch(given.map(({ sql, params }) => ({ sql, args: params as InValue[] }))), empty)

/** The bytes of a database that something was written to. */
async function written(write: (client: Client) => Promise<unknown>, before?: Buffer): Promise<Buffer> {
  const path = freshPath()
  if (before) writeFileSync(path, before)
  const client = createClient({ url: `file:${path}` })
  await write(client)
  client.close()
  const bytes = readFileSync(path)
  rmSync(path)
  return bytes
}
