import { formatDay } from '../../src/calendar.ts'
import { paths } from '../../src/paths.ts'
import { placeName } from '../../src/programs/naming.ts'
import type { ListedCohort } from '../../src/programs/queries.ts'

type Props = { groupId: string; programId: string; cohorts: ListedCohort[] }

const cost = ({ cost, currency }: ListedCohort) => (cost === null ? '' : `${cost.toLocaleString('en')} ${currency}`)

export const CohortTable = ({ groupId, programId, cohorts }: Props) => (
  <section class="panel">
    <h2>Cohorts</h2>
    {cohorts.length === 0 ? (
      <p class="soft">None yet. Each time it is held is one; add those of the past as well.</p>
    ) : (
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">Cohort</th>
              <th scope="col">When</th>
              <th scope="col">Where</th>
              <th scope="col">People</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort) => (
              <tr key={cohort.id}>
                <td>
                  <a href={paths.cohort(groupId, programId, cohort.id)}>{cohort.name}</a>
                  <br />
                  <span class="soft small">{cohort.number === 1 ? 'the first' : `number ${cohort.number}`}</span>
                </td>
                <td class="num">{`${formatDay(cohort.startsOn)} to ${formatDay(cohort.endsOn)}`}</td>
                <td>{placeName(cohort)}</td>
                <td class="num">
                  {cohort.people}
                  {cohort.capacity !== null && ` of ${cohort.capacity}`}
                </td>
                <td class="num">{cost(cohort)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
    <p>
      <a class="button" href={paths.newCohort(groupId, programId)}>
        Add a cohort
      </a>
    </p>
  </section>
)
