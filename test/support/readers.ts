import { nextDue } from '../../src/digests/cadence.ts'
import type { subscriptions } from '../../src/digests/table.ts'

const schedule = { cadence: 'weekly', weekday: 1, hour: 8, zone: 'UTC' } as const

/** Confirmed readers of everything, all due at the same instant. */
export function readersOf(count: number, now: number) {
  const due = nextDue(schedule, now)
  const rows = Array.from({ length: count }, (_, i): typeof subscriptions.$inferInsert => ({
    ...schedule,
    id: `sub_${String(i).padStart(5, '0')}`,
    email: `reader${i}@example.test`,
    emailKey: `key ${i}`,
    query: '',
    confirmedAt: now,
    knownVersion: 0,
    nextPeriod: due.period,
    nextDueAt: due.at,
    createdAt: now,
    updatedAt: now,
  }))
  return { rows, dueAt: due.at }
}
