import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import Database from 'libsql'
import { migrate } from '../../src/cli/migrate.ts'
import { openState } from '../../src/cli/state.ts'
import type { Ctx } from '../../src/context.ts'
import { type Db, openD1, openLibsql } from '../../src/db/client.ts'
import { makeSecrets } from '../../src/secrets.ts'
import { fillBoards } from './board.ts'

export const NOW = Date.parse('2026-11-21T12:00:00Z')
export const SECRET = 'bench-key-0123456789abcdef0123456789abcdef'

/** One board of a size: where D1 is kept for a server, and the same rows in libSQL inside this process. */
export type Board = {
  open: number
  ids: string[]
  stateDir: string
  client: Client
  db: Db
  /** The same file, for peers that prepare their statements once. */
  sql: Database.Database
  close(): void
}

export async function makeBoard(open: number): Promise<Board> {
  const folder = mkdtempSync(join(tmpdir(), 'onward-bench-'))
  const file = join(folder, 'board.db')
  const stateDir = join(folder, 'd1')
  const client = createClient({ url: `file:${file}` })
  await client.execute('pragma journal_mode = wal')
  await client.execute('pragma synchronous = off')
  await migrate(client)
  const db = openLibsql(client)
  const ids = await fillWithD1(db, stateDir, open)
  const sql = new Database(file)
  const close = () => {
    sql.close()
    client.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { open, ids, stateDir, client, db, sql, close }
}

const fillWithD1 = (db: Db, stateDir: string, open: number) => withD1(stateDir, (d1) => fillBoards([db, d1], open, NOW))

/** The D1 that is kept in a folder, with every migration, as long as it takes. */
export async function withD1<T>(stateDir: string, use: (db: Db) => Promise<T>): Promise<T> {
  const state = await openState({ stateDir })
  try {
    if (!state.d1) throw new Error('No D1 there')
    await migrate(state.d1)
    return await use(openD1(state.d1))
  } finally {
    await state.close()
  }
}

/** A request's context over a database of this process, at an instant that never moves. */
export function contextOver(db: Db, origin = 'http://bench.test'): Ctx {
  const refuse = () => Promise.reject(new Error('Nothing is sent here'))
  let ids = 0
  return {
    db,
    actor: { type: 'anonymous' },
    now: NOW,
    elapsed: () => 0,
    newId: (prefix) => `${prefix}_${ids++}`,
    mail: { keepsMail: false, keepsKeys: true, send: refuse },
    queue: { send: refuse },
    fetch: refuse,
    origin,
    secrets: makeSecrets([SECRET]),
  }
}
