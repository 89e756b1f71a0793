import { HOUR, MINUTE } from '../../src/calendar.ts'
import type { Scheduler, Task } from './scheduler.ts'

/** Providers keep keys for a day. */
const KEYS_KEPT = 24 * HOUR

type Mail = { to: string; html: string; text: string }
type Accepted = Mail & { key: string; at: number }

/**
 * A provider of mail as its callers know it: keeps keys for a day (or none), may answer 500 or 429 or nothing, before or
 * after it has accepted, and refuses some addresses for good. It tells on callers that break its rules.
 */
export class Provider {
  readonly accepted: Accepted[] = []
  readonly faults: Record<string, number> = {}
  readonly broken: string[] = []
  requests = 0
  /** How often it fails, 0 to 1; `down` answers nothing but errors. */
  trouble = 0.3
  down = false
  refused = new Set<string>()
  private readonly sim: Scheduler
  private readonly keeps: boolean
  private readonly keys = new Map<string, { body: string; at: number; ids: string[] }>()
  private asked: { task: Task; step: number; until: number } | null = null

  constructor(sim: Scheduler, keeps: boolean) {
    this.sim = sim
    this.keeps = keeps
  }

  /** One request, carried out; the answer may still get lost on its way. */
  answer(key: string, mails: readonly Mail[]): Response {
    this.requests++
    const { random } = this.sim
    this.checkPause()
    if (this.down || random.chance(this.trouble)) {
      const fault = random.pick(['500 before', '500 after', '429'])
      this.count(fault)
      if (fault === '500 after' && !this.down && !this.refuses(mails)) this.accept(key, mails)
      if (fault !== '429' || this.down) return new Response('{}', { status: 500 })
      const seconds = random.pick([30, 600, 3600])
      return new Response('{}', { status: 429, headers: { 'Retry-After': String(seconds) } })
    }
    if (this.refuses(mails)) {
      this.count('422')
      return new Response('{}', { status: 422 })
    }
    const ids = this.accept(key, mails)
    return Response.json({ id: ids[0], data: ids.map((id) => ({ id })) })
  }

  /** The same request again, on its way doubled: what was accepted is asked for once more. */
  answerAgain(key: string, mails: readonly Mail[], before: Response): Response {
    if (before.ok) this.accept(key, mails)
    return before
  }

  private refuses(mails: readonly Mail[]): boolean {
    return mails.some(({ to }) => this.refused.has(to))
  }

  /** A caller got an answer: from here on it knows how long to wait. */
  heard({ headers }: Response): void {
    const { current, step, now } = this.sim
    const seconds = Number(headers.get('Retry-After') ?? 0)
    if (current && seconds) this.asked = { task: current, step, until: now + seconds * 1000 }
  }

  /** Who asked the database after the 429 was written down there must have known of it. */
  private checkPause(): void {
    const { asked, sim } = this
    if (!asked || sim.now >= asked.until || asked.task.lastSeen <= asked.step) return
    if ((sim.current?.lastSeen ?? 0) > asked.task.lastSeen) this.broken.push('a call came before Retry-After')
  }

  count(fault: string): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1
  }

  /** Delivers, unless the key is known: then the earlier answer is given again. */
  private accept(key: string, mails: readonly Mail[]): string[] {
    const { now } = this.sim
    const body = JSON.stringify(mails)
    const known = this.keeps ? this.keys.get(key) : undefined
    if (known && now - known.at < KEYS_KEPT) {
      if (known.body !== body) this.broken.push(`key ${key} carried other bytes`)
      return known.ids
    }
    const ids = mails.map((_, i) => `${key}#${i}`)
    this.keys.set(key, { body, at: now, ids })
    for (const mail of mails) this.accepted.push({ ...mail, key, at: now })
    return ids
  }
}

export const LONGEST_FLIGHT = 45 * MINUTE
