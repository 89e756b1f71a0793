import { paths } from '../../../src/paths.ts'
import type { ProgramRate } from '../../../src/programs/dashboard/waits.ts'
import { plural } from '../people/words.ts'
import { Bar } from './bar.tsx'
import { monthsText, percent } from './words.ts'

/** Programs beside each other, at equal horizons. */
export const ProgramsPanel = ({ groupId, programs }: { groupId: string; programs: readonly ProgramRate[] }) =>
  programs.length > 0 && (
    <section class="panel">
      <h2>Landed, by program</h2>
      <p class="soft small" id="programs-base">
        Waits are of those who came by this program first, until their first landing (Kaplan-Meier). Shares are of all
        who took part in cohorts that ended that long ago.
      </p>
      <table class="stacked cohort-rates" aria-describedby="programs-base">
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col">Median time to landing</th>
            <th scope="col">Landed within 6 months</th>
            <th scope="col">Landed within 12 months</th>
          </tr>
        </thead>
        <tbody>
          {programs.map(({ id, name, time, within }) => (
            <tr key={id}>
              <th scope="row">
                <a href={paths.groupProgram(groupId, id)}>{name}</a>
              </th>
              <td class="num">
                {time.people ? monthsText(time.median) : '–'}{' '}
                <small>
                  median; {time.landed} of {time.people} landed
                </small>
              </td>
              <Within {...within.six} months={6} />
              <Within {...within.twelve} months={12} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )

type Shown = ProgramRate['within']['six'] & { months: number }

const Within = ({ landed, of, cohorts, months }: Shown) =>
  of ? (
    <td class="num">
      {landed} of {of}{' '}
      <small>
        {percent(landed, of)} within {months} months, {plural(cohorts, 'cohort')}
      </small>
      <Bar value={landed} most={of} />
    </td>
  ) : (
    <td>
      <small>{months} months: not known yet</small>
    </td>
  )
