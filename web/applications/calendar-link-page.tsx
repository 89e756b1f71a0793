import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'

/** The private link of a calendar, the only time it is shown. */
export const CalendarLinkPage = ({ url }: { url: string }) => (
  <Layout title="Your calendar link" path={paths.me()} own={paths.applications()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Your calendar link</h1>
      <p role="status" class="done">
        This is the only time it is shown: copy it now.
      </p>
      <p class="secret">{url}</p>
      <p>
        In your calendar program choose “subscribe” or “from a web address” and paste it. Whoever has the link sees what
        you track and when it is due, no notes.
      </p>
      <p>
        <a class="button main" href={paths.applications()}>
          Back to your applications
        </a>
      </p>
    </main>
  </Layout>
)
