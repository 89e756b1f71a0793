/**
 * `npm run bench`: every figure beside its peer and its limit, in tables and in bench.json. `-- --quick`, which it is
 * by itself, takes boards of 1,000 and 10,000; `-- --full` one of 100,000 as well; `-- --lighthouse` adds the scores.
 */
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildAll, root } from '../../src/cli/build.ts'
import { openWords } from './board.ts'
import { benchDashboards } from './dashboard.ts'
import { type Board, makeBoard } from './database.ts'
import { benchComposing } from './digest-composing.ts'
import { benchHttp, type HttpBench } from './http.ts'
import { benchImporting } from './importing.ts'
import type { Scores } from './lighthouse.ts'
import { benchLists } from './lists.ts'
import { type Amounts, benchMailing } from './mailing.ts'
import { benchMatching } from './matching.ts'
import { benchPeople } from './people.ts'
import { print, type Tables } from './print.ts'
import { type Row, verdict } from './row.ts'
import { benchSearch } from './search.ts'
import { sizes } from './sizes.ts'
import { countTrips } from './trips.ts'
import { canMeasureProcesses } from './workerd.ts'

const QUICK = [1_000, 10_000]
const FULL = [...QUICK, 100_000]
/** Digests through the queue, and the readers from which a million are reckoned. */
const MAILING = {
  quick: { digests: 10_000, readers: [1_000, 10_000] },
  full: { digests: 100_000, readers: [10_000, 100_000] },
} satisfies Record<string, Amounts>
const PEOPLE = { quick: [10_000], full: [10_000, 1_000_000] }
const GROUPS = { quick: [10_000], full: [10_000, 100_000] }
const WITHOUT_PROC = 'Requests were left out: the CPU of workerd is read from /proc, which this system lacks.'

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  system: `${process.platform} ${process.arch}`,
  node: process.version,
}

const { values: asked } = parseArgs({
  options: { quick: { type: 'boolean' }, full: { type: 'boolean' }, lighthouse: { type: 'boolean' } },
})
const amounts = asked.full ? FULL : QUICK
const flags = { full: asked.full ?? false, lighthouse: asked.lighthouse ?? false }

function printHead(): void {
  const boards = amounts.map((open) => open.toLocaleString('en')).join(', ')
  console.log(`${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}`)
  console.log(
    `Boards of ${boards} open (--quick: ${QUICK.join(', ')}, some 5 minutes; --full: ${FULL.join(', ')}, some 15)`,
  )
  console.log(`Lighthouse: ${flags.lighthouse ? 'yes' : 'only with --lighthouse'}\n`)
}

const progress = (what: string) => console.error(`... ${what}`)

async function measureAll(): Promise<Tables> {
  const built = await buildAll()
  const boards: Board[] = []
  try {
    for (const open of amounts) {
      progress(`filling ${openWords(open)}`)
      boards.push(await makeBoard(open))
    }
    progress('requests')
    const http: HttpBench = canMeasureProcesses()
      ? await benchHttp(built, boards)
      : { rows: [], growth: [], cold: [], notes: [WITHOUT_PROC], board: null }
    progress('inside this process')
    const inside = await benchInside(boards)
    progress('matching')
    const matching = await benchMatching(amounts.filter((open) => open >= 10_000))
    progress('people')
    const people = await benchPeople(flags.full ? PEOPLE.full : PEOPLE.quick)
    progress('dashboards of groups')
    const dashboards = await benchDashboards(flags.full ? GROUPS.full : GROUPS.quick)
    progress('importing people')
    const importing = await benchImporting(50_000)
    progress('mailing')
    const { sending, readers } = await benchMailing(flags.full ? MAILING.full : MAILING.quick)
    const groups = [...dashboards.rows, importing.row]
    const cpu = [...http.rows, ...inside.rows, ...matching, ...people.rows, ...groups, sending.row]
    if (flags.lighthouse) progress('Lighthouse')
    const lighthouse = flags.lighthouse ? await scores() : []
    const { growth, cold, notes, board } = http
    return {
      cpu,
      growth,
      trips: [...inside.trips, ...dashboards.trips],
      cold,
      sizes: sizes(built, board),
      memory: people.memory,
      rates: sending.rates,
      readers: [readers],
      lighthouse,
      notes: [...notes, importing.note, ...sending.notes],
    }
  } finally {
    for (const board of boards) board.close()
  }
}

async function benchInside(boards: readonly Board[]) {
  const [first] = boards
  const rows: Row[] = first ? [...(await benchLists(first)), ...(await benchComposing(first))] : []
  for (const board of boards) rows.push(...(await benchSearch(board)))
  return { rows, trips: first ? await countTrips(first) : [] }
}

/** Read only when asked for: it takes a second to load. */
async function scores(): Promise<Scores[]> {
  const { benchLighthouse } = await import('./lighthouse.ts')
  return benchLighthouse()
}

/** What bench.json holds: everything measured, with what was made of it. */
const judged = (tables: Tables) => ({
  ...tables,
  cpu: tables.cpu.map((row) => ({ ...row, verdict: verdict(row.ratio, row.limit) })),
  growth: tables.growth.map((one) => ({ ...one, verdict: verdict(one.exponent, one.limit) })),
  trips: tables.trips.map((one) => ({ ...one, verdict: verdict(one.trips, one.limit) })),
  memory: tables.memory.map((one) => ({ ...one, verdict: verdict(one.bytes, one.limit) })),
  rates: tables.rates.map((one) => ({ ...one, verdict: one.share >= one.least ? 'ok' : 'under' })),
  sizes: tables.sizes.map((one) => ({ ...one, verdict: verdict(one.bytes, one.limit) })),
})

printHead()
const tables = await measureAll()
print(tables)
const record = { date: new Date().toISOString(), machine, amounts, ...judged(tables) }
writeFileSync(join(root, 'bench.json'), `${JSON.stringify(record, null, 2)}\n`)
