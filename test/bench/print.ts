import type { Cold } from './cold.ts'
import type { Readers } from './digest-growing.ts'
import type { Rate } from './digest-sending.ts'
import type { Growth } from './http.ts'
import type { Fault, Scores } from './lighthouse.ts'
import type { Memory } from './people.ts'
import { type Row, verdict } from './row.ts'
import type { Size } from './sizes.ts'
import type { Trips } from './trips.ts'

export type Tables = {
  cpu: Row[]
  growth: Growth[]
  trips: Trips[]
  cold: Cold[]
  sizes: Size[]
  memory: Memory[]
  rates: Rate[]
  readers: Readers[]
  lighthouse: Scores[]
  /** What could not be measured, and why. */
  notes: string[]
}

export function print({ cpu, growth, trips, cold, sizes, memory, rates, readers, lighthouse, notes }: Tables): void {
  table(['operation', 'CPU each', 'beside', 'its CPU', 'ratio', 'limit', ''], cpu.map(rowCells))
  table(['growth of a page with what is open', 'exponent', 'limit', ''], growth.map(growthCells))
  table(['calls to the database, counted', 'round trips', 'limit', ''], trips.map(tripsCells))
  table(['cold isolate', 'first answer', 'its first board page', 'from a stored snapshot'], cold.map(coldCells))
  table(['transferred', 'bytes', 'limit', ''], sizes.map(sizeCells))
  table(['memory', 'MB', 'limit', ''], memory.map(memoryCells))
  table(['mails a second', 'is', 'the connections carry', 'share', 'at least', ''], rates.map(rateCells))
  table(
    ['matching, composing and enqueuing', 'CPU a reader', 'exponent', '1,000,000 readers'],
    readers.map(readersCells),
  )
  table(['Lighthouse', 'performance', 'accessibility', 'best practices', 'SEO', ''], lighthouse.map(scoreCells))
  for (const { page, form, faults } of lighthouse)
    for (const fault of faults) if (fault.weight > 0) printFault(`${page}, ${form}`, fault)
  for (const note of notes) console.log(note)
}

const rowCells = ({ name, micros, peer, peerMicros, ratio, limit }: Row) => [
  name,
  cpuWords(micros),
  peer,
  cpuWords(peerMicros),
  `${digits(ratio)} x`,
  limit === null ? '-' : `${limit} x`,
  verdict(ratio, limit),
]
const growthCells = ({ name, from, to, exponent, limit }: Growth) => [
  `${name}, ${from.toLocaleString('en')} to ${to.toLocaleString('en')}`,
  exponent.toFixed(3),
  `${limit}`,
  verdict(exponent, limit),
]
const tripsCells = ({ name, trips, limit }: Trips) => [name, `${trips}`, `${limit}`, verdict(trips, limit)]
const coldCells = ({ open, without, stored }: Cold) => [
  `${open.toLocaleString('en')} open`,
  `${without.firstAnswerMs.toFixed(0)} ms`,
  `${without.firstPageMs.toFixed(0)} ms`,
  stored ? `${stored.firstPageMs.toFixed(0)} ms` : 'none is stored of so few',
]
const sizeCells = ({ name, bytes, limit }: Size) => [name, `${bytes}`, `${limit}`, verdict(bytes, limit)]
const MB = 2 ** 20
const rateCells = ({ name, perSecond, ceiling, share, least }: Rate) => [
  name,
  perSecond.toFixed(0),
  ceiling.toFixed(0),
  share.toFixed(2),
  `${least}`,
  share >= least ? 'ok' : 'under',
]
const readersCells = ({ from, to, microsEach, exponent, secondsOfMillion }: Readers) => [
  `${from.toLocaleString('en')} to ${to.toLocaleString('en')} readers`,
  cpuWords(microsEach),
  exponent.toFixed(3),
  `${secondsOfMillion.toFixed(0)} s`,
]
const memoryCells = ({ name, bytes, limit }: Memory) => [
  name,
  (bytes / MB).toFixed(1),
  limit === null ? '-' : `${limit / MB}`,
  verdict(bytes, limit),
]

const categories = ['performance', 'accessibility', 'best-practices', 'seo']
const scoreCells = ({ page, form, scores, runs }: Scores) => {
  const found = categories.map((id) => scores[id] ?? 0)
  const name = `${page}, ${form}${runs > 1 ? ` (best of ${runs} runs)` : ''}`
  return [name, ...found.map(String), found.every((score) => score === 100) ? 'ok' : 'under 100']
}

function printFault(where: string, { audit, title, score, places }: Fault): void {
  console.log(`${where}: ${audit} (${title}) has ${Math.round(score * 100)}`)
  for (const place of places) console.log(`    ${place}`)
}

const cpuWords = (micros: number) => (micros < 10 ? `${micros.toFixed(1)} µs` : `${micros.toFixed(0)} µs`)

/** Two places that say something, whatever the size. */
const digits = (value: number) => (value < 0.1 ? value.toPrecision(2) : value.toFixed(2))

function table(head: string[], rows: string[][]): void {
  if (!rows.length) return
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((cells) => cells[at]?.length ?? 0)))
  const isNumber = (at: number) => at > 0 && /^[\d.]+( x| [µm]s)?$/.test(rows[0]?.[at] ?? '')
  const pad = (cell: string, at: number) =>
    isNumber(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)
  for (const cells of [head, ...rows]) console.log(cells.map(pad).join('  ').trimEnd())
  console.log()
}
