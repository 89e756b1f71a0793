import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Report } from '../../src/impact/reading.ts'
import { Layout } from '../layout.tsx'
import { ReportBody } from './report-body.tsx'

/** The report as whoever has a link reads it. */
export const SharedReportPage = ({ report, until }: { report: Report; until: number }) => (
  <Layout title={`Impact: ${report.group.name}`} hidden workspace>
    <main id="main" class="tracker impact">
      <h1>
        {`Impact of ${report.group.name}`}
        {report.group.example && <small class="kind example">example</small>}
      </h1>
      <p class="soft">
        {`Shared by the group with whoever has this link, until ${formatDay(dayIn(until, 'UTC'))}. The figures are the group’s own statements.`}
      </p>
      {report.sections.length === 0 && <p class="panel">The group has not estimated anything yet.</p>}
      <ReportBody report={report} />
    </main>
  </Layout>
)

export const EndedReportPage = () => (
  <Layout title="This link has ended" hidden>
    <main id="main" class="narrow">
      <h1>This link has ended</h1>
      <p>The group shared its report for a while, or has taken the link back. Ask them for a new one.</p>
    </main>
  </Layout>
)
