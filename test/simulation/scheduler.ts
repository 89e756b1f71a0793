/** A small seeded generator (mulberry32): one seed, one history. */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    below: (n: number) => Math.floor(next() * n),
    chance: (p: number) => next() < p,
    pick: <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T,
  }
}
export type Random = ReturnType<typeof randomFrom>

/** How a call ends: `lost` calls throw, `dies` ends everything that the process was doing. */
export type Fate = 'done' | 'lost before' | 'lost after' | 'twice' | 'dies before' | 'dies after'
export type Port = 'database' | 'provider' | 'queue'

/** An invocation of the service: what it has asked for and not got yet. */
export type Task = { name: string; process: number; startedAt: number; lastSeen: number }
type Parked = { task: Task; port: Port; effect: () => Promise<unknown>; answer: Answer; since: number }
type Answer = { resolve: (value: unknown) => void; reject: (error: unknown) => void }

/**
 * Runs invocations of the real code so that one thing happens at a time: each stops at every call of the outside, and
 * which goes on, and how its call ends, is drawn by lot. What is abandoned never wakes up: the process has died.
 */
export class Scheduler {
  readonly random: Random
  now: number
  step = 0
  process = 1
  private parked: Parked[] = []
  private running: Task | null = null
  private rested: (() => void) | null = null

  constructor(random: Random, now: number) {
    this.random = random
    this.now = now
  }

  get waiting(): readonly Parked[] {
    return this.parked
  }

  /** Starts an invocation and lets it go as far as its first call of the outside. */
  async start(name: string, run: () => Promise<unknown>, failed: (error: unknown) => void = () => {}): Promise<Task> {
    const task = { name, process: this.process, startedAt: this.now, lastSeen: this.step }
    await this.untilRest(task, () => {
      void run()
        .catch(failed)
        .finally(() => this.rest(task))
    })
    return task
  }

  /** What the running invocation asks of the outside. */
  ask<T>(port: Port, effect: () => Promise<T>): Promise<T> {
    const task = this.running
    if (!task) return effect()
    return new Promise((resolve, reject) => {
      this.parked.push({
        task,
        port,
        effect,
        answer: { resolve: resolve as Answer['resolve'], reject },
        since: this.now,
      })
      this.rest(task)
    })
  }

  get current(): Task | null {
    return this.running
  }

  /** Lets one call end in this way. */
  async finish(call: Parked, fate: Fate): Promise<void> {
    this.step++
    this.parked = this.parked.filter((other) => other !== call)
    if (fate === 'dies before') return this.die()
    if (fate === 'lost before') return this.wake(call, () => call.answer.reject(new Error('connection lost')))
    this.running = call.task
    const result = await settled(call.effect)
    if (fate === 'twice') await settled(call.effect)
    this.running = null
    if (call.port === 'database') call.task.lastSeen = this.step
    if (fate === 'dies after') return this.die()
    if (fate === 'lost after') return this.wake(call, () => call.answer.reject(new Error('connection lost')))
    return this.wake(call, () => (result.ok ? call.answer.resolve(result.value) : call.answer.reject(result.error)))
  }

  /** Everything that was going on is gone, with what the process had in memory. */
  die(): void {
    this.parked = []
    this.process++
  }

  /** What has waited for longer than any invocation lives is gone. */
  abandon(before: number): void {
    this.parked = this.parked.filter(({ since }) => since >= before)
  }

  private wake(call: Parked, answer: () => void): Promise<void> {
    return this.untilRest(call.task, answer)
  }

  private async untilRest(task: Task, go: () => void): Promise<void> {
    this.running = task
    const rest = new Promise<void>((resolve) => {
      this.rested = resolve
    })
    go()
    await rest
    this.running = null
  }

  private rest(task: Task): void {
    if (this.running === task) this.rested?.()
  }
}

type Settled = { ok: true; value: unknown } | { ok: false; error: unknown }
const settled = (effect: () => Promise<unknown>): Promise<Settled> =>
  effect().then(
    (value) => ({ ok: true, value }),
    (error) => ({ ok: false, error }),
  )
