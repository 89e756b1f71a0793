import { formatDay } from '../../../src/calendar.ts'
import { paths } from '../../../src/paths.ts'
import type { CohortRate, LandedWithin } from '../../../src/programs/dashboard/waits.ts'
import { Bar } from './bar.tsx'
import { percent } from './words.ts'

const MOST = 40

type Props = { groupId: string; cohorts: readonly CohortRate[] }

/** The cohorts of a program one after the other, so that the second stands beside the first. */
const inOrder = (cohorts: readonly CohortRate[]) =>
  [...cohorts].sort((a, b) => a.program.localeCompare(b.program) || a.number - b.number || (a.id < b.id ? -1 : 1))

/** What became of each cohort, at equal horizons. */
export const CohortsPanel = ({ groupId, cohorts }: Props) => (
  <section class="panel">
    <h2>Landed, by cohort</h2>
    {cohorts.length ? (
      <>
        <p class="soft small" id="cohorts-base">
          Of all who took part: who left or gave no answer is counted, as not landed. All cohorts at the same time after
          their end.{cohorts.length > MOST && ` The ${MOST} that ended last, of ${cohorts.length}.`}
        </p>
        <table class="stacked cohort-rates" aria-describedby="cohorts-base">
          <thead>
            <tr>
              <th scope="col">Cohort</th>
              <th scope="col">Took part</th>
              <th scope="col">Left early</th>
              <th scope="col">Landed within 6 months</th>
              <th scope="col">Landed within 12 months</th>
            </tr>
          </thead>
          <tbody>
            {inOrder(cohorts.slice(0, MOST)).map((cohort) => (
              <tr key={cohort.id}>
                <th scope="row">
                  <a href={paths.groupProgram(groupId, cohort.programId)}>
                    {cohort.program}, {cohort.name}
                  </a>
                  <small class="noted">
                    number {cohort.number}, until {formatDay(cohort.endsOn)}
                  </small>
                </th>
                <td class="num">
                  {cohort.people} <small>took part, {cohort.finished} finished</small>
                </td>
                <td class="num">
                  {cohort.left} <small>left early {percent(cohort.left, cohort.people)}</small>
                </td>
                <Within within={cohort.within.six} months={6} />
                <Within within={cohort.within.twelve} months={12} />
              </tr>
            ))}
          </tbody>
        </table>
      </>
    ) : (
      <p>
        No cohort is over yet. Add those that were held <a href={paths.groupPrograms(groupId)}>to their programs</a>.
      </p>
    )}
  </section>
)

const Within = ({ within, months }: { within: LandedWithin; months: number }) => {
  if ('knownFrom' in within)
    return (
      <td>
        <small>
          {months} months: known from {formatDay(within.knownFrom)}
        </small>
      </td>
    )
  if (!within.of)
    return (
      <td>
        <small>nobody on record</small>
      </td>
    )
  return (
    <td class="num">
      {within.landed} of {within.of}{' '}
      <small>
        {percent(within.landed, within.of)} within {months} months
      </small>
      <Bar value={within.landed} most={within.of} />
    </td>
  )
}
