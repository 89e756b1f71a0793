import { cadenceWords } from '../../src/digests/naming.ts'
import type { Subscription } from '../../src/digests/queries.ts'
import { scheduleFor } from '../../src/digests/schema.ts'
import { paths } from '../../src/paths.ts'
import { type BoardQuery, boardQueryString, type Notice } from '../../src/search/schema.ts'
import { Layout } from '../layout.tsx'
import { Notices } from '../ui/notices.tsx'

type Props = { query: BoardQuery; words: string; notices: Notice[]; zone: string; typed?: string; error?: string }

const ofASearch = { heading: 'New opportunities by mail', button: 'Mail me this search' }
const ofOne = { heading: 'Tell me when it opens', button: 'Tell me when it opens' }

/** What will come of it. */
const scheduleWords = {
  weekly:
    'Weekly, on Monday morning; only what is new to you, and no mail when nothing is. You can change day, hour and how often, or stop with one click.',
  daily: 'We look every morning and write once it has opened, with no mail before. You can stop with one click.',
}

export function SubscribePage({ query, words, notices, zone, typed = '', error }: Props) {
  const search = boardQueryString(query)
  const { heading, button } = query.opportunity ? ofOne : ofASearch
  return (
    <Layout title={button} path={paths.subscribe()}>
      <main id="main" class="narrow">
        <h1>{heading}</h1>
        <Notices notices={notices} />
        {query.opportunity ? (
          <p>
            <b>{words}</b>. <a href={paths.opportunity(query.opportunity, '')}>See it now</a>.
          </p>
        ) : (
          <p>
            Your search: <b>{words}</b>. <a href={paths.board(search)}>See what it finds now, or change it</a>.
          </p>
        )}
        <form method="post" action={paths.subscribe()} class="panel">
          {[...new URLSearchParams(search)].map(([name, value]) => (
            <input key={name + value} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="zone" value={zone} data-zone />
          <div class="field">
            <label for="email">Your e-mail address</label>
            <input
              id="email"
              name="email"
              type="email"
              autocomplete="email"
              required
              maxlength={254}
              value={typed}
              aria-invalid={error ? 'true' : undefined}
              aria-describedby={error ? 'email-error' : undefined}
            />
            {error && (
              <p id="email-error" class="error" role="alert">
                {error}
              </p>
            )}
          </div>
          <p class="soft small">{scheduleWords[scheduleFor(search).cadence]}</p>
          <button class="button main" type="submit">
            {button}
          </button>
        </form>
      </main>
    </Layout>
  )
}

export const AskedPage = () => (
  <Layout title="Please confirm" hidden>
    <main id="main" class="narrow">
      <h1>Look into your mail</h1>
      <p>
        If this address can get mail from us, a link to confirm is on its way. Nothing else is sent before you confirm.
      </p>
      <p class="soft">No mail after ten minutes? Look into the spam folder, or ask again.</p>
      <p>
        <a class="button" href={paths.board()}>
          Back to the board
        </a>
      </p>
    </main>
  </Layout>
)

/** Opening the mailed link shows this; only the press confirms. */
export const ConfirmPage = ({ subscription, words }: { subscription: Subscription; words: string }) => (
  <Layout title="Confirm" hidden>
    <main id="main" class="narrow">
      <h1>{subscription.confirmedAt ? 'This is confirmed already' : 'Confirm your mail'}</h1>
      <p>
        Your search: <b>{words}</b>, {cadenceWords[subscription.cadence]}.
      </p>
      <form method="post">
        <button class="button main" type="submit">
          {subscription.confirmedAt ? 'See my subscription' : 'Yes, mail me this'}
        </button>
      </form>
    </main>
  </Layout>
)
