import { ANYWHERE_ON_EARTH } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field } from '../ui/field.tsx'

type Props = {
  opportunity: { id: string; title: string; zone: string | null }
  closed: boolean
  typed: { closesOn: string }
  issues?: Issue[]
}

const zoneWords = (zone: string) => (zone === ANYWHERE_ON_EARTH ? 'anywhere on Earth' : `in the zone ${zone}`)

/** A new deadline: opens again what was closed, gives more time to what is open. */
export function ReopeningPage({ opportunity: o, closed, typed, issues = [] }: Props) {
  const error = issues.find(({ path }) => path === 'closesOn')?.message
  const title = closed ? 'Open it again' : 'Extend the deadline'
  const until = o.zone ? `until the end of this day ${zoneWords(o.zone)}` : 'until this day is over everywhere'
  return (
    <Layout title={`${title}: ${o.title}`} path={paths.me()} hidden workspace>
      <main id="main" class="narrow">
        <h1>{title}</h1>
        <p>
          <a href={paths.opportunity(o.id, o.title)}>{o.title}</a>
          {closed
            ? ' comes back to the board, and into the next mail of everybody whose search it is in.'
            : ' stays on the board as it is.'}
        </p>
        <form method="post" class="panel">
          <Field
            name="closesOn"
            label="New deadline"
            type="date"
            value={typed.closesOn}
            error={error}
            autofocus={error !== undefined}
            hint={`Open ${until}. Without a deadline we ask now and then whether it is still open.`}
          />
          <p class="actions">
            <button class="button main" type="submit">
              {closed ? 'Open it again' : 'Save'}
            </button>
          </p>
        </form>
      </main>
    </Layout>
  )
}
