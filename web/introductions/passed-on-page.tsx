import type { Passing } from '../../src/introductions/referring.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'

/** What somebody passed on, by their link: it leads to the opportunity, and onto one's own list. */
export const PassedOnPage = ({ opportunity: o, token }: { opportunity: Passing; token: string }) => (
  <Layout title={`Passed on: ${o.title}`} hidden>
    <main id="main" class="narrow">
      <p class="soft">Somebody passed this on to you</p>
      <h1>{o.title}</h1>
      <p>{`At ${o.organization}.`}</p>
      {!o.open && <p class="flag">It is closed by now.</p>}
      <p class="actions">
        <a class="button main" href={paths.opportunity(o.id, o.title)}>
          {o.open ? 'See what it is' : 'See what it was'}
        </a>
        {o.open && (
          <a class="button" href={paths.passedOnApplication(o.id, token)} rel="nofollow">
            Add to my applications
          </a>
        )}
      </p>
      {o.open && (
        <p class="soft small">
          If you take it up, we keep that somebody’s link helped. Whoever passed it on is not told who you are.
        </p>
      )}
    </main>
  </Layout>
)
