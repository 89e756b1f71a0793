import { addDays, dayIn } from '../../src/calendar.ts'
import { cadenceWords } from '../../src/digests/naming.ts'
import type { Subscription } from '../../src/digests/queries.ts'
import { cadences } from '../../src/digests/schema.ts'
import type { Standing } from '../../src/digests/standing.ts'
import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { Field, Select } from '../ui/field.tsx'
import { About, StateOf, seenAt } from './about.tsx'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const cadenceOptions = cadences.map((value) => ({ value, label: cadenceWords[value] }))
const weekdayOptions = weekdays.map((label, i) => ({ value: String(i + 1), label }))
const hourOptions = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00` }))
const USUAL_PAUSE_DAYS = 28

const doneWords = {
  confirmed: 'Confirmed. What is open now counts as known to you.',
  saved: 'Saved.',
  paused: 'Paused. What is new in the meantime comes when it goes on.',
  resumed: 'It goes on.',
  rare: 'It comes that rarely already.',
}

type Props = {
  subscription: Subscription
  /** What it tells of. */
  words: string
  token: string
  /** What keeps mail from coming, if anything does. */
  standing: Standing
  now: number
  /** Whether the next mail can be looked at. */
  preview: boolean
  done?: string
  typed?: Record<string, string>
  issues?: Issue[]
}

export function ManagePage(props: Props) {
  const { subscription: s, words, token, standing, now, preview, done, issues = [] } = props
  if (s.endedAt) return <EndedPage subscription={s} />
  const seen = seenAt(s)
  return (
    <Layout title="Your subscription" hidden workspace>
      <main id="main" class="narrow">
        <h1>Your subscription</h1>
        <Done done={done} words={doneWords} />
        {issues.length > 0 && (
          <p role="alert" class="error">
            Nothing was saved yet: see below.
          </p>
        )}
        <p>
          <About subscription={s} words={words} standing={standing} />.
          {!standing.lapse && (
            <>
              {' '}
              <a href={seen.path}>{seen.label}</a>.
            </>
          )}
        </p>
        <StateOf subscription={s} standing={standing} now={now} />
        <p class="actions">
          {preview && (
            <a class="button" href={paths.subscriptionPreview(token)}>
              Preview the next mail
            </a>
          )}
          <a class="button" href={paths.subscriptionMails(token)}>
            Mails that came
          </a>
        </p>
        <ScheduleForm {...props} />
        {s.pausedUntil !== null && s.pausedUntil > now ? <Paused {...props} /> : <PauseForm {...props} />}
        <form method="post" action={paths.unsubscribe(token)}>
          <button class="button" type="submit">
            Unsubscribe
          </button>
        </form>
      </main>
    </Layout>
  )
}

const errorIn = (issues: Issue[] = [], name: string) => issues.find((issue) => issue.path === name)?.message

function ScheduleForm({ subscription, token, typed, issues }: Props) {
  const field = (name: 'cadence' | 'weekday' | 'hour' | 'zone') => ({
    name,
    value: typed?.[name] ?? String(subscription[name]),
    error: errorIn(issues, name),
  })
  return (
    <form method="post" action={paths.subscription(token)} class="panel fields">
      <Select {...field('cadence')} label="How often" options={cadenceOptions} />
      <Select {...field('weekday')} label="On (weekly and rarer)" options={weekdayOptions} />
      <Select {...field('hour')} label="At" options={hourOptions} />
      <Field
        {...field('zone')}
        label="Time zone"
        hint="Such as Europe/Paris or America/New_York"
        choices={Intl.supportedValuesOf('timeZone')}
      />
      <button class="button main" type="submit">
        Save
      </button>
    </form>
  )
}

const PauseForm = ({ subscription, token, now, typed, issues }: Props) => (
  <form method="post" action={paths.subscriptionPause(token)} class="panel stack">
    <h2>Pause</h2>
    <Field
      name="until"
      type="date"
      label="No mail before"
      value={typed?.until ?? addDays(dayIn(now, subscription.zone), USUAL_PAUSE_DAYS)}
      error={errorIn(issues, 'until')}
      required
    />
    <button class="button" type="submit">
      Pause
    </button>
  </form>
)

const Paused = ({ token }: Props) => (
  <form method="post" action={paths.subscriptionPauseEnd(token)} class="panel stack">
    <h2>Paused</h2>
    <p class="soft">What is new in the meantime comes with the first mail after it.</p>
    <button class="button" type="submit">
      Go on now
    </button>
  </form>
)

const EndedPage = ({ subscription: { kind, query } }: { subscription: Subscription }) => (
  <Layout title="Ended" hidden>
    <main id="main" class="narrow">
      <h1>This subscription has ended</h1>
      <p>No more mail comes from it.</p>
      <p>
        <a class="button" href={kind === 'search' ? paths.subscribe(query) : paths.ownSubscriptions()}>
          Subscribe again
        </a>
      </p>
    </main>
  </Layout>
)
