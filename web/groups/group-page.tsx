import { formatDay } from '../../src/calendar.ts'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { Dashboard } from '../../src/programs/dashboard/dashboard.ts'
import { Done } from '../ui/done.tsx'
import { CohortsPanel } from './dashboard/cohorts-panel.tsx'
import { FunnelPanel } from './dashboard/funnel-panel.tsx'
import { MonthsPanel } from './dashboard/months-panel.tsx'
import { TimePanel } from './dashboard/time-panel.tsx'
import { monthsText, percent } from './dashboard/words.ts'
import { WorkPanel } from './dashboard/work-panel.tsx'
import { GroupFrame } from './group-frame.tsx'
import { plural } from './people/words.ts'

type Props = { group: Group; dashboard: Dashboard; today: string; done?: string }

const doneWords = { founded: 'The group is here. Add a program it runs, or invite those who work with you.' }

/** A group at a glance: what needs doing, and what became of its people. */
export const GroupPage = ({ group, dashboard, dashboard: { counts }, today, done }: Props) => (
  <GroupFrame group={group} title="This week" current={paths.group(group.id)}>
    <div class="people dashboard">
      <div class="people-head">
        <h1>
          {group.name}
          {group.example && <span class="kind example">example</span>}
        </h1>
        <p class="soft small num">
          {[
            plural(counts.programs, 'program'),
            plural(counts.cohorts, 'cohort'),
            `${plural(counts.people, 'person', 'people')} on record`,
            `as of ${formatDay(today)}`,
          ].join(' · ')}
        </p>
      </div>
      <Done done={done} words={doneWords} />
      <Figures {...dashboard} />
      <div class="pairs">
        <WorkPanel groupId={group.id} {...dashboard} />
        <FunnelPanel groupId={group.id} {...dashboard} />
        <MonthsPanel groupId={group.id} {...dashboard} />
        <TimePanel time={dashboard.time} />
      </div>
      <CohortsPanel groupId={group.id} cohorts={dashboard.cohorts} />
      <p class="actions">
        <a class="button main" href={paths.newProgram(group.id)}>
          Add a program
        </a>
        <a class="button" href={paths.groupSettings(group.id)}>
          Invite somebody
        </a>
      </p>
    </div>
  </GroupFrame>
)

const Figures = ({ counts, time, months }: Dashboard) => {
  const facts: [string, string, string?][] = [
    ['landed, of all who took part', `${time.landed} of ${time.people}`, percent(time.landed, time.people)],
    ['median time to landing', time.people ? monthsText(time.median) : 'not known yet'],
    ['landings that began this month', String(months.at(-1)?.count ?? 0)],
    ['landings verified', `${counts.landings - counts.unverified} of ${counts.landings}`],
  ]
  return (
    <dl class="counted">
      {facts.map(([name, value, beside]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="num">
            {value} {beside && <small>{beside}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
