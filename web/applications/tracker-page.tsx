import type { Tracked, TrackerSettings } from '../../src/applications/queries.ts'
import { openStates, type State } from '../../src/applications/schema.ts'
import { formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { Landing } from '../../src/landings/queries.ts'
import { paths } from '../../src/paths.ts'
import { LandingsPanel } from '../landings/landings-panel.tsx'
import { Layout } from '../layout.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { MoveButtons } from './move-buttons.tsx'
import { leftWords, nameOf, ofWhom } from './opportunity-line.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { stateNames } from './words.ts'

type Props = {
  tracked: Tracked[]
  landings: Landing[]
  settings: TrackerSettings
  now: number
  /** Where the reader seems to be. */
  zone?: string
  done?: string
  issues?: Issue[]
  typed?: Record<string, string>
}

const doneWords: Record<string, string> = {
  ...Object.fromEntries(Object.entries(stateNames).map(([state, name]) => [state, `${name}: noted.`])),
  saved: 'Saved to your applications.',
  already: 'That is among your applications already, and further along. It stays as it is.',
  accepted: 'Congratulations. Your landing stands below.',
  removed: 'Removed from your applications, with its notes.',
  settings: 'Saved.',
  'calendar-ended': 'The link is ended: calendars that use it get nothing more.',
  landing: 'Your landing is saved.',
  'landing-removed': 'That landing is removed.',
}

/** All that somebody tracks, a column for each state, with what they can say next. */
export function TrackerPage({ tracked, landings, settings, now, zone, done = '', issues = [], typed }: Props) {
  const open: readonly State[] = openStates
  const ended = tracked.filter(({ state }) => !open.includes(state))
  const words = Object.hasOwn(doneWords, done) ? doneWords[done] : undefined
  return (
    <Layout title="Your applications" path={paths.me()} own={paths.applications()} hidden workspace>
      <main id="main" class="tracker">
        <h1>Your applications</h1>
        {words && (
          <p role="status" class="done">
            {words}
          </p>
        )}
        <FormSummary issues={issues} labels={{ zone: 'Time zone' }} />
        {tracked.length === 0 ? <Empty /> : <p class="soft">Only you see this. What you write stays private.</p>}
        {tracked.some(({ state }) => open.includes(state)) && (
          <div class="columns">
            {openStates.map((state) => (
              <Column key={state} state={state} tracked={tracked.filter((one) => one.state === state)} now={now} />
            ))}
          </div>
        )}
        <div class="beside">
          <div>
            {ended.length > 0 && <Ended tracked={ended} />}
            <LandingsPanel landings={landings} />
          </div>
          <div>
            <SettingsPanel settings={settings} zone={zone} issues={issues} typed={typed} />
          </div>
        </div>
      </main>
    </Layout>
  )
}

const Empty = () => (
  <div class="panel">
    <h2>Nothing saved yet</h2>
    <p>
      Press “Save or track” on an opportunity you like. Here you then say how it goes, from saved to accepted, and we
      remind you of its deadline. Only you see it.
    </p>
    <p class="actions">
      <a class="button main" href={paths.board()}>
        See what is open
      </a>
      <a class="button" href={paths.ownMatches()}>
        See your matches
      </a>
    </p>
  </div>
)

const Column = ({ state, tracked, now }: { state: State; tracked: Tracked[]; now: number }) => (
  <section class={tracked.length ? undefined : 'empty-column'}>
    <h2 id={`in-${state}`}>
      {stateNames[state]} <span class="num">{tracked.length}</span>
    </h2>
    {tracked.length === 0 && <p class="soft small">Nothing here.</p>}
    {tracked.length > 0 && (
      <ul aria-labelledby={`in-${state}`}>
        {tracked.map((one) => (
          <Card key={one.id} tracked={one} now={now} />
        ))}
      </ul>
    )}
  </section>
)

function Card({ tracked: one, now }: { tracked: Tracked; now: number }) {
  const left = one.state === 'saved' || one.state === 'preparing' ? leftWords(one, now) : null
  return (
    <li id={one.id}>
      <h3>
        <a href={paths.ownApplication(one.id)}>{nameOf(one)}</a>
      </h3>
      <p class="soft small">{ofWhom(one)}</p>
      <p class="small">
        {left ? (
          <span class={left.soon ? 'soon' : 'soft'}>{left.text}</span>
        ) : (
          <span class="soft">{`since ${formatDay(one.since)}`}</span>
        )}
        {one.dueOn && <span class="soft">{` · yours: ${formatDay(one.dueOn)}`}</span>}
        {one.notes && <span class="soft"> · notes</span>}
      </p>
      <MoveButtons tracked={one} back={paths.applications()} />
    </li>
  )
}

const Ended = ({ tracked }: { tracked: Tracked[] }) => (
  <section class="panel">
    <h2>Decided</h2>
    <ul class="lines">
      {tracked.map((one) => (
        <li key={one.id}>
          <span>
            <a href={paths.ownApplication(one.id)}>{nameOf(one)}</a> <span class="soft small">{ofWhom(one)}</span>
          </span>
          <span class="soft small">{`${stateNames[one.state]}, ${formatDay(one.since)}`}</span>
        </li>
      ))}
    </ul>
  </section>
)
