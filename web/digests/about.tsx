import { dayIn, formatDay } from '../../src/calendar.ts'
import { cadenceWords } from '../../src/digests/naming.ts'
import type { Subscription } from '../../src/digests/queries.ts'
import { paths } from '../../src/paths.ts'

type Told = { subscription: Subscription; words: string }

/** What a subscription tells of. */
export const About = ({ subscription: { kind }, words }: Told) => (
  <>
    {kind === 'search' ? 'Your search: ' : 'You get '}
    <b>{words}</b>
  </>
)

/** Where the same stands on a page. */
export function seenAt({ kind, query, subjectId }: Subscription): { path: string; label: string } {
  if (kind === 'matches') return { path: paths.ownMatches(), label: 'See all your matches' }
  if (kind === 'talent') return { path: paths.officeOpportunities(subjectId ?? ''), label: 'See its opportunities' }
  if (kind === 'group') return { path: paths.group(subjectId ?? ''), label: 'See your group' }
  return { path: paths.board(query), label: 'See it on the board' }
}

/** When the next mail comes, as the reader's clock has it. */
export function nextWords({ cadence, nextDueAt, pausedUntil, zone, hour }: Subscription, now: number): string {
  if (pausedUntil !== null && pausedUntil > now) return `Paused until ${formatDay(dayIn(pausedUntil, zone))}.`
  if (nextDueAt === null) return `Comes ${cadenceWords[cadence]}.`
  return `Comes ${cadenceWords[cadence]}; next on ${formatDay(dayIn(nextDueAt, zone))} at ${hour}:00, if there is something new.`
}
