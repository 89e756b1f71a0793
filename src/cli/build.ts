import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { withLock } from './lock.ts'

/** What `serve` has to know of wrangler.toml, written beside the bundle. */
export interface BuiltConfig {
  compatibilityDate: string
  compatibilityFlags: string[]
  queue: { name: string; maxBatchSize: number; maxBatchTimeout: number; maxRetries: number }
  cron: string
}

export interface Built {
  worker: string
  assets: string
  assetVersion: string
  config: BuiltConfig
}

export const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')
const paths = { worker: join(dist, 'worker/worker.js'), assets: join(dist, 'assets'), stamp: join(dist, 'stamp.json') }
const inputs = ['src', 'web', 'wrangler.toml', 'tsconfig.json', 'package-lock.json']

/** Builds the production bundle unless its inputs are unchanged; processes that start together wait for one build. */
export async function buildAll(): Promise<Built> {
  mkdirSync(dist, { recursive: true })
  return withLock(join(dist, 'lock'), async () => {
    const hash = hashOf(inputs.flatMap((name) => filesOf(join(root, name))))
    const before = readStamp()
    if (before?.hash === hash) return { ...before.built, worker: paths.worker, assets: paths.assets }
    rmSync(paths.stamp, { force: true })
    const assetVersion = await buildAssets()
    await buildWorker(assetVersion)
    const built = { worker: paths.worker, assets: paths.assets, assetVersion, config: await readConfig() }
    writeFileSync(paths.stamp, JSON.stringify({ hash, built }, null, 2))
    return built
  })
}

function readStamp(): { hash: string; built: Built } | undefined {
  return existsSync(paths.stamp) ? JSON.parse(readFileSync(paths.stamp, 'utf8')) : undefined
}

async function buildAssets(): Promise<string> {
  const fresh = `${paths.assets}.new`
  const folder = join(fresh, 'static')
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  if (existsSync(join(root, 'web/static'))) cpSync(join(root, 'web/static'), folder, { recursive: true })
  await build({
    entryPoints: ['client.ts', 'styles.css', 'workspace.css'].map((name) => join(root, 'web', name)),
    outdir: folder,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    external: ['/static/*'],
    logLevel: 'warning',
  })
  const version = hashOf(filesOf(folder), folder).slice(0, 10)
  writeFileSync(join(fresh, '_headers'), '/static/*\n  Cache-Control: public, max-age=31536000, immutable\n')
  replace(fresh, paths.assets)
  return version
}

async function buildWorker(assetVersion: string): Promise<void> {
  const fresh = join(dist, 'worker.new')
  rmSync(fresh, { recursive: true, force: true })
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const define = `ASSET_VERSION_OF_BUILD:${JSON.stringify(assetVersion)}`
  const args = [wrangler, 'deploy', '--dry-run', '--outdir', fresh, '--define', define]
  const quiet = { WRANGLER_SEND_METRICS: 'false', WRANGLER_SEND_ERROR_REPORTS: 'false', WRANGLER_HIDE_BANNER: 'true' }
  const env = { ...process.env, ...quiet, WRANGLER_LOG_PATH: join(dist, 'wrangler.log'), CI: '1', NO_COLOR: '1' }
  await promisify(execFile)(process.execPath, args, { cwd: root, env }).catch((error) => {
    throw new Error(`The worker does not build:\n${error.stdout ?? ''}${error.stderr ?? error}`)
  })
  replace(fresh, join(dist, 'worker'))
}

async function readConfig(): Promise<BuiltConfig> {
  const { unstable_readConfig } = await import('wrangler')
  const config = unstable_readConfig({ config: join(root, 'wrangler.toml') })
  const consumer = config.queues.consumers?.[0]
  return {
    compatibilityDate: config.compatibility_date ?? '',
    compatibilityFlags: config.compatibility_flags,
    queue: {
      name: consumer?.queue ?? '',
      maxBatchSize: consumer?.max_batch_size ?? 10,
      maxBatchTimeout: consumer?.max_batch_timeout ?? 1,
      maxRetries: consumer?.max_retries ?? 3,
    },
    cron: config.triggers.crons?.[0] ?? '',
  }
}

function replace(fresh: string, old: string): void {
  rmSync(old, { recursive: true, force: true })
  renameSync(fresh, old)
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  const entries = readdirSync(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

function hashOf(files: string[], base = root): string {
  const hash = createHash('sha256')
  for (const file of files.toSorted())
    hash
      .update(`${relative(base, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

if (import.meta.main) {
  const { worker, assets, assetVersion } = await buildAll()
  console.log(`${relative(root, worker)} and ${relative(root, assets)} (version ${assetVersion})`)
}
