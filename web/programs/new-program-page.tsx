import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { type Filled, ProgramForm } from './program-form.tsx'

export const NewProgramPage = ({ group, form }: { group: Group; form: Filled }) => (
  <GroupFrame group={group} title="Add a program" current={paths.groupPrograms(group.id)}>
    <div class="narrow posting">
      <h1>Add a program</h1>
      <p class="soft">
        A program is held again and again; each time is a cohort, which you add afterwards. Word of mouth and founding
        count as programs too: that is how their effect gets a row of its own in the report.
      </p>
      <ProgramForm form={form} action={paths.newProgram(group.id)} button="Add it" />
    </div>
  </GroupFrame>
)
