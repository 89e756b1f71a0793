import { dayIn, formatDay } from '../../src/calendar.ts'
import { cadenceWords } from '../../src/digests/naming.ts'
import type { Subscription } from '../../src/digests/queries.ts'
import type { Lapse, Standing, Suppression } from '../../src/digests/standing.ts'
import { paths } from '../../src/paths.ts'

type Told = { subscription: Subscription; words: string; standing?: Standing }

/** What a subscription tells of. */
export const About = ({ subscription: { kind }, words, standing }: Told) => (
  <>
    {kind === 'search' ? 'Your search: ' : isStopped(standing) ? 'You asked for ' : 'You get '}
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

const isStopped = (standing: Standing | undefined) => Boolean(standing?.suppressed || standing?.lapse)

/** What becomes of it now: when the next mail comes, or why none does. */
export const StateOf = ({ subscription, standing, now }: Omit<Told, 'words'> & { standing: Standing; now: number }) => (
  <p class={isStopped(standing) ? 'flag' : 'soft'}>{stateWords(subscription, standing, now)}</p>
)

export function stateWords(subscription: Subscription, { suppressed, lapse, name }: Standing, now: number): string {
  if (suppressed) return suppressedWords(suppressed, subscription.zone)
  return lapse ? lapseWords[lapse](name) : nextWords(subscription, now)
}

/** Why nothing goes to an address, since when, and what can be done. */
export function suppressedWords({ reason, at }: Suppression, zone: string): string {
  const since = `since ${formatDay(dayIn(at, zone))}`
  return reason === 'bounced'
    ? `No mail goes to this address ${since}: it sent our mail back. If it works again, whoever runs this board can let mail go to it again.`
    : `No mail of this kind goes to this address ${since}: our mail was reported as unwanted there. You can still sign in. If it was a mistake, whoever runs this board can let mail go to it again.`
}

const lapseWords: Record<Lapse, (name: string) => string> = {
  left: (name) => `Stopped: you are no longer in ${name || 'what it is about'}.`,
  moved: () => 'Stopped: the account it was for has gone, or has another address now.',
  'account suspended': () => 'Stopped for now: the account it is for is suspended.',
  'subject suspended': (name) => `Stopped for now: ${name || 'what it is about'} is suspended.`,
}

/** When the next mail comes, as the reader's clock has it. */
function nextWords({ cadence, nextDueAt, pausedUntil, zone, hour }: Subscription, now: number): string {
  const next =
    nextDueAt === null
      ? cadenceWords[cadence]
      : `${cadenceWords[cadence]}, next on ${formatDay(dayIn(nextDueAt, zone))} at ${hour}:00, if there is something new`
  if (pausedUntil !== null && pausedUntil > now)
    return `Paused until ${formatDay(dayIn(pausedUntil, zone))}; then ${next}.`
  return `Comes ${next}.`
}
