import type { Subscription } from '../../src/digests/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'

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
        Your search: <b>{words}</b>
      </p>
      {!subscription.endedAt && (
        <>
          <form method="post">
            <button class="button main" type="submit">
              Unsubscribe
            </button>
          </form>
          <p>
            Too much mail? <a href={paths.subscription(token)}>Make it less often</a>.
          </p>
        </>
      )}
    </main>
  </Layout>
)

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
