import { formatDayOfYear } from '../../../src/calendar.ts'
import { paths } from '../../../src/paths.ts'
import type { Dashboard } from '../../../src/programs/dashboard/dashboard.ts'
import type { Work } from '../../../src/programs/dashboard/work.ts'
import { plural } from '../people/words.ts'
import { percent } from './words.ts'

type Shown = { title: string; detail: string; link: string; press: string }
type Props = { groupId: string; counts: Dashboard['counts']; work: readonly Work[] }

export const WorkPanel = ({ groupId, counts, work }: Props) => (
  <section class="panel">
    <h2>This week</h2>
    {work.length ? (
      <ul class="lines">
        {work.map((one) => {
          const { title, detail, link, press } = shown(groupId, one)
          return (
            <li key={link + title}>
              <span>
                {title}
                <small class="noted">{detail}</small>
              </span>
              <a class="button" href={link}>
                {press}
                <span class="visually-hidden">: {title}</span>
              </a>
            </li>
          )
        })}
      </ul>
    ) : (
      <NothingToDo {...{ groupId, counts }} />
    )}
  </section>
)

/** What comes next where nothing waits. */
const NothingToDo = ({ groupId, counts }: Pick<Props, 'groupId' | 'counts'>) => {
  if (!counts.programs)
    return (
      <p>
        Begin with <a href={paths.newProgram(groupId)}>a program the group runs</a>: people and what became of them
        belong to its cohorts.
      </p>
    )
  if (!counts.people)
    return (
      <p>
        Bring in who took part: <a href={paths.participantImports(groupId)}>import a list</a>, or{' '}
        <a href={paths.newParticipant(groupId)}>add somebody</a>.
      </p>
    )
  return (
    <p>
      Nothing waits. <a href={paths.newGroupLanding(groupId)}>Record a landing</a>, or{' '}
      <a href={paths.newGroupSurvey(groupId)}>ask people how it was</a>.
    </p>
  )
}

const when = (days: number) => (days === 0 ? 'today' : `in ${plural(days, 'day')}`)

function shown(groupId: string, work: Work): Shown {
  if (work.what === 'survey') {
    const { id, title, closesOn, asked, answered } = work.survey
    const response = asked ? `${answered} of ${asked} answered (${percent(answered, asked)})` : 'nobody was asked yet'
    return {
      title: `“${title}” closes ${when(work.daysLeft)}`,
      detail: `On ${formatDayOfYear(closesOn)}: ${response}`,
      link: paths.groupSurvey(groupId, id),
      press: 'Look',
    }
  }
  const { count, of } = work
  const one = count === 1
  const texts: Record<typeof work.what, Shown> = {
    imports: {
      title: `${plural(count, 'import')} ${one ? 'is' : 'are'} not finished`,
      detail: 'What was uploaded waits for its columns, or stopped on the way.',
      link: paths.participantImports(groupId),
      press: 'Go on',
    },
    unverified: {
      title: `${count} of ${plural(of ?? 0, 'landing')} ${one ? 'is' : 'are'} not verified`,
      detail: 'Look at the evidence, and say that it holds.',
      link: paths.groupLandings(groupId, 'state=unverified'),
      press: 'Review',
    },
    never_told: {
      title: `${count} of ${plural(of ?? 0, 'person', 'people')} never heard of the record about them`,
      detail: 'On each record one press writes to them.',
      link: paths.groupPeople(groupId, 'told=never'),
      press: 'Tell them',
    },
    stale: {
      title: `${count} of ${plural(of ?? 0, 'record')} ${one ? 'is' : 'are'} stale`,
      detail: 'Nobody has written anything there for half a year.',
      link: paths.groupPeople(groupId, 'stale=6'),
      press: 'Update',
    },
  }
  return texts[work.what]
}
