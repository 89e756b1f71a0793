import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { ListedProgram } from '../../src/programs/queries.ts'
import { ProgramTable } from '../programs/group-programs-page.tsx'
import { Done } from '../ui/done.tsx'
import { GroupFrame } from './group-frame.tsx'

type Props = { group: Group; programs: ListedProgram[]; participants: number; done?: string }

const doneWords = { founded: 'The group is here. Add a program it runs, or invite those who work with you.' }
const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** A group at a glance. */
export const GroupPage = ({ group, programs, participants, done }: Props) => (
  <GroupFrame group={group} title="This week" current={paths.group(group.id)}>
    <div class="narrow organizations">
      <h1>
        {group.name}
        {group.example && <span class="kind example">example</span>}
      </h1>
      <Done done={done} words={doneWords} />
      <p class="num">
        {[
          count(programs.length, 'program', 'programs'),
          count(
            programs.reduce((sum, { cohorts }) => sum + cohorts, 0),
            'cohort',
            'cohorts',
          ),
          count(participants, 'person on record', 'people on record'),
        ].join(' · ')}
      </p>
      <ProgramTable groupId={group.id} programs={programs} />
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
