import type { Report } from '../../src/impact/reading.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'
import { ReportBody } from './report-body.tsx'

const done = { notes: 'The notes are saved.' }

/** A group's impact report, and the ways to what it is made of. */
export function ReportPage({ group, report, done: said }: { group: Report['group']; report: Report; done?: string }) {
  const { id } = group
  return (
    <GroupFrame group={group} title="Impact" current={paths.groupImpact(id)}>
      <div class="tracker impact">
        <h1>{`Impact of ${group.name}`}</h1>
        <Done done={said} words={done} />
        <p class="actions">
          <a class="button main" href={paths.newEstimate(id)}>
            Add an estimate
          </a>
          <a class="button" href={paths.groupEstimates(id)}>
            Estimates
          </a>
          <a class="button" href={paths.reportedRows(id)}>
            Printed figures
          </a>
          <a class="button" href={paths.impactNotes(id)}>
            Notes
          </a>
          <a class="button" href={paths.reportLinks(id)}>
            Share
          </a>
          <a class="button" href={paths.groupReport(id, 'csv')}>
            CSV
          </a>
          <a class="button" href={paths.groupReport(id, 'json')}>
            JSON
          </a>
        </p>
        {report.sections.length === 0 && (
          <p class="panel">
            Nothing is estimated yet. Say of one program, or of one person, how many full-time equivalents there are
            with it and how many there would be without. Figures that were printed elsewhere can stand here too.
          </p>
        )}
        <ReportBody report={report} />
      </div>
    </GroupFrame>
  )
}
