import { paths } from '../../../src/paths.ts'
import type { Dashboard } from '../../../src/programs/dashboard/dashboard.ts'
import { Bar } from './bar.tsx'
import { monthText } from './words.ts'

type Props = { groupId: string } & Pick<Dashboard, 'months'>

export const MonthsPanel = ({ groupId, months }: Props) => {
  const most = Math.max(...months.map(({ count }) => count))
  return (
    <section class="panel">
      <h2>Landings by month</h2>
      {most > 0 ? (
        <table class="bars tight">
          <caption class="soft small">
            By the month they began, {months.reduce((sum, { count }) => sum + count, 0)} in twelve months. Those outside
            the field are not counted.
          </caption>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <th scope="col">
                <span class="visually-hidden">Beside the others</span>
              </th>
              <th scope="col" class="num">
                Landings
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, count }) => (
              <tr key={month}>
                <th scope="row">{monthText(month)}</th>
                <td>
                  <Bar value={count} most={most} />
                </td>
                <td class="num">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p>
          No landing began in the last twelve months, as far as is known.{' '}
          <a href={paths.newGroupLanding(groupId)}>Record a landing</a>.
        </p>
      )}
    </section>
  )
}
