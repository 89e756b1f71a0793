import type { Forecast } from '../../../src/digests/operating/forecasting.ts'
import { paths } from '../../../src/paths.ts'
import { Layout } from '../../layout.tsx'
import { StaffLinks } from '../../moderation/staff-links.tsx'
import { Instant } from '../../moderation/when.tsx'
import { kindWords } from './kind-words.ts'

const number = (value: number) => value.toLocaleString('en')
const counted = (count: number, thing: string) => `${number(count)} ${thing}${count === 1 ? '' : 's'}`

const columns = [
  ['due', 'Due'],
  ['suppressed', 'Suppressed'],
  ['made', 'Digests'],
  ['withoutEntitlement', 'Not entitled'],
  ['paused', 'Paused'],
  ['mails', 'Mails, about'],
] as const

/** Counted, not made: looking changes nothing. */
export const ForecastPage = ({ forecast: { at, rows, made, mails, open } }: { forecast: Forecast }) => (
  <Layout title="What the next tick would send" hidden workspace>
    <main id="main" class="desk mail-desk">
      <StaffLinks />
      <h1>What the next tick would send</h1>
      <p>
        At <Instant at={Date.parse(at)} /> UTC it would make <b>{counted(made, 'digest')}</b>, of which about{' '}
        <b>{counted(mails, 'mail')}</b> would go out
        {open > 0 ? `, besides ${counted(open, 'digest')} that are open already` : ''}. Nothing is written by looking.
      </p>
      {rows.length === 0 ? (
        <p>Nobody is due.</p>
      ) : (
        <table class="runs">
          <thead>
            <tr>
              <th scope="col">What</th>
              {columns.map(([name, label]) => (
                <th key={name} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.kind} ${row.cadence}`}>
                <th scope="row">{`${kindWords[row.kind]}, ${row.cadence}`}</th>
                {columns.map(([name, label]) => (
                  <td key={name} data-of={label.toLowerCase()}>
                    {number(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="small soft">
        A suppressed address gets no digest. Who has paused or is not entitled gets one that is skipped. Of the others,
        as many get mail as had something new in the last runs.
      </p>
      <p>
        <a href={paths.mailRuns()}>Back to mail</a>
      </p>
    </main>
  </Layout>
)
