import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Subscription } from '../../src/digests/queries.ts'
import { cadences } from '../../src/digests/schema.ts'
import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field, Select } from '../ui/field.tsx'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const cadenceOptions = cadences.map((value) => ({ value, label: value }))
const weekdayOptions = weekdays.map((label, i) => ({ value: String(i + 1), label }))
const hourOptions = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00` }))

type Props = {
  subscription: Subscription
  /** The search in words. */
  words: string
  token: string
  done?: 'confirmed' | 'saved'
  typed?: Record<string, string>
  issues?: Issue[]
}

export function ManagePage({ subscription: s, words, token, done, typed, issues = [] }: Props) {
  const value = (name: 'cadence' | 'weekday' | 'hour' | 'zone') => typed?.[name] ?? String(s[name])
  const error = (name: string) => issues.find((issue) => issue.path === name)?.message
  if (s.endedAt) return <EndedPage query={s.query} />
  return (
    <Layout title="Your subscription" hidden>
      <main id="main" class="narrow">
        <h1>Your subscription</h1>
        {done && (
          <p role="status" class="done">
            {done === 'confirmed' ? 'Confirmed. What is open now counts as known to you.' : 'Saved.'}
          </p>
        )}
        {issues.length > 0 && (
          <p role="alert" class="error">
            Nothing was saved yet: see below.
          </p>
        )}
        <p>
          Your search: <b>{words}</b>. <a href={paths.board(s.query)}>See it on the board</a>.
        </p>
        {s.nextDueAt && <p class="soft">{nextWords(s.nextDueAt, s)}</p>}
        <form method="post" class="panel fields">
          <Select
            name="cadence"
            label="How often"
            options={cadenceOptions}
            value={value('cadence')}
            error={error('cadence')}
          />
          <Select
            name="weekday"
            label="On (weekly and rarer)"
            options={weekdayOptions}
            value={value('weekday')}
            error={error('weekday')}
          />
          <Select name="hour" label="At" options={hourOptions} value={value('hour')} error={error('hour')} />
          <Field
            name="zone"
            label="Time zone"
            value={value('zone')}
            error={error('zone')}
            hint="Such as Europe/Paris or America/New_York"
            choices={Intl.supportedValuesOf('timeZone')}
          />
          <button class="button main" type="submit">
            Save
          </button>
        </form>
        <form method="post" action={paths.unsubscribe(token)}>
          <button class="button" type="submit">
            Unsubscribe
          </button>
        </form>
      </main>
    </Layout>
  )
}

const nextWords = (at: number, { zone, hour }: Subscription) =>
  `The next mail can come on ${formatDay(dayIn(at, zone))} at ${hour}:00, if something new fits.`

const EndedPage = ({ query }: { query: string }) => (
  <Layout title="Ended" hidden>
    <main id="main" class="narrow">
      <h1>This subscription has ended</h1>
      <p>No more mail comes from it.</p>
      <p>
        <a class="button" href={paths.subscribe(query)}>
          Subscribe again
        </a>
      </p>
    </main>
  </Layout>
)
