import { formatDay } from '../../src/calendar.ts'
import type { Report } from '../../src/impact/reading.ts'
import { ReportTable } from './report-table.tsx'

const Text = ({ text }: { text: string }) => <p class="spoken">{text}</p>

/** The report itself, the same for the group and for those outside. */
export function ReportBody({ report }: { report: Report }) {
  const { sections, unestimated, instrumental, notes, on, peopleAsOf, view } = report
  return (
    <>
      <p class="soft">
        {`As of ${formatDay(on)}. `}
        {view === 'outside' && sections.some(({ basis }) => basis === 'people')
          ? `Sums over people as of ${formatDay(peopleAsOf)}, of at least 5 people, head-counts in whole fives. `
          : ''}
        FTE are full-time equivalents; 40 hours a week is 1. Each table stands on one basis: tables are not added.
      </p>
      {sections.map((section) => (
        <ReportTable key={`${section.basis} ${section.source}`} section={section} />
      ))}
      {unestimated.length > 0 && <p class="soft">{`Not estimated: ${unestimated.join(', ')}.`}</p>}
      {instrumental && (
        <section class="panel">
          <h2>What no number holds</h2>
          <Text text={instrumental} />
        </section>
      )}
      {notes && (
        <section class="panel">
          <h2>Notes</h2>
          <Text text={notes} />
        </section>
      )}
    </>
  )
}
