import { formatDay } from '../../src/calendar.ts'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { Comparison, Line, NumberLine, Rate } from '../../src/programs/comparing.ts'
import { activityName, audienceName } from '../../src/programs/naming.ts'
import { activities } from '../../src/programs/schema.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { monthsText, percent } from '../groups/dashboard/words.ts'
import { GroupFrame } from '../groups/group-frame.tsx'

type Chosen = { activity: string[]; audience: string[] }
type Props = { group: Group; comparison: Comparison; chosen: Chosen }

/** A group's programs beside the public ones of others. */
export const ComparisonPage = ({ group, comparison, chosen }: Props) => (
  <GroupFrame group={group} title="Compare programs" current={paths.groupPrograms(group.id)}>
    <div class="narrow organizations">
      <p class="soft small">
        <a href={paths.groupPrograms(group.id)}>Programs</a>
      </p>
      <h1>Compare programs</h1>
      <p>
        Of everybody who took part in a cohort that ended more than a year ago: how many landed within a year of its
        end. Who gave no answer counts as not landed, and nobody is left out.
      </p>
      <Filter group={group} chosen={chosen} />
      {comparison.lines.length ? <Lines group={group} lines={comparison.lines} /> : <Nothing group={group} />}
      {comparison.numbers.length > 0 && <Numbers numbers={comparison.numbers} />}
      <p class="soft small">
        {`Your own figures are exact. Those of others are what everybody may read: in whole fives, never of fewer than 5 people${
          comparison.month ? `, as of ${formatDay(`${comparison.month}-01`)}` : ''
        }. A rate of few answers says little: read it beside how many answered. Times are of those who came by the program first.`}
      </p>
    </div>
  </GroupFrame>
)

const Filter = ({ group, chosen }: Pick<Props, 'group' | 'chosen'>) => (
  <form class="filters" method="get" action={paths.programComparison(group.id)}>
    <div class="field">
      <label for="activity">Activity</label>
      <select id="activity" name="activity">
        <option value="">All</option>
        {activities.map((one) => (
          <option key={one} value={one} selected={chosen.activity.includes(one)}>
            {activityName(one)}
          </option>
        ))}
      </select>
    </div>
    <div class="field">
      <label for="audience">Made for</label>
      <select id="audience" name="audience">
        <option value="">Everybody</option>
        {audiences.map(({ id, name }) => (
          <option key={id} value={id} selected={chosen.audience.includes(id)}>
            {name}
          </option>
        ))}
      </select>
    </div>
    <button class="button" type="submit">
      Show
    </button>
  </form>
)

const rateWords = ({ landed, outOf }: Rate, about = '') => `${percent(landed, outOf)} (${about}${landed} of ${outOf})`
const answeredWords = ({ answered, outOf }: Rate, about = '') => `${about}${answered} of ${outOf}`

const Lines = ({ group, lines }: { group: Group; lines: Line[] }) => (
  <div class="wide">
    <table>
      <caption class="visually-hidden">Programs by how many landed within a year</caption>
      <thead>
        <tr>
          <th scope="col">Program</th>
          <th scope="col">Landed within a year</th>
          <th scope="col">Answered</th>
          <th scope="col">Time to landing</th>
          <th scope="col">Made for</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>
              <a href={line.group === null ? paths.groupProgram(group.id, line.id) : paths.program(line.id, line.name)}>
                {line.name}
              </a>
              <br />
              <span class="soft small">{`${activityName(line.activity)} · ${line.group ?? 'yours'}`}</span>
            </td>
            <Figures line={line} />
            <td class="small">{line.audiences.map(audienceName).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

function Figures({ line: { group, rate, time } }: { line: Line }) {
  const about = group === null ? '' : 'about '
  const none = group === null ? 'no cohort is a year old' : 'too few to show'
  return (
    <>
      <td class="num">{rate ? rateWords(rate, about) : <span class="soft">{none}</span>}</td>
      <td class="num">{rate ? answeredWords(rate, about) : ''}</td>
      <td class="num">
        {time ? (
          `${monthsText(time.medianDays)}, of ${time.people}`
        ) : (
          <span class="soft">{group === null ? 'nobody yet' : 'not told'}</span>
        )}
      </td>
    </>
  )
}

const Numbers = ({ numbers }: { numbers: NumberLine[] }) => (
  <>
    <h2>First cohorts and later ones</h2>
    <div class="wide">
      <table>
        <caption class="visually-hidden">Cohorts by their number: how many landed within a year</caption>
        <thead>
          <tr>
            <th scope="col">Cohort</th>
            <th scope="col">Yours</th>
            <th scope="col">Answered</th>
            <th scope="col">Of others</th>
            <th scope="col">Answered</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map(({ number, own, others }) => (
            <tr key={number}>
              <th scope="row">{number === 1 ? 'First' : `Number ${number}`}</th>
              <td class="num">{own ? rateWords(own) : ''}</td>
              <td class="num">{own ? answeredWords(own) : ''}</td>
              <td class="num">
                {others ? rateWords(others, 'about ') : <span class="soft">too few to show</span>}
                {others && others.programs > 1 && <small>{` in ${others.programs} programs`}</small>}
              </td>
              <td class="num">{others ? answeredWords(others, 'about ') : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </>
)

const Nothing = ({ group }: { group: Group }) => (
  <div class="panel">
    <p>
      Nothing fits. <a href={paths.programComparison(group.id)}>See all programs</a>, or{' '}
      <a href={paths.groupPrograms(group.id)}>add the one you held last</a>.
    </p>
  </div>
)
