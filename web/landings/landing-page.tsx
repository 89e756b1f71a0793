import type { Issue } from '../../src/errors.ts'
import type { Landing } from '../../src/landings/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { LandingFields, landingLabels } from './landing-fields.tsx'
import { landingWords } from './landings-panel.tsx'

type Props = { landing: Landing; typed: Record<string, string>; issues: Issue[]; stale?: boolean }

/** A landing of one's own: mend it, or say that it has ended. */
export const LandingPage = ({ landing, typed, issues, stale }: Props) => (
  <Layout title="Your landing" path={paths.me()} own={paths.applications()} hidden workspace>
    <main id="main" class="narrow">
      <p class="soft small">
        <a href={`${paths.applications()}#landings`}>← Your applications</a>
      </p>
      <h1>Your landing</h1>
      <p>
        <b>{landing.title}</b>, {landing.organizationName}
      </p>
      <FormSummary issues={issues} labels={landingLabels} />
      {stale && (
        <div class="summary" role="alert" tabIndex={-1} autofocus>
          <p>
            <b>It was changed in another window.</b> There it says: {landingWords(landing)}. What you typed is still
            here: save again to keep yours.
          </p>
        </div>
      )}
      <form method="post" class="panel">
        <LandingFields typed={typed} issues={issues} withEnd />
        <input type="hidden" name="seenAt" value={landing.updatedAt} />
        <p class="actions">
          <button class="button main" type="submit">
            Save
          </button>
        </p>
      </form>
      <details class="removal small">
        <summary>It never was one</summary>
        <form method="post" action={paths.landingRemoval(landing.id)} class="stack">
          <p>If you noted it by mistake, remove it. If it is over, give its last day instead: it counts.</p>
          <button class="button" type="submit">
            Remove this landing
          </button>
        </form>
      </details>
    </main>
  </Layout>
)
