/** `npm run bench`: every benchmark beside its peer and its limit, in one table and in bench.json. */
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { buildAll, root } from '../../src/cli/build.ts'
import { benchHttp } from './http.ts'
import { benchMatching } from './matching.ts'
import { type Row, verdict } from './row.ts'
import { type Size, sizes } from './sizes.ts'
import { canMeasureProcesses } from './workerd.ts'

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  system: `${process.platform} ${process.arch}`,
  node: process.version,
}

const judgedRow = (row: Row) => ({ ...row, verdict: verdict(row.ratio, row.limit, row.later) })
const judgedSize = (size: Size) => ({ ...size, verdict: verdict(size.bytes, size.limit) })

const rowCells = ({ name, micros, peer, peerMicros, ratio, limit, later }: Row) => [
  name,
  `${micros.toFixed(0)} µs`,
  `${peer}: ${peerMicros.toFixed(0)} µs`,
  `${digits(ratio)} x`,
  `${limit} x`,
  verdict(ratio, limit, later),
]

const sizeCells = ({ name, bytes, limit }: Size) => [name, `${bytes}`, `${limit}`, verdict(bytes, limit)]

/** Two places that say something, whatever the size. */
const digits = (value: number) => (value < 0.1 ? value.toPrecision(2) : value.toFixed(2))

function printTable(head: string[], rows: string[][]): void {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((cells) => cells[at]?.length ?? 0)))
  const isNumber = (at: number) => /^[\d.]/.test(rows[0]?.[at] ?? '')
  const pad = (cell: string, at: number) =>
    isNumber(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)
  for (const cells of [head, ...rows]) console.log(cells.map(pad).join('  ').trimEnd())
  console.log()
}

async function run(): Promise<void> {
  console.log(`${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}\n`)
  const built = await buildAll()
  const canServe = canMeasureProcesses()
  const { rows: requests, board } = canServe ? await benchHttp(built) : { rows: [], board: null }
  const rows = [...requests, ...(await benchMatching())]
  const weights = sizes(built, board)

  printTable(['operation', 'CPU each', 'beside', 'ratio', 'limit', ''], rows.map(rowCells))
  printTable(['transferred', 'bytes', 'limit', ''], weights.map(sizeCells))
  if (!canServe) console.log('Requests were left out: the CPU of workerd is read from /proc, which this system lacks.')
  const figures = { cpu: rows.map(judgedRow), sizes: weights.map(judgedSize) }
  const file = join(root, 'bench.json')
  writeFileSync(file, `${JSON.stringify({ date: new Date().toISOString(), machine, ...figures }, null, 2)}\n`)
}

await run()
