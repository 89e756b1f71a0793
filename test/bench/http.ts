import assert from 'node:assert/strict'
import type { Built } from '../../src/cli/build.ts'
import type { Server } from '../../src/cli/serve.ts'
import { writeCursor } from '../../src/search/cursor.ts'
import { find } from '../../src/search/index-of-openings.ts'
import { openings } from '../../src/search/openings.ts'
import { pageOf } from '../../src/search/paging.ts'
import { parseBoardQuery } from '../../src/search/schema.ts'
import { COMMON_WORD } from '../../src/seeds/load/words.ts'
import { cycle, filtered, openWords, varied, worded } from './board.ts'
import { type Cold, coldStarts } from './cold.ts'
import { type Board, contextOver, NOW } from './database.ts'
import { type Bench, measure, type Peer } from './measure.ts'
import { type Limit, type Row, rowsOf } from './row.ts'
import { pageNumber, rareWord } from './search.ts'
import { HOST, startHono, startRaw } from './servers.ts'
import { client, type Measured } from './workerd.ts'

/** Requests under way at once, so that waking up for each one does not hide what it costs. */
const CONNECTIONS = 8
const SHOWN = 25

const bareNames = { raw: 'raw workerd', hono: 'empty Hono route', asking: 'Hono route with one D1 query' }
const namesFor = (open: number) => {
  const on = (what: string) => `${openWords(open)}: ${what}`
  return {
    health: on('/healthz, every middleware and no page'),
    repeat: on('board page, repeated'),
    unchanged: on('board page, not changed (304)'),
    filter: on('a new filtered page with all counts'),
    wide: on('a new page of nearly everything'),
    deep: on(`the same, page ${pageNumber(open).toLocaleString('en')} by cursor`),
    fresh: on('board page, no-cache: D1 asked for the version'),
    words: on('new words each time: D1 asked'),
    common: on(`“${COMMON_WORD}”, in 70 % of documents`),
    rare: on('a rare word'),
    sheet: on('page of an opportunity: D1 asked'),
  }
}
type Names = ReturnType<typeof namesFor>

/** A page may take 2 ms where an empty route takes 0.1 ms. */
const PAGE = 20
/**
 * The same 2 ms beside a route that asks D1 once and takes about 0.9 ms: the local D1 lives in the process of the worker,
 * so its CPU is counted on both sides.
 */
const ASKING_PAGE = 3
const REPEAT = 1.25
const bareLimits: Limit[] = [{ name: bareNames.hono, peer: bareNames.raw, limit: 1.5 }]

function limitsFor(names: Names): Limit[] {
  const { hono, asking } = bareNames
  return [
    { name: names.health, peer: hono, limit: 2 },
    { name: names.repeat, peer: hono, limit: REPEAT },
    { name: names.unchanged, peer: hono, limit: REPEAT },
    { name: names.filter, peer: hono, limit: PAGE },
    { name: names.deep, peer: names.wide, limit: 1.1 },
    { name: names.fresh, peer: asking, limit: ASKING_PAGE },
    { name: names.words, peer: asking, limit: ASKING_PAGE },
    { name: names.common, peer: names.rare, limit: 5 },
    { name: names.sheet, peer: asking, limit: ASKING_PAGE },
  ]
}

/** The cost of a page may grow by this power of the number open. */
const EXPONENT = 0.1
export type Growth = { name: string; from: number; to: number; exponent: number; limit: number }
export type HttpBench = { rows: Row[]; growth: Growth[]; cold: Cold[]; notes: string[]; board: string | null }
type Close = () => unknown

/** CPU of workerd per request, with the smallest board's page as it came, for whoever weighs it. */
export async function benchHttp(built: Built, boards: readonly Board[]): Promise<HttpBench> {
  const closing: Close[] = []
  try {
    const bare = await startBares(built, closing)
    const started = await startBoards(boards, closing)
    const bench = await measure('CPU per request', [...bare, ...started.peers], {
      rounds: 9,
      windowMicros: 250_000,
      warmUp: 200,
      width: CONNECTIONS,
    })
    const { served, cold, notes, page } = started
    const limits = [...bareLimits, ...served.flatMap((open) => limitsFor(namesFor(open)))]
    return { rows: rowsOf(bench, limits), growth: growthOf(bench, served), cold, notes, board: page }
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

async function startBares(built: Built, closing: Close[]): Promise<Peer[]> {
  const raw = await startRaw(built)
  closing.push(raw.server.close)
  const hono = await startHono(built)
  closing.push(hono.server.close)
  return [
    barePeer(bareNames.raw, '/', raw, closing),
    barePeer(bareNames.hono, '/', hono, closing),
    barePeer(bareNames.asking, '/d1', hono, closing),
  ]
}

/** A server for each board; one that cannot be served is left out with a note. */
async function startBoards(boards: readonly Board[], closing: Close[]) {
  const peers: Peer[] = []
  const [served, cold, notes]: [number[], Cold[], string[]] = [[], [], []]
  let page: string | null = null
  for (const board of boards) {
    try {
      const first = await coldStarts(board)
      closing.push(first.last.server.close)
      const real = await realPeers(board, first.last, closing)
      peers.push(...real.peers)
      cold.push(first.cold)
      served.push(board.open)
      page ??= real.page
    } catch (error) {
      notes.push(`${openWords(board.open)} cannot be served: ${String(error).slice(0, 300)}`)
    }
  }
  return { peers, served, cold, notes, page }
}

function barePeer(name: string, path: string, { server, cpu }: Measured<{ url: string }>, closing: Close[]): Peer {
  const { ask, close } = client(server.url, HOST, CONNECTIONS)
  closing.push(close)
  return { name, cpu, run: () => ask(path) }
}

async function realPeers(board: Board, { server, cpu }: Measured<Server>, closing: Close[]) {
  const names = namesFor(board.open)
  const { ask, close } = client(server.directUrl ?? '', HOST, CONNECTIONS)
  closing.push(close)
  const gzip = { 'accept-encoding': 'gzip' }
  const first = await ask('/', gzip)
  const page = first.text()
  assert.match(page, new RegExp(openWords(board.open)))

  const unchanged = { etag: first.etag }
  const askUnchanged = async () => {
    const { etag } = await ask('/', { ...gzip, 'if-none-match': unchanged.etag })
    unchanged.etag = etag
  }
  const paths = {
    filter: filtered(),
    wide: varied(''),
    deep: varied(`cursor=${await cursorOf(board)}`),
    words: worded(),
    common: varied(`q=${COMMON_WORD}`),
    rare: varied(`q=${rareWord(board.sql)}`),
  }
  const sheets = cycle(board.ids.map((id) => `/opportunities/${id}`))
  const peers: Peer[] = [
    { name: names.health, cpu, run: () => ask('/healthz') },
    { name: names.repeat, cpu, run: () => ask('/', gzip) },
    { name: names.unchanged, cpu, run: askUnchanged },
    { name: names.fresh, cpu, run: () => ask('/', { ...gzip, 'cache-control': 'no-cache' }) },
    { name: names.sheet, cpu, run: () => ask(sheets.next().value, gzip) },
    ...Object.entries(paths).map(([name, list]) => ({
      name: names[name as keyof typeof paths],
      cpu,
      run: () => ask(list.next().value, gzip),
    })),
  ]
  return { peers, page }
}

/** Where the deep page begins. */
async function cursorOf({ db, open }: Board): Promise<string> {
  const { index } = await openings(contextOver(db))
  const { bits } = find(index, parseBoardQuery(new URLSearchParams()).query, null, NOW)
  const { next } = pageOf(index, bits, 'newest', null, SHOWN * (pageNumber(open) - 1))
  return next ? writeCursor(next) : ''
}

/** How a page's cost grows from the smallest board to each larger one. */
function growthOf({ figures }: Bench, amounts: readonly number[]): Growth[] {
  const [smallest, ...larger] = amounts
  if (smallest === undefined) return []
  const micros = (name: string) => figures.find((figure) => figure.name === name)?.micros ?? Number.NaN
  return larger.flatMap((open) =>
    (['repeat', 'filter', 'wide'] as const).map((kind) => {
      const times = micros(namesFor(open)[kind]) / micros(namesFor(smallest)[kind])
      const name = namesFor(open)[kind].replace(/^.*?: /, '')
      const exponent = Math.log(times) / Math.log(open / smallest)
      return { name, from: smallest, to: open, exponent, limit: EXPONENT }
    }),
  )
}
