import assert from 'node:assert/strict'
import { build } from 'esbuild'
import { type Built, root } from '../../src/cli/build.ts'
import { migrate } from '../../src/cli/migrate.ts'
import { type Server, serve } from '../../src/cli/serve.ts'
import { openD1 } from '../../src/db/client.ts'
import { fillBoard, searches } from './board.ts'
import { measure, type Peer } from './measure.ts'
import { type Limit, type Row, rowsOf } from './row.ts'
import { client, type Measured, measured, startBare } from './workerd.ts'

const OPEN = 1_000
const HOST = 'onward.bench'
const NOW = Date.parse('2026-11-21T12:00:00Z')
/** Requests under way at once, so that waking up for each one does not hide what it costs. */
const CONNECTIONS = 8

const names = {
  raw: 'raw workerd',
  hono: 'empty Hono route',
  asking: 'Hono route with one D1 query',
  health: '/healthz: every middleware, no page',
  repeat: 'board page, repeated',
  filter: 'board page, another filter each time',
  fresh: 'board page, no-cache: D1 asked for the version',
  words: 'board page, other words each time: D1 asked',
  sheet: 'page of an opportunity: D1 asked',
}

/** A page may take 2 ms where an empty route takes 0.1 ms. */
const PAGE = 20
/**
 * The same 2 ms beside a route that asks D1 once and takes about 0.9 ms: the local D1 lives in the process of the worker,
 * so its CPU is counted on both sides.
 */
const ASKING_PAGE = 3
const page = (name: string) => ({ name, peer: names.hono, limit: PAGE })
const askingPage = (name: string) => ({ name, peer: names.asking, limit: ASKING_PAGE })
const limits: Limit[] = [
  { name: names.hono, peer: names.raw, limit: 1.5 },
  { name: names.health, peer: names.hono, limit: 2 },
  page(names.repeat),
  page(names.filter),
  askingPage(names.fresh),
  askingPage(names.words),
  askingPage(names.sheet),
  { name: names.repeat, peer: names.hono, limit: 1.25, later: 'page cache' },
]

const bare = `export default { fetch() { return new Response('ok') } }`
const hono = `
  import { Hono } from 'hono'
  export default new Hono()
    .get('/', (c) => c.text('ok'))
    .get('/d1', async (c) => c.json(await c.env.DB.prepare('select 1 as one').first()))
`

/** Hono as the real worker bundles it, and next to nothing on it. */
async function honoWorker(): Promise<string> {
  const stdin = { contents: hono, resolveDir: root }
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

const startReal = () =>
  serve({
    port: 0,
    stateDir: null,
    cron: false,
    direct: true,
    vars: {
      PUBLIC_ORIGIN: `http://${HOST}`,
      SECRET_KEYS: 'bench-key-0123456789abcdef0123456789abcdef',
      CLOCK_OFFSET_MS: String(NOW - Date.now()),
    },
  })

type Close = () => unknown

/** CPU of workerd per request, with the board's page as it came, for whoever weighs it. */
export async function benchHttp(built: Built): Promise<{ rows: Row[]; board: string }> {
  const closing: Close[] = []
  try {
    const raw = await bareServer(bare, built, closing)
    const small = await bareServer(await honoWorker(), built, closing)
    const real = await measured(startReal)
    closing.push(real.server.close)
    const { peers, board } = await realPeers(real, closing)
    const bares = [
      barePeer(names.raw, '/', raw, closing),
      barePeer(names.hono, '/', small, closing),
      barePeer(names.asking, '/d1', small, closing),
    ]
    const bench = await measure('CPU per request', [...bares, ...peers], {
      rounds: 11,
      windowMicros: 300_000,
      warmUp: 300,
      width: CONNECTIONS,
    })
    return { rows: rowsOf(bench, limits), board }
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

async function bareServer(contents: string, { config }: Built, closing: Close[]) {
  const started = await measured(() => startBare(contents, config))
  closing.push(started.server.close)
  return started
}

function barePeer(name: string, path: string, { server, cpu }: Measured<{ url: string }>, closing: Close[]): Peer {
  const { ask, close } = client(server.url, HOST, CONNECTIONS)
  closing.push(close)
  return { name, cpu, run: () => ask(path) }
}

async function realPeers({ server, cpu }: Measured<Server>, closing: Close[]) {
  await migrate(server.db)
  const ids = await fillBoard(openD1(server.db), OPEN, NOW)
  const { ask, close } = client(server.directUrl ?? '', HOST, CONNECTIONS)
  closing.push(close)
  const board = await ask('/')
  assert.match(board, new RegExp(`${OPEN} open`))
  const [filtered, worded, sheets] = [searches(false), searches(true), ids[Symbol.iterator]()]
  const sheet = () => `/opportunities/${sheets.next().value ?? ids[0]}`
  const peer = (name: string, run: () => unknown): Peer => ({ name, cpu, run })
  const peers = [
    peer(names.health, () => ask('/healthz')),
    peer(names.repeat, () => ask('/')),
    peer(names.filter, () => ask(filtered.next().value)),
    peer(names.fresh, () => ask('/', { 'cache-control': 'no-cache' })),
    peer(names.words, () => ask(worded.next().value)),
    peer(names.sheet, () => ask(sheet())),
  ]
  return { peers, board }
}
