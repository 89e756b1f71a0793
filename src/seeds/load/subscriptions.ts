import { DAY } from '../../calendar.ts'
import { nextDue } from '../../digests/cadence.ts'
import { Schedule } from '../../digests/schema.ts'
import type { subscriptions } from '../../digests/table.ts'
import { kinds, sides, workGroups } from '../../opportunities/schema.ts'
import { boardQueryString, parseBoardQuery } from '../../search/schema.ts'
import { skills } from '../../taxonomy/terms.ts'
import { cities } from './cities.ts'
import { seededId } from './ids.ts'
import type { Random } from './random.ts'
import { COMMON_WORD } from './words.ts'

type Row = Omit<typeof subscriptions.$inferInsert, 'emailKey'>

/** A confirmed subscription that has seen the board as it is now and waits for its first mailing. */
export function makeSubscription(random: Random, now: number, tag: string): Row {
  const schedule = scheduleOf(random)
  const due = nextDue(schedule, now)
  const confirmedAt = now - random.whole(0, 90) * DAY
  return {
    id: seededId(random, 'sub', confirmedAt),
    email: `reader-${tag}@load.test`,
    query: searchOf(random),
    ...schedule,
    confirmedAt,
    nextPeriod: due.period,
    nextDueAt: due.at,
    createdAt: confirmedAt,
    updatedAt: confirmedAt,
  }
}

const scheduleOf = (random: Random) =>
  Schedule.parse({
    cadence: random.popular(['weekly', 'daily', 'monthly', 'fortnightly']),
    weekday: random.popular([1, 5, 2, 3, 4, 6, 7]),
    hour: random.popular([8, 7, 18, 9, 12, 20, 6]),
    zone: random.popular(cities).zone,
  })

/** One or two wishes out of many; one reader in ten wants everything. */
function searchOf(random: Random): string {
  const wishes: readonly (() => [string, string])[] = [
    () => ['kind', random.pick(kinds)],
    () => ['work_group', random.pick(workGroups)],
    () => ['side', random.pick(sides)],
    () => ['country', random.popular(cities).country],
    () => ['commitment', random.pick(['full_time', 'fractional'])],
    () => ['skill', random.popular(skills).id],
    () => ['region', random.pick(['europe', 'americas', 'africa', 'asia'])],
    () => ['hours_max', String(random.whole(3, 30))],
    () => ['q', random.pick([COMMON_WORD, 'cluster', 'regulators', 'travel money', 'handbook'])],
  ]
  const chosen = random.chance(0.1) ? [] : random.several(wishes, 1, 2)
  return boardQueryString(parseBoardQuery(new URLSearchParams(chosen.map((wish) => wish()))).query)
}
