import type { Overview } from '../../../src/digests/operating/overview.ts'
import type { Issue } from '../../../src/errors.ts'
import { paths } from '../../../src/paths.ts'
import { Layout } from '../../layout.tsx'
import { StaffLinks } from '../../moderation/staff-links.tsx'
import { Done } from '../../ui/done.tsx'
import { FormSummary } from '../../ui/form-summary.tsx'
import { FailedDigests } from './failed-digests.tsx'
import { MailState } from './mail-state.tsx'
import { PausedRuns } from './paused-runs.tsx'
import { RunTable } from './run-table.tsx'
import { liftingLabels, StoppedAddresses } from './stopped-addresses.tsx'
import { UncertainCalls } from './uncertain-calls.tsx'

type Props = {
  overview: Overview
  now: number
  /** Where this page of runs begins, if it is not the first. */
  before: string | undefined
  done: string
  typed?: Record<string, string>
  issues?: Issue[]
}

const doneWords = {
  resumed: 'The run goes on at the next quarter of an hour.',
  resent: 'The digest is composed anew and goes out at the next quarter of an hour.',
  arrived: 'Noted: it arrived. Nothing is sent again.',
  lifted: 'Mail to that address goes out again.',
  lost: 'Noted: it did not arrive. What it told comes with the next digest, or now: see “Failed”.',
}

/** How digests are going, and what an operator can do about it. */
export const MailRunsPage = ({ overview, now, before, done, typed, issues = [] }: Props) => (
  <Layout title="Mail" hidden workspace>
    <main id="main" class="desk mail-desk">
      <StaffLinks />
      {!issues.length && <Done done={done} words={doneWords} />}
      <FormSummary issues={issues} labels={typed?.call === undefined ? liftingLabels : {}} />
      <div class="heading">
        <h1>Mail</h1>
        <a class="button" href={paths.mailForecast()}>
          What would be sent
        </a>
      </div>
      <MailState {...overview} />
      <PausedRuns runs={overview.paused} />
      <UncertainCalls uncertain={overview.uncertain} now={now} typed={typed} issues={issues} />
      <FailedDigests causes={overview.causes} failed={overview.failed} />
      <StoppedAddresses typed={typed?.call === undefined ? typed : undefined} issues={issues} />
      <RunTable runs={overview.runs} older={overview.older} before={before} />
    </main>
  </Layout>
)
