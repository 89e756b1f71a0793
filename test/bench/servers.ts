import { build } from 'esbuild'
import { type Built, root } from '../../src/cli/build.ts'
import { type Server, serve } from '../../src/cli/serve.ts'
import { NOW, SECRET } from './database.ts'
import { type Measured, measured, startBare } from './workerd.ts'

export const HOST = 'bench.test'

const bare = `export default { fetch() { return new Response('ok') } }`
const hono = `
  import { Hono } from 'hono'
  export default new Hono()
    .get('/', (c) => c.text('ok'))
    .get('/d1', async (c) => c.json(await c.env.DB.prepare('select 1 as one').first()))
`

export const startRaw = ({ config }: Built) => measured(() => startBare(bare, config))

/** Hono as the real worker bundles it, and next to nothing on it. */
export async function startHono({ config }: Built) {
  const contents = await honoWorker()
  return measured(() => startBare(contents, config))
}

async function honoWorker(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: hono, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** The real worker, alone in its process, on a board that is there already. */
export const startReal = (stateDir: string): Promise<Measured<Server>> =>
  measured(() =>
    serve({
      port: 0,
      stateDir,
      cron: false,
      direct: true,
      vars: { PUBLIC_ORIGIN: `http://${HOST}`, SECRET_KEYS: SECRET, CLOCK_OFFSET_MS: String(NOW - Date.now()) },
    }),
  )
