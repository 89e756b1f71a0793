import type { Opportunity } from '../../src/opportunities/queries.ts'
import type { RetractionReason } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { facetValueName } from '../../src/search/naming.ts'
import { Layout } from '../layout.tsx'

const because: Record<RetractionReason, string> = {
  hazardous: 'because what it asked for could do harm. Only its category is shown',
  misleading: 'because what it said was misleading',
  duplicate: 'because it is here already under another address',
  mistake: 'because it was published by mistake',
}

/** What the public reads of an opportunity that a moderator has taken away: its category, and why. */
export function RetractedPage({ opportunity: o }: { opportunity: Opportunity }) {
  const category = [o.kind, ...o.workGroups].map((value, i) => facetValueName(i ? 'work_group' : 'kind', value))
  return (
    <Layout title="Retracted" path={paths.board()} hidden>
      <main id="main" class="narrow">
        <h1>Retracted</h1>
        <p>
          <b>{category.join(' · ')}</b>
        </p>
        <p>This opportunity was taken away by a moderator, {o.retracted && because[o.retracted]}.</p>
        <p>
          <a class="button main" href={paths.board(`kind=${o.kind}`)}>
            See what is open
          </a>
        </p>
      </main>
    </Layout>
  )
}
