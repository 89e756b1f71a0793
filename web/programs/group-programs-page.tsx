import { formatDay } from '../../src/calendar.ts'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import { activityName, placeName } from '../../src/programs/naming.ts'
import type { ListedProgram } from '../../src/programs/queries.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'

type Props = { group: Group; programs: ListedProgram[]; done?: string }

export const GroupProgramsPage = ({ group, programs, done }: Props) => (
  <GroupFrame group={group} title="Programs" current={paths.groupPrograms(group.id)}>
    <div class="narrow organizations">
      <h1>Programs</h1>
      <Done done={done} words={{ removed: 'The program is removed.' }} />
      <ProgramTable groupId={group.id} programs={programs} />
      <p class="actions">
        <a class="button main" href={paths.newProgram(group.id)}>
          Add a program
        </a>
        {programs.length > 0 && (
          <a class="button" href={paths.programComparison(group.id)}>
            Compare
          </a>
        )}
        <a class="button" href={paths.programs()}>
          What others run
        </a>
      </p>
    </div>
  </GroupFrame>
)

/** The programs of a group with their figures; says what to do where there are none. */
const ProgramTable = ({ groupId, programs }: { groupId: string; programs: ListedProgram[] }) =>
  programs.length === 0 ? (
    <p>
      No program is here yet. Begin with the one you held last: its cohort and its people are what everything else is
      counted from.
    </p>
  ) : (
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Program</th>
            <th scope="col">Where</th>
            <th scope="col">Cohorts</th>
            <th scope="col">People</th>
            <th scope="col">Last ends</th>
            <th scope="col">Public</th>
          </tr>
        </thead>
        <tbody>
          {programs.map((program) => (
            <tr key={program.id}>
              <td>
                <a href={paths.groupProgram(groupId, program.id)}>{program.name}</a>
                <br />
                <span class="soft small">{activityName(program.activity)}</span>
              </td>
              <td>{placeName(program) || 'online or not stated'}</td>
              <td class="num">{program.cohorts}</td>
              <td class="num">{program.people}</td>
              <td class="num">{program.lastEndsOn ? formatDay(program.lastEndsOn) : 'no cohort yet'}</td>
              <td>{program.publishedAt === null ? 'no' : 'yes'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
