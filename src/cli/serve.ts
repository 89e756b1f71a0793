import { readFileSync } from 'node:fs'
import type { D1Database } from '@cloudflare/workers-types'
import { Log, LogLevel, Miniflare, type WorkerOptions } from 'miniflare'
import { type Built, buildAll } from './build.ts'
import { doorWorker } from './door.ts'
import { d1Of, sqlWorker } from './sql-worker.ts'
import { startPatiently } from './starting.ts'
import { databaseId, localOptions } from './state.ts'

export interface ServeOptions {
  /** 0 takes any free port. */
  port: number
  /** Where D1 is kept; null keeps it in memory. */
  stateDir: string | null
  vars: Record<string, string>
  /** Fires the cron handler at every quarter of an hour. */
  cron: boolean
  /** Milliseconds that the service's clock is ahead of the real one. */
  clockOffset?: number
  /** Adds `directUrl`: the bare worker without Miniflare's entry, static files and cron trigger, for benchmarks. */
  direct?: boolean
  /** Takes mail for the `email` handler at `POST /cdn-cgi/local/email?from=...&to=...`, for trials only. */
  inbound?: boolean
}

export interface Server {
  url: string
  directUrl: string | undefined
  db: D1Database
  /** Runs the cron handler as if it were `timeMs`; rejects when the handler does. */
  scheduled(timeMs: number): Promise<void>
  close(): Promise<void>
}

const name = 'onward'
const quarter = 15 * 60 * 1000

/** Runs the production bundle in workerd on 127.0.0.1: D1, queue with its consumer, static files and cron. */
export async function serve(options: ServeOptions): Promise<Server> {
  const built = await buildAll()
  return startPatiently(() => start(built, options))
}

async function start(built: Built, options: ServeOptions): Promise<Server> {
  const { cron } = built.config
  const door = doorWorker(name, cron, options.clockOffset ?? 0)
  const miniflare = new Miniflare({
    ...localOptions(options.stateDir),
    port: options.port,
    unsafeTriggerHandlers: options.inbound ?? false,
    log: new Log(LogLevel.WARN),
    workers: [mainWorker(built, options), staticWorker(built), door, sqlWorker(databaseId)],
  })
  try {
    return await serverOf(miniflare, cron, options)
  } catch (error) {
    await miniflare.dispose()
    throw error
  }
}

async function serverOf(miniflare: Miniflare, cron: string, options: ServeOptions): Promise<Server> {
  const url = (await miniflare.ready).origin
  const scheduled = (timeMs: number) => runCron(miniflare, cron, timeMs)
  const directUrl = options.direct ? (await miniflare.unsafeGetDirectURL(name)).origin : undefined
  const db = await d1Of(miniflare)
  const stop = options.cron ? everyQuarter(options.clockOffset ?? 0, scheduled) : () => {}
  const close = async () => {
    stop()
    await miniflare.dispose()
  }
  return { url, directUrl, db, scheduled, close }
}

function mainWorker({ worker, config }: Built, { vars, direct }: ServeOptions): WorkerOptions {
  const texts = Object.entries(vars).map(([key, value]) => [key, { type: 'text' as const, value }])
  return {
    config: {
      name,
      compatibilityDate: config.compatibilityDate,
      compatibilityFlags: config.compatibilityFlags,
      manifest: {
        mainModule: 'worker.js',
        modules: { 'worker.js': { type: 'esm', contents: readFileSync(worker, 'utf8') } },
      },
      env: {
        ...Object.fromEntries(texts),
        DB: { type: 'd1', id: databaseId },
        JOBS: { type: 'queue', name: config.queue.name },
      },
      triggers: [{ type: 'queue', ...config.queue }],
    },
    dev: { unsafeDirectSockets: direct ? [{ host: '127.0.0.1' }] : [] },
  }
}

// Apart from the main worker, because pages then skip Miniflare's asset router, as `run_worker_first` lets them.
function staticWorker({ assets, config }: Built): WorkerOptions {
  const contents = 'export default { fetch: (request, env) => env.ASSETS.fetch(request) }'
  return {
    config: {
      name: 'static',
      compatibilityDate: config.compatibilityDate,
      manifest: { mainModule: 'static.js', modules: { 'static.js': { type: 'esm', contents } } },
      env: { ASSETS: { type: 'assets' } },
      assets: { directory: assets, htmlHandling: 'none', notFoundHandling: 'none' },
      triggers: [{ type: 'fetch', pattern: '*/static/*' }],
    },
  }
}

async function runCron(miniflare: Miniflare, cron: string, timeMs: number): Promise<void> {
  const worker = await miniflare.getWorker(name)
  const { outcome } = await worker.scheduled({ scheduledTime: new Date(timeMs), cron })
  if (outcome !== 'ok') throw new Error(`The cron run of ${new Date(timeMs).toISOString()} ended with ${outcome}`)
}

function everyQuarter(offset: number, run: (timeMs: number) => Promise<void>): () => void {
  let timer: NodeJS.Timeout
  const plan = () => {
    const now = Date.now() + offset
    const next = Math.floor(now / quarter) * quarter + quarter
    timer = setTimeout(() => {
      run(next).catch((error) => console.error(error))
      plan()
    }, next - now)
  }
  plan()
  return () => clearTimeout(timer)
}
