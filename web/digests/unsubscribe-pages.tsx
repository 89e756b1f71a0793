import type { Subscription } from '../../src/digests/queries.ts'
import { lessOften } from '../../src/digests/schema.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { About } from './about.tsx'

export const UnsubscribePage = ({
  subscription,
  words,
  token,
}: {
  subscription: Subscription
  words: string
  token: string
}) => (
  <Layout title="Unsubscribe" hidden>
    <main id="main" class="narrow">
      <h1>{subscription.endedAt ? 'You are unsubscribed' : 'Unsubscribe?'}</h1>
      <p>
        <About subscription={subscription} words={words} />
      </p>
      {!subscription.endedAt && (
        <>
          <form method="post">
            <button class="button main" type="submit">
              Unsubscribe
            </button>
          </form>
          <p>
            Too much mail? <a href={lessPath(subscription, token)}>Make it less often</a>, or{' '}
            <a href={paths.subscription(token, 'pause=4w')}>pause it for four weeks</a>.
          </p>
        </>
      )}
    </main>
  </Layout>
)

function lessPath({ cadence }: Subscription, token: string): string {
  const less = lessOften(cadence)
  return paths.subscription(token, less ? `less=${less}` : '')
}

export const UnsubscribedPage = () => (
  <Layout title="Unsubscribed" hidden>
    <main id="main" class="narrow">
      <h1>You are unsubscribed</h1>
      <p>No more mail comes from this subscription.</p>
      <p>
        <a class="button" href={paths.board()}>
          Back to the board
        </a>
      </p>
    </main>
  </Layout>
)
