import { rmSync } from 'node:fs'
import { type Client, createClient, type InValue } from '@libsql/client'
import { onTestFinished } from 'vitest'
import { databaseFile, migratedBytes, written } from './database-file.ts'
import type { Given } from './given-rows.ts'
import './prepared-once.ts'

/** Filling a database costs many times what copying a filled one does. */
const filled = new WeakMap<Given, Promise<Buffer>>()

/** An empty, migrated database of its own, or one with what is given. */
export async function openTestLibsql(given?: Given): Promise<Client> {
  const path = await databaseFile(given && (await filledWith(given)))
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

function filledWith(given: Given): Promise<Buffer> {
  const rows = given.map(({ sql, params }) => ({ sql, args: params as InValue[] }))
  const bytes = filled.get(given) ?? migratedBytes().then((empty) => written((client) => client.batch(rows), empty))
  filled.set(given, bytes)
  return bytes
}
