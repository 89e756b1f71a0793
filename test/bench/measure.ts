type Cpu = () => number | Promise<number>

/** One way of doing a thing, repeated by the measurement. */
export type Peer = {
  name: string
  run: () => unknown
  /** How many operations one run makes; 1 where nothing says so. */
  operations?: number
  /** CPU microseconds spent so far, in this process unless another does the work. */
  cpu?: Cpu
}
/** Median CPU microseconds of one operation, and what each round measured. */
export type Figure = { name: string; micros: number; samples: number[] }
export type Bench = { name: string; figures: Figure[] }

type Options = {
  rounds?: number
  /** CPU time that one peer takes in one round; below it the clock is too coarse. */
  windowMicros?: number
  /** Operations before anything is measured. */
  warmUp?: number
  /** Operations under way at once. */
  width?: number
}

/** What this process has spent. */
const ownCpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Runs the peers in turn, round after round, so that whatever else the machine does falls on all of them alike. */
export async function measure(name: string, peers: readonly Peer[], options: Options = {}): Promise<Bench> {
  const { rounds = 15, windowMicros = 60_000, warmUp = 0, width = 1 } = options
  const sized: { peer: Peer; count: number; samples: number[] }[] = []
  for (const peer of peers) {
    await spent(peer, warmUp, width)
    sized.push({ peer, count: await countFor(peer, windowMicros, width), samples: [] })
  }
  for (let round = 0; round < rounds; round++)
    for (const { peer, count, samples } of sized)
      samples.push((await spent(peer, count, width)) / count / (peer.operations ?? 1))
  return { name, figures: sized.map(({ peer, samples }) => ({ name: peer.name, micros: median(samples), samples })) }
}

/** Warms up while it looks for how many repetitions fill the window. */
async function countFor(peer: Peer, window: number, width: number): Promise<number> {
  let count = width
  for (;;) {
    const micros = await spent(peer, count, width)
    if (micros >= window * 0.8) return count
    count = Math.max(count + 1, Math.ceil(count * Math.min(10, window / Math.max(micros, 1))))
  }
}

async function spent({ run, cpu = ownCpu }: Peer, count: number, width: number): Promise<number> {
  const before = await cpu()
  let left = count
  const repeat = async () => {
    while (left-- > 0) {
      const done = run()
      if (done instanceof Promise) await done
    }
  }
  await Promise.all(Array.from({ length: width }, repeat))
  return (await cpu()) - before
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** How many times the peer's CPU it takes: each round beside its own, then the median. */
export function ratio(figure: Figure, peer: Figure): number {
  return median(figure.samples.map((sample, round) => sample / (peer.samples[round] ?? Number.NaN)))
}
