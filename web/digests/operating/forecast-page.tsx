import { formatDay } from '../../../src/calendar.ts'
import type { Forecast } from '../../../src/digests/operating/forecasting.ts'
import { RUNS_ASKED } from '../../../src/digests/schema.ts'
import { paths } from '../../../src/paths.ts'
import { Layout } from '../../layout.tsx'
import { StaffLinks } from '../../moderation/staff-links.tsx'
import { Instant } from '../../moderation/when.tsx'
import { Field } from '../../ui/field.tsx'
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

type Props = { forecast: Forecast; typed: string; error: string | undefined }

/** Counted, not made: looking changes nothing. */
export const ForecastPage = ({ forecast, typed, error }: Props) => {
  const { day, rows } = forecast
  const title = day === null ? 'What the next tick would send' : `What would be sent on ${formatDay(day)}`
  return (
    <Layout title={title} hidden workspace>
      <main id="main" class="desk mail-desk">
        <StaffLinks />
        <h1>{title}</h1>
        <form method="get" action={paths.mailForecast()} class="panel stack">
          <Field name="day" type="date" label="Day (UTC)" value={typed} error={error} />
          <p class="actions">
            <button class="button" type="submit">
              Count that day
            </button>
            {day !== null && (
              <a class="button" href={paths.mailForecast()}>
                The next tick
              </a>
            )}
          </p>
        </form>
        <Said {...forecast} />
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
        <h2>How this is counted</h2>
        <p class="small soft">
          Who is due is counted from when each reader asked for mail, as it stands now. A suppressed address gets no
          digest. Who has paused or is not entitled gets one that is skipped.
        </p>
        <p class="small soft">
          {`How many mails is an estimate: of the digests of the last ${RUNS_ASKED} runs of the same kind, the part that had something new (sent, against skipped for want of news) is taken of those who want mail. Without any such run it is all of them. The further the day, the rougher: readers come, leave, pause and change their days until then.`}
        </p>
        <p>
          <a href={paths.mailRuns()}>Back to mail</a>
        </p>
      </main>
    </Layout>
  )
}

const Said = ({ day, at, made, mails, open }: Forecast) => (
  <p>
    {day === null ? (
      <>
        At <Instant at={at} /> UTC
      </>
    ) : (
      `On ${formatDay(day)} (UTC)`
    )}{' '}
    it would make <b>{counted(made, 'digest')}</b>, of which about <b>{counted(mails, 'mail')}</b> would go out
    {open > 0 && day === null ? `, besides ${counted(open, 'digest')} that are open already` : ''}. Nothing is written
    by looking.
  </p>
)
