import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Dismissed } from '../../src/matching/dismissing.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { reasonWords } from './dismissal-words.ts'

type Props = { rows: Dismissed[]; next: string | null; done: string }

/** What somebody said is not for them, with the way back. */
export const DismissedPage = ({ rows, next, done }: Props) => (
  <Layout title="Set aside" path={paths.me()} own={paths.ownMatches()} hidden workspace>
    <main id="main" class="narrow">
      <p class="soft small">
        <a href={paths.ownMatches()}>← Your matches</a>
      </p>
      <h1>Set aside</h1>
      {done === 'taken_back' && (
        <p role="status" class="done">
          Taken back. It is matched again while it is open.
        </p>
      )}
      <p class="soft">
        What you said is not for you stays out of your matches. Your reasons are yours: organizations see how many
        people said so and why, never who, and only from five people on.
      </p>
      {rows.length === 0 && <p>Nothing is set aside.</p>}
      {rows.length > 0 && (
        <ul class="lines panel">
          {rows.map((row) => (
            <li key={row.id}>
              <Said {...row} />
              <form method="post" action={paths.dismissalRemoval(row.id)}>
                <button class="button" type="submit">
                  Take it back
                  <span class="visually-hidden">{`: ${nameOf(row)}`}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {next && (
        <p class="paging">
          <a class="button" href={paths.dismissals(`before=${next}`)}>
            Older
          </a>
        </p>
      )}
    </main>
  </Layout>
)

const nameOf = ({ retracted, title }: Dismissed) => (retracted ? 'One that a moderator has retracted since' : title)

const Said = (row: Dismissed) => (
  <div>
    <p>
      {row.retracted ? nameOf(row) : <a href={paths.opportunity(row.id, row.title)}>{row.title}</a>}
      {!row.retracted && <span class="soft"> · {row.organization}</span>}
    </p>
    <p class="soft small">
      {[row.reason === 'other' ? null : reasonWords[row.reason], row.note || null, formatDay(dayIn(row.at, 'UTC'))]
        .filter(Boolean)
        .join(' · ')}
    </p>
  </div>
)
