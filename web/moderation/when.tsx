import { DAY, HOUR, isoInstant, MINUTE } from '../../src/calendar.ts'

/** "2026-03-02 12:00", UTC. */
export const Instant = ({ at }: { at: number }) => (
  <time datetime={isoInstant(at)}>{isoInstant(at).slice(0, 16).replace('T', ' ')}</time>
)

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

/** "3 days", "5 hours", "a few minutes": how long something has been waiting. */
export function ageWords(ms: number): string {
  if (ms >= DAY) return counted(Math.floor(ms / DAY), 'day')
  if (ms >= HOUR) return counted(Math.floor(ms / HOUR), 'hour')
  return ms >= 10 * MINUTE ? counted(Math.floor(ms / MINUTE), 'minute') : 'a few minutes'
}

export const isOld = (ms: number) => ms > DAY
