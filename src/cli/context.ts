import type { Ctx } from '../context.ts'
import { openD1, openLibsql } from '../db/client.ts'
import { newId } from '../ids.ts'
import { makeSecrets, splitKeys } from '../secrets.ts'
import { clockOffset } from './clock.ts'
import { migrate } from './migrate.ts'
import { secretKeys } from './secret-keys.ts'
import { defaultStateDir, openState } from './state.ts'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * What a command works with: the database of `STATE_DIR` or `LIBSQL_URL`, brought up to date, and the time that `CLOCK`
 * says it is. A server may be running on the same database.
 */
export async function cliContext(
  job: string,
  env: Variables = process.env,
): Promise<{ ctx: Ctx; close(): Promise<void> }> {
  const now = Date.now() + clockOffset(env.CLOCK)
  const startedAt = performance.now()
  const { STATE_DIR: stateDir, LIBSQL_URL: libsqlUrl, LIBSQL_AUTH_TOKEN: libsqlAuthToken } = env
  const state = await openState({ stateDir, libsqlUrl, libsqlAuthToken })
  const db = state.libsql ? openLibsql(state.libsql) : openD1(state.d1)
  await migrate(state.libsql ?? state.d1)
  const ctx: Ctx = {
    db,
    actor: { type: 'system', job },
    now,
    elapsed: () => 0,
    // Each with its own moment: what is written together then lies together, in every index that begins with an id.
    newId: (prefix) => newId(prefix, now + Math.floor(performance.now() - startedAt)),
    mail: { keepsKeys: false, keepsMail: false, send: unavailable },
    queue: { send: unavailable },
    fetch: unavailable,
    origin: env.PUBLIC_ORIGIN ?? 'http://localhost:8787',
    secrets: makeSecrets(splitKeys(secretKeys(env.SECRET_KEYS, stateDir ?? defaultStateDir))),
  }
  return { ctx, close: state.close }
}

async function unavailable(): Promise<never> {
  throw new Error('Mail, queue and network are not available in commands')
}
