import { formatDay } from '../../src/calendar.ts'
import { cadenceWords } from '../../src/digests/naming.ts'
import type { Subscription } from '../../src/digests/queries.ts'
import type { Cadence } from '../../src/digests/schema.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { About } from './about.tsx'

type Asked = { subscription: Subscription; words: string; token: string }
type Chosen = Asked & { title: string; says: string; action: string; name: string; value: string; press: string }

/** What a link in a mail has chosen: opening it does nothing, only the press does. */
const ChosenPage = ({ subscription, words, token, title, says, action, name, value, press }: Chosen) => (
  <Layout title={title} hidden>
    <main id="main" class="narrow">
      <h1>{title}</h1>
      <p>
        <About subscription={subscription} words={words} />, {cadenceWords[subscription.cadence]}.
      </p>
      <p>{says}</p>
      <form method="post" action={action}>
        <input type="hidden" name={name} value={value} />
        <button class="button main" type="submit">
          {press}
        </button>
      </form>
      <p>
        <a href={paths.subscription(token)}>Change something else, or leave it as it is</a>
      </p>
    </main>
  </Layout>
)

export const PauseChosenPage = ({ until, ...asked }: Asked & { until: string }) => (
  <ChosenPage
    {...asked}
    title="Pause this mail?"
    says={`No mail before ${formatDay(until)}. What is new in the meantime comes with the first one after it.`}
    action={paths.subscriptionPause(asked.token)}
    name="until"
    value={until}
    press={`Pause until ${formatDay(until)}`}
  />
)

export const LessChosenPage = ({ cadence, ...asked }: Asked & { cadence: Cadence }) => (
  <ChosenPage
    {...asked}
    title="Mail less often?"
    says={`From now on it comes ${cadenceWords[cadence]}. Nothing is lost: each mail holds all that is new since the last.`}
    action={paths.subscriptionCadence(asked.token)}
    name="cadence"
    value={cadence}
    press={`Mail me ${cadenceWords[cadence]}`}
  />
)
