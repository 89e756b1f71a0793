import { ANYWHERE_ON_EARTH, addDays, dayIn, formatDay } from '../../src/calendar.ts'
import type { Group } from '../../src/groups/queries.ts'
import type { AskedPerson, HorizonLine, HorizonRate, Switch } from '../../src/outcomes/check-ins/overview.ts'
import { horizons, MOST_PEOPLE, WINDOW_DAYS } from '../../src/outcomes/check-ins/schema.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { ofBase } from '../surveys/words.ts'
import { Done } from '../ui/done.tsx'
import { saidWords } from './words.ts'

type Props = {
  group: Group
  /** The latest; whether there are more. */
  lines: HorizonLine[]
  isCut: boolean
  rates: HorizonRate[]
  people: AskedPerson[]
  programs: Switch[]
  today: string
  done?: string
}

const doneWords = {
  on: 'The program asks again, where a horizon is near.',
  off: 'The program asks nobody any more. What was answered stays.',
}

/** What a group asks 6, 12 and 24 months after its cohorts, and who answered: for its members alone. */
export const CheckInsPage = ({ group, lines, isCut, rates, people, programs, today, done }: Props) => (
  <GroupFrame group={group} title="Check-ins" current={paths.groupCheckIns(group.id)}>
    <div class="tracker">
      <h1>Check-ins</h1>
      <Done done={done} words={doneWords} />
      <p>
        {`${horizons.join(', ').replace(/, (\d+)$/, ' and $1')} months after a cohort we ask those who took part where they are: one mail, without signing in. `}
        Their answers are outcomes and landings of the group at once. What became of applications that they track is
        asked apart from this, and theirs to share.
      </p>
      {lines.length ? (
        <>
          <Rates rates={rates} />
          <Lines {...{ lines, isCut, today }} />
        </>
      ) : (
        <p class="panel">
          No cohort is near a horizon. It begins by itself; cohorts whose horizon was over before their people came in
          are not asked.
        </p>
      )}
      {people.length > 0 && <People {...{ group, people, today }} />}
      <Switches {...{ group, programs }} />
    </div>
  </GroupFrame>
)

/** Whoever took part is in the base, asked or not: nobody leaves it. */
const Rates = ({ rates }: Pick<Props, 'rates'>) =>
  rates.length > 0 && (
    <dl class="counted">
      {rates.map(({ horizon, answered, base }) => (
        <div key={horizon}>
          <dt>answered after {horizon} months</dt>
          <dd class="num">{ofBase(answered, base)}</dd>
        </div>
      ))}
    </dl>
  )

const Lines = ({ lines, isCut, today }: Pick<Props, 'lines' | 'isCut' | 'today'>) => (
  <section class="panel">
    <h2>By cohort</h2>
    <ul class="lines">
      {lines.map((line) => (
        <li key={line.cohortId + line.horizon}>
          <div>
            <b>{line.cohort}</b>, after {line.horizon} months
            <p class="soft small num">{`${standing(line, today)} · ${line.base} took part, ${line.asked} asked`}</p>
          </div>
          {line.asked > 0 && <span class="num">{ofBase(line.answered, line.base)} answered</span>}
        </li>
      ))}
    </ul>
    {isCut && <p class="soft small">{`The latest ${lines.length}. The rates above are of every cohort.`}</p>}
    <p class="soft small">
      No mail goes to who objected, was erased, has no address, allows no surveys or is held on a contract alone, nor
      within a month of another mail that asked. They stay in the base, without an answer.
    </p>
  </section>
)

function standing({ dueOn, waiting }: HorizonLine, today: string): string {
  if (dueOn > today) return `Due on ${formatDay(dueOn)}`
  const last = addDays(dueOn, WINDOW_DAYS)
  if (last < today) return `Asked from ${formatDay(dueOn)}`
  return waiting > 0 ? `${waiting} still to ask, until ${formatDay(last)}` : `Asking since ${formatDay(dueOn)}`
}

const People = ({ group, people, today }: Pick<Props, 'group' | 'people' | 'today'>) => (
  <section class="panel">
    <h2>Who was asked</h2>
    <ul class="lines">
      {people.map((one) => (
        <li key={one.participantId + one.program + one.horizon}>
          <span>
            <b>
              {one.name ? (
                <a href={paths.participant(group.id, one.participantId)}>{one.name}</a>
              ) : (
                'Somebody who was erased'
              )}
            </b>
            {`, ${one.program}, ${one.horizon} months: asked on ${formatDay(dayIn(one.askedAt, 'UTC'))}`}
            <br />
            <span class="soft small">{answered(one, today)}</span>
          </span>
        </li>
      ))}
    </ul>
    {people.length === MOST_PEOPLE && <p class="soft small">The newest hundred.</p>}
  </section>
)

function answered({ answer, answeredAt, closesAt }: AskedPerson, today: string): string {
  const lastDay = dayIn(closesAt - 1, ANYWHERE_ON_EARTH)
  if (!answer || answeredAt === null)
    return lastDay >= today ? `No answer yet; open until ${formatDay(lastDay)}` : 'No answer'
  const on = `Answered on ${formatDay(dayIn(answeredAt, 'UTC'))}`
  if (answer.outcome === 'unchanged') return `${on}: nothing has changed`
  const { outcome, place, through } = answer
  const where = place ? `, ${place.title}, ${place.organizationName}` : ''
  return `${on}: ${saidWords[outcome]}${where}${through ? `; through ${through}` : ''}`
}

const Switches = ({ group, programs }: Pick<Props, 'group' | 'programs'>) =>
  programs.length > 0 && (
    <section class="panel">
      <h2>Programs that ask</h2>
      <p class="soft small">
        Every program asks unless you turn it off. The first mail also tells people that you hold a record of them, and
        how to object.
      </p>
      <ul class="lines">
        {programs.map(({ id, name, asks }) => (
          <li key={id}>
            <span>
              {name} <span class={asks ? 'state on' : 'state'}>{asks ? 'asks' : 'asks nobody'}</span>
            </span>
            <form method="post" action={paths.programCheckIns(group.id, id)}>
              <input type="hidden" name="asks" value={asks ? 'no' : 'yes'} />
              <button class="button" type="submit">
                {asks ? 'Turn off' : 'Turn on'}
                <span class="visually-hidden">{`: ${name}`}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
