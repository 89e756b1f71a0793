import { join } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import { type Client, createClient } from '@libsql/client'
import type { MiniflareOptions } from 'miniflare'
import { tieWorkerd } from './runtime.ts'
import { d1Of, sqlWorker } from './sql-worker.ts'
import { startPatiently } from './starting.ts'

export const defaultStateDir = join(import.meta.dirname, '../../.state')

// Not the id in wrangler.toml: that one changes on the first deploy, and the local data must stay.
export const databaseId = 'onward'

export type State = { close(): Promise<void> } & (
  | { d1: D1Database; libsql?: undefined }
  | { d1?: undefined; libsql: Client }
)

/** The database that `serve` uses for the same `stateDir`, or libSQL where a URL is given; a server may be running on it. */
export async function openState(options: {
  stateDir?: string | undefined
  libsqlUrl?: string | undefined
  libsqlAuthToken?: string | undefined
}): Promise<State> {
  return options.libsqlUrl
    ? openLibsql(options.libsqlUrl, options.libsqlAuthToken)
    : openD1(options.stateDir || defaultStateDir)
}

async function openLibsql(url: string, authToken: string | undefined): Promise<State> {
  const libsql = createClient(authToken ? { url, authToken } : { url })
  if (!url.startsWith('file:')) return { libsql, close: async () => libsql.close() }
  // As D1 keeps its file: what is committed survives a kill without a wait for the disk, and readers never wait.
  for (const pragma of ['journal_mode = wal', 'synchronous = normal', 'cache_size = -32000'])
    await libsql.execute(`pragma ${pragma}`)
  const close = async () => {
    // What waits beside the file goes into it, so that it may be copied alone.
    await libsql.execute('pragma wal_checkpoint(truncate)')
    libsql.close()
  }
  return { libsql, close }
}

function openD1(stateDir: string): Promise<State> {
  return startPatiently(async () => {
    // Half a second to load, which a command on libSQL need not wait for.
    const { Log, LogLevel, Miniflare } = await import('miniflare')
    const workers = [sqlWorker(databaseId)]
    const miniflare = new Miniflare({ ...localOptions(stateDir), log: new Log(LogLevel.WARN), workers })
    try {
      return { d1: await d1Of(miniflare), close: () => miniflare.dispose() }
    } catch (error) {
      await miniflare.dispose()
      throw error
    }
  })
}

/** Miniflare's settings for every local run: no requests of its own to the internet, nothing outside `stateDir`. */
export function localOptions(stateDir: string | null): Omit<MiniflareOptions, 'workers'> {
  tieWorkerd()
  const kept = stateDir === null ? {} : { resourcePersistencePath: stateDir }
  return { ...kept, host: '127.0.0.1', cf: false, enableDevRegistry: false, logRequests: false }
}
