import { formatDay } from '../../src/calendar.ts'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { Dashboard } from '../../src/programs/dashboard/dashboard.ts'
import { Done } from '../ui/done.tsx'
import { CohortsPanel } from './dashboard/cohorts-panel.tsx'
import { ContributingPanel } from './dashboard/contributing-panel.tsx'
import { FunnelPanel } from './dashboard/funnel-panel.tsx'
import { KnownPanel } from './dashboard/known-panel.tsx'
import { MonthsPanel } from './dashboard/months-panel.tsx'
import { ProgramsPanel } from './dashboard/programs-panel.tsx'
import { SeatsPanel } from './dashboard/seats-panel.tsx'
import { StagesPanel } from './dashboard/stages-panel.tsx'
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
      {counts.people ? (
        <Everything {...{ groupId: group.id, dashboard }} />
      ) : (
        <Nobody {...{ groupId: group.id, dashboard }} />
      )}
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

type Part = { groupId: string; dashboard: Dashboard }

const Everything = ({ groupId, dashboard }: Part) => (
  <>
    <Figures {...dashboard} />
    <div class="pairs">
      <WorkPanel groupId={groupId} {...dashboard} />
      <KnownPanel groupId={groupId} known={dashboard.known} />
      <FunnelPanel groupId={groupId} {...dashboard} />
      <StagesPanel {...dashboard} />
      <MonthsPanel groupId={groupId} {...dashboard} />
      <TimePanel time={dashboard.time} />
    </div>
    <ProgramsPanel groupId={groupId} programs={dashboard.programs} />
    <CohortsPanel groupId={groupId} cohorts={dashboard.cohorts} />
    <ContributingPanel
      contributing={dashboard.contributing}
      people={dashboard.counts.people}
      noAnswer={dashboard.known.noAnswer}
    />
    <SeatsPanel groupId={groupId} seats={dashboard.seats} />
  </>
)

/** Without people there is nothing to count; what was printed elsewhere stands on its own page. */
const Nobody = ({ groupId, dashboard }: Part) => (
  <div class="pairs">
    <WorkPanel groupId={groupId} {...dashboard} />
    <section class="panel">
      <h2>What the group has reached so far</h2>
      <p>
        Nobody is on record here, so there is nothing to count. Figures that were printed elsewhere, estimates of whole
        activities and the report stand under Impact.
      </p>
      <p>
        <a class="button" href={paths.groupImpact(groupId)}>
          Look at the impact
        </a>
      </p>
    </section>
  </div>
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
