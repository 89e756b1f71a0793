import { resolve } from 'node:path'
import { clockOffset } from './clock.ts'
import { migrate } from './migrate.ts'
import { secretKeys } from './secret-keys.ts'
import { type Server, serve } from './serve.ts'
import { defaultStateDir, openState } from './state.ts'

const passedOn = [
  'LIBSQL_URL',
  'LIBSQL_AUTH_TOKEN',
  'MAIL_TRANSPORT',
  'MAIL_FROM',
  'SMTP_URL',
  'MAIL_API_URL',
  'MAIL_API_KEY',
  'MAIL_API_BATCH_URL',
  'MAIL_RATE',
  'MAIL_BOUNCES',
  'MAIL_WEBHOOK_SECRET',
  'DKIM_DOMAIN',
  'DKIM_SELECTOR',
  'DKIM_PRIVATE_KEY',
  'OUTBOUND_ALLOW',
]

/** Serves the production bundle with the variables of this process, on a migrated database; stops with the process. */
export async function launch(defaults: { port: number; origin: (port: number) => string }): Promise<Server> {
  const { env } = process
  const port = readPort(env.PORT, defaults.port)
  const stateDir = resolve(env.STATE_DIR ?? defaultStateDir)
  const offset = clockOffset(env.CLOCK)
  const vars: Record<string, string> = {
    PUBLIC_ORIGIN: env.PUBLIC_ORIGIN ?? defaults.origin(port),
    SECRET_KEYS: secretKeys(env.SECRET_KEYS, stateDir),
    CLOCK_OFFSET_MS: String(offset),
  }
  for (const name of passedOn) if (env[name]) vars[name] = env[name]
  await bringUpToDate(stateDir, env)
  const server = await serve({ port, stateDir, vars, cron: true, clockOffset: offset })
  await checkAnswers(server)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => server.close().then(() => process.exit(0)))
  return server
}

/** Before anybody can ask, so that no request meets tables of an earlier version. */
async function bringUpToDate(stateDir: string, { LIBSQL_URL, LIBSQL_AUTH_TOKEN }: NodeJS.ProcessEnv): Promise<void> {
  const state = await openState({ stateDir, libsqlUrl: LIBSQL_URL, libsqlAuthToken: LIBSQL_AUTH_TOKEN })
  await migrate(state.libsql ?? state.d1).finally(state.close)
}

function readPort(text: string | undefined, otherwise: number): number {
  const port = Number(text ?? otherwise)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`PORT is “${text}”; give a port number such as ${otherwise} in the environment`)
}

/** A bad variable shows at the first request; better it shows now. */
async function checkAnswers(server: Server): Promise<void> {
  const answer = await fetch(`${server.url}/healthz`)
  if (answer.status === 500) {
    await server.close()
    throw new Error('The service does not start: see the message above')
  }
}
