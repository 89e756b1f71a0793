import { dayIn, formatDay } from '../../src/calendar.ts'
import { describeCommitment, fteYear } from '../../src/commitment.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { shareWords } from '../ui/year-strip.tsx'
import { listedDay, verifiedDay } from './dates.ts'
import { copyLine, deadlineOnPaper, deadlineWords, payWords, placeWords } from './words.ts'

const columns = [
  'Organization',
  'Title',
  'Kind',
  'Place',
  'Level',
  'Hours',
  'FTE a year',
  'Pay',
  'Visa',
  'Closes',
  'Listed',
  'Verified',
]

type Props = { openings: OpportunityCard[]; now: number }

/** The plain table, for printing and for copying, into other tables or line by line. */
export const TableView = (props: Props) => (
  <>
    <Table {...props} />
    <LinesToCopy {...props} />
  </>
)

const MOST_IN_SIGHT = 12

/** The line of each opportunity's own page, all at once. */
const LinesToCopy = ({ openings }: Props) => (
  <details class="copy">
    <summary>Copy as lines</summary>
    <textarea
      readonly
      rows={Math.min(openings.length, MOST_IN_SIGHT)}
      aria-label="These opportunities, each in one line"
      value={openings.map(copyLine).join('\n')}
    />
  </details>
)

const Table = ({ openings, now }: Props) => (
  <div class="wide">
    <table>
      <caption class="paper">{`As of ${formatDay(dayIn(now, 'UTC'))}`}</caption>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {openings.map((o) => (
          <Row key={o.id} opportunity={o} now={now} />
        ))}
      </tbody>
    </table>
  </div>
)

/** Under its heading "none" says enough. */
const levelWords = (level: string) => (level === 'none' ? 'none asked' : say(level))

function shareOf({ commitment }: OpportunityCard): string {
  const share = fteYear(commitment)
  if (share === null) return commitment.basis === 'none' ? 'none' : 'not stated'
  return shareWords(share)
}

/** Days left; on paper, where they would not stay true, the day and its zone. */
function Closes({ opportunity: o, now }: { opportunity: OpportunityCard; now: number }) {
  const [left, onPaper] = [deadlineWords(o, now).text, deadlineOnPaper(o, now)]
  if (left === onPaper) return <>{left}</>
  return (
    <>
      <span class="screen">{left}</span>
      <span class="paper">{onPaper}</span>
    </>
  )
}

function Row({ opportunity: o, now }: { opportunity: OpportunityCard; now: number }) {
  return (
    <tr>
      <td>{o.organization.name}</td>
      <td>
        <a href={paths.opportunity(o.id, o.title)}>{o.title}</a>{' '}
        {o.example && <span class="kind example">example</span>}
      </td>
      <td>{say(o.kind)}</td>
      <td>{placeWords(o)}</td>
      <td>{levelWords(o.level ?? 'unknown')}</td>
      <td class="num">{describeCommitment(o.commitment)}</td>
      <td class="num">{shareOf(o)}</td>
      <td class="num">{payWords(o.pay)}</td>
      <td>{say(o.visa)}</td>
      <td class="num">
        <Closes opportunity={o} now={now} />
      </td>
      <td class="num">{listedDay(o, now)}</td>
      <td class="num">{verifiedDay(o, now) ?? 'no'}</td>
    </tr>
  )
}
