import type { Known } from '../../src/applications/queries.ts'
import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import { LandingFields, landingLabels } from '../landings/landing-fields.tsx'
import { Layout } from '../layout.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { ofWhom, PublicTitle } from './opportunity-line.tsx'
import { type Sent, SentFields } from './sent-fields.tsx'

type Props = Known & { sent: Sent; typed: Record<string, string>; issues: Issue[] }

/** The short form by which an accepted offer becomes a landing. */
export function AcceptPage({ opportunity: o, tracked, sent, typed, issues }: Props) {
  if (tracked?.state === 'accepted') return <AcceptedPage id={tracked.id} />
  return (
    <Layout title="You accepted" path={paths.me()} own={paths.applications()} hidden workspace>
      <main id="main" class="narrow">
        <h1>Congratulations</h1>
        <p>
          <b>
            <PublicTitle opportunity={o} />
          </b>
          <br />
          <span class="soft">{ofWhom(o)}</span>
        </p>
        <p>Three questions about it. Only you see the answers with your name.</p>
        <FormSummary issues={issues} labels={landingLabels} />
        <form method="post" action={paths.applications()} class="panel">
          <LandingFields typed={typed} issues={issues} />
          <input type="hidden" name="opportunity" value={o.opportunityId} />
          <input type="hidden" name="state" value="accepted" />
          <input type="hidden" name="asked" value="landing" />
          {tracked && <input type="hidden" name="version" value={tracked.version} />}
          <SentFields sent={sent} />
          <p class="actions">
            <button class="button main" type="submit">
              I accepted
            </button>
          </p>
        </form>
      </main>
    </Layout>
  )
}

const AcceptedPage = ({ id }: { id: string }) => (
  <Layout title="Accepted" path={paths.me()} own={paths.applications()} hidden workspace>
    <main id="main" class="narrow">
      <h1>You have accepted it already</h1>
      <p>
        <a class="button main" href={paths.ownApplication(id)}>
          See how it stands
        </a>
      </p>
    </main>
  </Layout>
)
