import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { bundleSimulation, plants } from './bundling.ts'
import type { History } from './history.ts'

const { values } = parseArgs({
  options: { histories: { type: 'string', default: '50000' }, from: { type: 'string', default: '1' } },
})
const histories = Number(values.histories)
const from = Number(values.from)
if (!(Number.isInteger(histories) && histories > 0 && Number.isInteger(from)))
  throw new Error('npm run simulate -- --histories 50000 --from 1: both are whole numbers')
/** A bug that so many histories do not bring to light is not guarded against. */
const WITH_A_BUG = 300
const STEP = 50

type Total = { histories: number; mails: number; uncertain: number; faults: Record<string, number>; wrong: History[] }

/** Runs seeds on all cores, a few at a time, and adds up what came of them. */
async function runAll(file: string, first: number, count: number, seen?: (total: Total) => void): Promise<Total> {
  const total: Total = { histories: 0, mails: 0, uncertain: 0, faults: {}, wrong: [] }
  let next = first
  const one = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const ask = () => {
        if (next >= first + count) return resolve()
        worker.postMessage({ from: next, count: Math.min(STEP, first + count - next) })
        next += STEP
      }
      worker.on('error', reject)
      worker.on('message', (done: History[]) => {
        for (const history of done) add(total, history)
        seen?.(total)
        ask()
      })
      ask()
    })
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: file }),
  )
  await Promise.all(workers.map(one))
  await Promise.all(workers.map((worker) => worker.terminate()))
  return total
}

function add(total: Total, { mails, uncertain, faults, violations, seed }: History): void {
  total.histories++
  total.mails += mails
  total.uncertain += uncertain
  for (const [fault, times] of Object.entries(faults)) total.faults[fault] = (total.faults[fault] ?? 0) + times
  if (violations.length) total.wrong.push({ seed, mails, uncertain, faults, violations })
}

const told = process.stderr.isTTY ? '\r' : '\n'
const total = await runAll(await bundleSimulation(), from, histories, (so) => {
  if (so.histories % 1_000 < STEP)
    process.stderr.write(`${told}${so.histories} of ${histories}, ${so.wrong.length} wrong`)
})
console.log(
  `\n${total.histories} histories from seed ${from}: ${total.mails} mails, ${total.uncertain} digests uncertain`,
)
console.log('faults:', total.faults)
for (const { seed, violations } of total.wrong) console.log(`seed ${seed}:`, violations.join('; '))
let unguarded = 0
for (const plant of plants) {
  const { wrong } = await runAll(await bundleSimulation(plant), 1, WITH_A_BUG)
  if (!wrong.length) unguarded++
  console.log(
    `${plant.name}: ${wrong.length} of ${WITH_A_BUG} histories went wrong${wrong.length ? '' : ', so it is not caught'}`,
  )
}
console.log(
  `${total.wrong.length} of ${total.histories} went wrong, ${unguarded} of ${plants.length} planted bugs not caught`,
)
process.exitCode = total.wrong.length || unguarded ? 1 : 0
