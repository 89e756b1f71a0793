import type { Opportunity } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'

export const ReportedPage = ({ opportunity: o }: { opportunity: Opportunity }) => (
  <Layout title="Thank you" hidden>
    <main id="main" class="narrow">
      <h1>Thank you</h1>
      <p>
        We look at what you said of <a href={paths.opportunity(o.id, o.title)}>{o.title}</a>. It stays on the board
        until somebody has: a report alone closes nothing.
      </p>
      <p>
        <a class="button" href={paths.board()}>
          Back to the board
        </a>
      </p>
    </main>
  </Layout>
)
