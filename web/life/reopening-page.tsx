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

/** A new deadline: opens again what was closed, gives more time to what is open. */
export function ReopeningPage({ opportunity: o, closed, typed, issues = [] }: Props) {
  const error = issues.find(({ path }) => path === 'closesOn')?.message
  const title = closed ? 'Open it again' : 'Extend the deadline'
  const zone = o.zone && o.zone !== ANYWHERE_ON_EARTH ? `in the zone ${o.zone}` : 'anywhere on Earth'
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
            hint={`Open until the end of this day ${zone}. Without a deadline we ask now and then whether it is still open.`}
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
