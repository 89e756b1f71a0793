/** One way of doing a thing, repeated by the measurement. */
export type Peer = { name: string; run: () => unknown }
/** Median CPU microseconds of one operation, and how many times the first peer's that is. */
export type Figure = { name: string; micros: number; ratio: number; operations: number }
export type Bench = { name: string; figures: Figure[] }

type Options = {
  rounds?: number
  /** CPU time that one peer takes in one round; below it the clock is too coarse. */
  windowMicros?: number
  /** CPU microseconds spent so far, in this process unless another does the work. */
  cpu?: () => number | Promise<number>
}

const ownCpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Runs the peers in turn, round after round, so that whatever else the machine does falls on all of them alike. */
export async function measure(name: string, peers: readonly Peer[], options: Options = {}): Promise<Bench> {
  const { rounds = 15, windowMicros = 60_000, cpu = ownCpu } = options
  const sized: (Peer & { count: number; samples: number[] })[] = []
  for (const peer of peers) sized.push({ ...peer, count: await countFor(peer, windowMicros, cpu), samples: [] })
  for (let round = 0; round < rounds; round++)
    for (const peer of sized) peer.samples.push((await spent(peer, peer.count, cpu)) / peer.count)
  const first = median(sized[0]?.samples ?? [])
  const figures = sized.map(({ name, samples, count }) => {
    const micros = median(samples)
    return { name, micros, ratio: micros / first, operations: count * rounds }
  })
  return { name, figures }
}

/** Warms up while it looks for how many repetitions fill the window. */
async function countFor(peer: Peer, window: number, cpu: NonNullable<Options['cpu']>): Promise<number> {
  let count = 1
  for (;;) {
    const micros = await spent(peer, count, cpu)
    if (micros >= window) return count
    count = Math.max(count + 1, Math.ceil(count * Math.min(10, window / Math.max(micros, 1))))
  }
}

async function spent({ run }: Peer, count: number, cpu: NonNullable<Options['cpu']>): Promise<number> {
  const before = await cpu()
  for (let i = 0; i < count; i++) {
    const done = run()
    if (done instanceof Promise) await done
  }
  return (await cpu()) - before
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** A line per peer: microseconds of CPU, and how many times the first. */
export function print({ name, figures }: Bench): void {
  console.log(name)
  for (const { name, micros, ratio, operations } of figures)
    console.log(
      `  ${name.padEnd(36)} ${micros.toFixed(1).padStart(10)} µs CPU ${ratio.toFixed(2).padStart(8)} x  (${operations} runs)`,
    )
}
