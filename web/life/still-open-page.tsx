import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Asking } from '../../src/opportunities/life/answering-still-open.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

type Props = Asking & { done: number; error?: string; chosen?: readonly string[] }

/** What the link in the mail opens: the answer is chosen, one press gives it. */
export function StillOpenPage({ organization, asked, done, error, chosen }: Props) {
  const closed = asked.some((one) => one.closed)
  return (
    <Layout title="Still open?" hidden workspace>
      <main id="main" class="narrow">
        <h1>{asked.length || !done ? 'Still open?' : 'Thank you'}</h1>
        {done > 0 && (
          <p role="status" class="done">
            {done === 1 ? 'Noted: one is still open.' : `Noted: ${done} are still open.`}
          </p>
        )}
        {asked.length === 0 && <p>{`${organization} has nothing to answer for now. We ask again in good time.`}</p>}
        {error && <FormSummary issues={[{ path: '', message: error }]} labels={{}} />}
        {asked.length > 0 && (
          <form method="post" class="panel">
            <fieldset class="choices">
              <legend>{`Of ${organization}, these are still open:`}</legend>
              {asked.map(({ id, title, dueAt, reported, closed }) => (
                <label key={id}>
                  <input type="checkbox" name="id" value={id} checked={chosen?.includes(id) ?? true} />
                  <span>
                    {title}{' '}
                    <span class="soft small">
                      {closed && 'closed, because nobody answered'}
                      {!closed && reported && 'a reader told us that it is closed'}
                      {!closed && dueAt !== null && `closes on ${formatDay(dayIn(dueAt, 'UTC'))} without an answer`}
                    </span>
                  </span>
                </label>
              ))}
            </fieldset>
            <p class="soft small">
              Take the mark away from what is not open any more.
              {closed && ' What had closed comes back to the board.'}
            </p>
            <p class="actions">
              <button class="button main" type="submit">
                {asked.length === 1 ? 'Yes, still open' : 'These are still open'}
              </button>
            </p>
          </form>
        )}
        <p class="small">
          <a href={paths.board()}>See the board</a>
        </p>
      </main>
    </Layout>
  )
}
