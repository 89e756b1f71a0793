import type { Passing } from '../../src/introductions/referring.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'

type Props = {
  opportunity: Passing
  /** Of all that the reader passed on. */
  takenUp: number
  origin: string
  maySuggest: boolean
}

/** A reader's own link to pass an opportunity on. */
export const ReferralPage = ({ opportunity: o, takenUp, origin, maySuggest }: Props) => (
  <Layout title={`Pass on: ${o.title}`} hidden workspace>
    <main id="main" class="narrow">
      <h1>Pass it on</h1>
      <p>
        <a href={paths.opportunity(o.id, o.title)}>{o.title}</a> at {o.organization}
      </p>
      {!o.open && <p class="flag">It is closed: there is nothing to pass on any more.</p>}
      {o.token && (
        <div class="panel field">
          <label for="own-link">Your link</label>
          <input id="own-link" type="text" readonly value={origin + paths.passedOn(o.id, o.token)} />
          <p class="soft small">
            It does not name you. Give it to whom you like: if somebody takes it up by this link, we keep that you
            helped.
          </p>
        </div>
      )}
      {!o.token && o.open && (
        <form method="post" class="panel">
          <p>
            Make a link of your own and send it to whom you like. It does not name you; if somebody takes it up by this
            link, we keep that you helped.
          </p>
          <button class="button main" type="submit">
            Make my link
          </button>
        </form>
      )}
      {takenUp > 0 && (
        <p class="done">
          {takenUp === 1 ? 'One position was' : `${takenUp} positions were`} taken up by links of yours so far. Thank
          you.
        </p>
      )}
      {maySuggest && o.open && (
        <p>
          <a href={paths.suggestions(o.id)}>Or suggest it by mail to somebody you know</a>
        </p>
      )}
    </main>
  </Layout>
)
