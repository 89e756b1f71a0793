import type { Flag, ReportRow, Section } from '../../src/impact/report.ts'
import { type FigureName, figureNames } from '../../src/impact/schema.ts'
import { basisNames, basisWords, figureWords, shortEffects } from './words.ts'

/** 4500 as "4,500"; decimals as they are. */
const grouped = (figure: string) =>
  figure.replace(/\B(?=(\d{3})+(?!\d))/g, (_, __, at: number) => (figure.slice(0, at).includes('.') ? '' : ','))
const shown = (figure: string | null | undefined) => (figure ? grouped(figure).replace(/^-/, '−') : '–')

const rangeOf = (low: string | null, high: string | null) =>
  low !== null && high !== null ? `${shown(low)} to ${shown(high)}` : null

const hiddenWords = { few: 'fewer than 5 people', next: 'not shown' }

type Money = { currency: string | null }

const unitOf = (name: FigureName, { currency }: Money, value: string | null | undefined) =>
  (name === 'cost' || name === 'costPerFte') && value && currency ? ` ${currency}` : ''

const flagOf = (flags: readonly Flag[], activity: string | null, figure: FigureName) =>
  flags.find((flag) => flag.activity === activity && flag.figure === figure)

function Cell({ row, name, flag }: { row: ReportRow; name: FigureName; flag?: Flag }) {
  const range = name === 'fte' ? rangeOf(row.low, row.high) : null
  const hidden = row.hidden && name === 'fte' ? hiddenWords[row.hidden] : null
  const differs = flag && `printed ${flag.reported}`
  const base = name === 'people' && row.estimated !== null ? `${row.estimated} estimated` : null
  return (
    <td class="num">
      {hidden ?? shown(row[name]) + unitOf(name, row, row[name])}
      {[range, base].filter(Boolean).map((text) => (
        <small key={text}>{text}</small>
      ))}
      {differs && <small class="differs">{differs}</small>}
    </td>
  )
}

function Totals({ section }: { section: Section }) {
  const { total, flags } = section
  const { computed, reported } = total
  const range = rangeOf(computed.low, computed.high)
  return (
    <tfoot>
      <tr>
        <th scope="row">{reported ? 'Total, computed from the rows' : 'Total'}</th>
        {figureNames.map((name) => (
          <td key={name} class="num">
            {shown(computed[name]) + unitOf(name, section, computed[name])}
            {name === 'fte' && range && <small>{range}</small>}
          </td>
        ))}
      </tr>
      {reported && (
        <tr>
          <th scope="row">Total, as printed</th>
          {figureNames.map((name) => {
            const flag = flagOf(flags, null, name)
            return (
              <td key={name} class={flag ? 'num differs' : 'num'}>
                {shown(reported[name]?.replace(',', '.')) + unitOf(name, section, reported[name])}
                {flag && <small class="differs">differs</small>}
              </td>
            )
          })}
        </tr>
      )}
    </tfoot>
  )
}

const flagWords = ({ activity, figure, reported, computed }: Flag) =>
  activity === null
    ? `${figureWords[figure]}: the total is printed as ${reported}, the rows add to ${computed}.`
    : `${activity}, ${figureWords[figure]}: printed as ${reported}, computed ${computed}.`

/** One basis of a report: its rows, its own total, what differs, what is remarked. */
export function ReportTable({ section }: { section: Section }) {
  const { basis, source, sourceUrl, rows, flags, effects, remarks } = section
  const heading = [basisNames[basis], source].filter(Boolean).join(': ')
  const noted = rows.filter(({ note }) => note)
  const hides = rows.some(({ hidden }) => hidden !== null)
  const id = `section-${basis}-${source ?? ''}`.replace(/\W+/g, '-')
  return (
    <div class="panel report">
      <h2 id={id}>{heading}</h2>
      <p class="soft">
        {basisWords[basis]}
        {sourceUrl && (
          <>
            {' '}
            <a href={sourceUrl} rel="nofollow noopener">
              Where it is printed
            </a>
          </>
        )}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="wide" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Activity</th>
              {figureNames.map((name) => (
                <th key={name} scope="col" class="num">
                  {figureWords[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.activity}>
                <th scope="row">{row.activity}</th>
                {figureNames.map((name) => (
                  <Cell key={name} row={row} name={name} flag={flagOf(flags, row.activity, name)} />
                ))}
              </tr>
            ))}
          </tbody>
          <Totals section={section} />
        </table>
      </section>
      {flags.length > 0 && (
        <div class="flag">
          <p>
            <b>Printed and computed differ.</b> Both stand as they are.
          </p>
          <ul>
            {flags.map((flag) => (
              <li key={flagWords(flag)}>{flagWords(flag)}</li>
            ))}
          </ul>
        </div>
      )}
      {hides && (
        <p class="soft">
          A sum over fewer than 5 people is not shown, nor the next smallest beside it; both stay out of the total.
        </p>
      )}
      {effects.length > 0 && (
        <p>
          {'By effect: '}
          {effects.map(({ effect, fte }) => `${shortEffects[effect]} ${shown(fte)} FTE`).join(', ')}.
        </p>
      )}
      {(noted.length > 0 || remarks.length > 0) && (
        <ul class="ways small">
          {noted.map(({ activity, note }) => (
            <li key={activity}>
              <b>{activity}</b>: {note}
            </li>
          ))}
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
