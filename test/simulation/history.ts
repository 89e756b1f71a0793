import type { Client } from '@libsql/client'
import { sql } from 'drizzle-orm'
import { DAY, HOUR, MINUTE } from '../../src/calendar.ts'
import type { Ctx } from '../../src/context.ts'
import { type Db, openLibsql } from '../../src/db/client.ts'
import { nextDue } from '../../src/digests/cadence.ts'
import { startDigests } from '../../src/digests/scheduling.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { people } from '../../src/people/table.ts'
import { type Job, runJob } from '../../src/queue.ts'
import { makeSecrets } from '../../src/secrets.ts'
import { publishAs } from '../support/publishing.ts'
import { type Acting, someoneActs, somethingIsRetracted } from './acts.ts'
import { violationsOf } from './checks.ts'
import { mailerOf } from './mailer.ts'
import { LONGEST_FLIGHT, Provider } from './provider.ts'
import { type Fate, type Port, randomFrom, Scheduler } from './scheduler.ts'

const START = Date.parse('2026-03-02T12:00:00Z')
const ORIGIN = 'http://onward.test'
const secrets = makeSecrets(['simulated-key-0123456789abcdef0123456789'])
const NOBODY = { type: 'system', job: 'simulation' } as const

export type Reader = { subscription: string; person: string; email: string; emailKey: string }

/** What is known beside the database, and since which step: who reads, has left, waits or moved, and what there is. */
export type Known = {
  readers: Reader[]
  /** By subscription. */
  left: Map<string, number>
  paused: Map<string, { step: number; until: number }>
  published: string[]
  retracted: Map<string, number>
  /** By the address that is theirs no more. */
  moved: Map<string, number>
}

export type History = {
  seed: number
  mails: number
  uncertain: number
  faults: Record<string, number>
  /** What must never happen, in words; empty where all went well. */
  violations: string[]
}

/** What a history leaves in the database; versions go on counting. */
const left = [
  'mail_pieces',
  'address_changes',
  'digest_items',
  'digest_calls',
  'subscriptions',
  'digest_runs',
  'mail_pauses',
  'suppressions',
  'people',
]
const alsoLeft = [
  'retractions',
  'opportunities',
  'removals',
  'erasures',
  'events',
  'event_details',
  'opportunity_reach',
]
const clearing = [...left, ...alsoLeft].map((name) => `delete from ${name}`)

/** One history: the real code on a real database, and a world drawn by lot from the seed. */
export class World {
  readonly known: Known = {
    readers: [],
    left: new Map(),
    paused: new Map(),
    published: [],
    retracted: new Map(),
    moved: new Map(),
  }
  readonly acts: Record<string, number> = {}
  /** How often people do something between two steps. */
  private busy = 0
  readonly sim: Scheduler
  readonly provider: Provider
  readonly db: Db
  readonly faults: Record<string, number> = {}
  private readonly client: Client
  private readonly mode: 'batch' | 'single' | 'without keys'
  private messages: { job: Job; at: number }[] = []
  private ids = 0
  private opened: { process: number; ctx: Omit<Ctx, 'now' | 'elapsed'> } | null = null

  constructor(client: Client, seed: number) {
    this.client = client
    this.sim = new Scheduler(randomFrom(seed), START)
    this.mode = this.sim.random.pick(['batch', 'batch', 'single', 'without keys'])
    this.provider = new Provider(this.sim, this.mode !== 'without keys')
    this.db = openLibsql(client)
  }

  /** What an invocation of the process that lives now is given; a new process knows nothing of the old one. */
  ctx(): Ctx {
    if (this.opened?.process !== this.sim.process) this.opened = { process: this.sim.process, ctx: this.open() }
    const { now } = this.sim
    return { ...this.opened.ctx, now, elapsed: () => this.sim.now - now }
  }

  private open(): Omit<Ctx, 'now' | 'elapsed'> {
    const { sim, client } = this
    const asked = Object.assign(Object.create(client) as Client, {
      execute: (...given: Parameters<Client['execute']>) => sim.ask('database', () => client.execute(...given)),
      batch: (...given: Parameters<Client['batch']>) => sim.ask('database', () => client.batch(...given)),
    })
    return {
      ...this.outside,
      db: openLibsql(asked),
      mail: mailerOf(this.mode, sim, this.provider, this.known),
      queue: {
        send: (jobs, waitMs = 0) => sim.ask('queue', async () => this.enqueue(jobs, sim.now + waitMs)).catch(() => {}),
      },
    }
  }

  private get outside() {
    return {
      actor: NOBODY,
      newId: (prefix: string) => `${prefix}_${String(++this.ids).padStart(6, '0')}`,
      fetch: () => Promise.reject(new Error('nothing is outside')),
      origin: ORIGIN,
      secrets,
    } satisfies Partial<Ctx>
  }

  /** For what happens at once, between the steps of the service. */
  private get direct(): Ctx {
    const nowhere = { send: async () => {} }
    return { ...this.ctx(), ...this.outside, db: this.db, queue: nowhere }
  }

  async prepare(): Promise<void> {
    await this.client.batch(clearing, 'write')
    const { random } = this.sim
    const count = 2 + random.below(3)
    for (let i = 0; i < count; i++) await this.addReader(`reader${i}@example.test`, `per_${i}`, '')
    if (random.chance(0.4)) await this.addReader('reader0@example.test', 'per_0', 'kind=role')
    if (random.chance(0.3)) this.provider.refused.add('reader1@example.test')
    this.provider.trouble = random.pick([0, 0.2, 0.5])
    this.busy = random.pick([0.02, 0.06, 0.15])
  }

  private async addReader(email: string, person: string, query: string): Promise<void> {
    const emailKey = `key of ${email}`
    const schedule = { cadence: 'daily', weekday: 1, hour: 8, zone: 'UTC' } as const
    const due = nextDue(schedule, START)
    const id = `sub_${this.known.readers.length}`
    const times = { createdAt: START, updatedAt: START }
    await this.db.batch([
      this.db
        .insert(people)
        .values({ id: person, name: '', email, emailKey, role: 'person', createdAt: START })
        .onConflictDoNothing(),
      this.db.insert(subscriptions).values({
        ...{ id, email, emailKey, query, ...schedule, ...times, confirmedAt: START },
        ...{ nextPeriod: due.period, nextDueAt: due.at },
        knownVersion: sql`(select value from versions where name = 'board')`,
      }),
    ])
    this.known.readers.push({ subscription: id, person, email, emailKey })
  }

  async publish(): Promise<void> {
    const { now } = this.sim
    const id = await publishAs({ ...this.direct, now }, { title: `Opportunity ${this.known.published.length}` })
    this.known.published.push(id)
  }

  /** What people do at once, between the steps of the service. */
  get acting(): Acting {
    const count = (what: string) => {
      this.acts[what] = (this.acts[what] ?? 0) + 1
    }
    return { ctx: this.direct, sim: this.sim, known: this.known, count }
  }

  private somethingHappens = () =>
    this.sim.random.chance(0.25) ? somethingIsRetracted(this.acting) : someoneActs(this.acting)

  tick = () => this.sim.start('cron', () => startDigests(this.ctx()))

  /** Delivers a message of the queue, perhaps not the oldest, perhaps not for the last time. */
  private async deliver(often: boolean): Promise<void> {
    const { random } = this.sim
    const ready = this.ready()
    const message = ready[often ? random.below(ready.length) : 0]
    if (!message) return
    if (!often || !random.chance(0.2)) this.messages.splice(this.messages.indexOf(message), 1)
    await this.sim.start(message.job.type, () => runJob(this.ctx(), message.job))
  }

  private enqueue(jobs: readonly Job[], at: number): void {
    for (const job of jobs) this.messages.push({ job, at })
  }

  /** What the queue has and does not hold back. */
  private ready = () => this.messages.filter(({ at }) => at <= this.sim.now)

  /** Lets so many things happen, one at a time. */
  async go(steps: number, fateOf: (port: Port) => Fate): Promise<void> {
    const { sim } = this
    for (let i = 0; i < steps; i++) {
      const { waiting, random } = sim
      const ready = this.ready().length > 0
      if (!waiting.length && !ready) return
      if (ready && (!waiting.length || random.chance(0.3))) await this.deliver(true)
      else await this.finishOne(fateOf)
      if (random.chance(0.05)) sim.now += random.below(12) * MINUTE
      if (random.chance(this.busy)) await this.somethingHappens()
    }
  }

  private async finishOne(fateOf: (port: Port) => Fate): Promise<void> {
    const call = this.sim.random.pick(this.sim.waiting)
    const fate = fateOf(call.port)
    if (fate !== 'done') this.faults[`${call.port} ${fate}`] = (this.faults[`${call.port} ${fate}`] ?? 0) + 1
    await this.sim.finish(call, fate)
  }

  /** Nothing fails any more: everything that waits is done. */
  async drain(): Promise<void> {
    while (this.sim.waiting.length || this.ready().length)
      if (this.sim.waiting.length) await this.sim.finish(this.sim.waiting[0] as never, 'done')
      else await this.deliver(false)
  }

  drawFate = (port: Port): Fate => {
    const { random } = this.sim
    if (!random.chance(0.12)) return 'done'
    if (port === 'queue') return random.pick(['lost before', 'lost after', 'dies before', 'dies after'])
    const twice: Fate[] = port === 'provider' && this.mode !== 'without keys' ? ['twice'] : []
    return random.pick(['lost before', 'lost after', 'dies before', 'dies after', ...twice])
  }
}

/** Troubled days, then calm ones; then what must hold is looked at. The database is nobody else's. */
export async function simulate(client: Client, seed: number): Promise<History> {
  const world = new World(client, seed)
  const { sim, provider } = world
  const { random } = sim
  await world.prepare()
  const rounds = 1 + random.below(4)
  for (let round = 0; round < rounds; round++) {
    if (random.chance(0.7)) await world.publish()
    sim.now = random.chance(0.6)
      ? nextMorning(sim.now)
      : sim.now + random.pick([15 * MINUTE, 15 * MINUTE, 3 * HOUR, 26 * HOUR])
    sim.abandon(sim.now - LONGEST_FLIGHT)
    provider.down = random.chance(0.15)
    await world.tick()
    if (random.chance(0.3)) await world.tick()
    await world.go(4 + random.below(18), world.drawFate)
    if (random.chance(0.4)) await world.go(random.below(16), world.drawFate)
  }
  await calm(world)
  return {
    seed,
    mails: provider.accepted.length,
    ...(await violationsOf(world)),
    faults: { ...world.faults, ...provider.faults, ...world.acts },
  }
}

const nextMorning = (now: number) => nextDue({ cadence: 'daily', weekday: 1, hour: 8, zone: 'UTC' }, now).at

async function calm(world: World): Promise<void> {
  const { sim, provider } = world
  provider.trouble = 0
  provider.down = false
  sim.abandon(Number.POSITIVE_INFINITY)
  const morning = nextMorning(sim.now + DAY)
  for (const at of [sim.now + 15 * MINUTE, sim.now + 5 * HOUR, morning, morning + HOUR]) {
    sim.now = Math.max(sim.now, at)
    await world.tick()
    await world.drain()
  }
}
