import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'
import { migrate } from '../../src/cli/migrate.ts'
import { type ServeOptions, type Server, serve } from '../../src/cli/serve.ts'

/**
 * The real bundle in workerd on a free port, with an empty, migrated database in memory. Inside a test it closes itself
 * when the test ends; in `beforeAll` the caller closes it in `afterAll`. `host` is the name it goes by.
 */
export async function startWorkerd(
  vars: Record<string, string> = {},
  { host = '127.0.0.1', ...options }: Partial<Omit<ServeOptions, 'vars' | 'port'>> & { host?: string } = {},
): Promise<Server> {
  const port = await freePort()
  const defaults = {
    PUBLIC_ORIGIN: `http://${host}:${port}`,
    SECRET_KEYS: 'test-key-0123456789abcdef0123456789abcdef',
  }
  const server = await serve({ stateDir: null, cron: false, ...options, port, vars: { ...defaults, ...vars } })
  await migrate(server.db)
  closeAfterTest(server)
  return server
}

function closeAfterTest(server: Server): void {
  try {
    onTestFinished(() => server.close())
  } catch {
    // Outside a test vitest has nothing to attach this to.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
