import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import { activityName, placeName } from '../../src/programs/naming.ts'
import type { OpportunityChoice, StandIn } from '../../src/programs/on-the-board.ts'
import type { ListedCohort, Program } from '../../src/programs/queries.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'
import { Field } from '../ui/field.tsx'
import { BoardPanel } from './board-panel.tsx'
import { CohortTable } from './cohort-table.tsx'
import { type Filled, issueOf, ProgramForm, textIn } from './program-form.tsx'

type Props = {
  group: Group
  program: Program
  cohorts: ListedCohort[]
  standIn: StandIn | null
  choices: OpportunityChoice[]
  /** Whether moderators took its page down. */
  down: boolean
  form: Filled
  /** The forms below it as they were refused. */
  copy?: Filled
  chosen?: Filled
  done?: string
  problem?: string
}

const doneWords = {
  added: 'The program is here. Add its cohorts now; publish it when its words are ready.',
  saved: 'Saved.',
  published: 'Published: it is in the directory now.',
  unpublished: 'It is out of the directory. What you recorded stays.',
  copied: 'This is the copy. Its words are those of the other; it is not public yet.',
  cohort: 'The cohort is saved.',
  'cohort removed': 'The cohort is removed.',
  chosen: 'Saved: that is where it leads on the board.',
}

export function GroupProgramPage(props: Props) {
  const { group, program, cohorts, form, done, problem } = props
  return (
    <GroupFrame group={group} title={program.name} current={paths.groupPrograms(group.id)}>
      <div class="narrow posting">
        <h1>{program.name}</h1>
        <p class="soft">{[activityName(program.activity), placeName(program)].filter(Boolean).join(' · ')}</p>
        <Done done={done} words={doneWords} />
        {problem && (
          <p role="alert" class="error">
            {`${problem}.`}
          </p>
        )}
        {props.down ? <Down /> : <Standing {...props} />}
        <CohortTable groupId={group.id} programId={program.id} cohorts={cohorts} />
        <BoardPanel {...props} />
        <ProgramForm form={form} title="What it says" action={paths.groupProgram(group.id, program.id)} button="Save" />
        <Copying {...props} />
        {cohorts.length === 0 && <Removing {...props} />}
      </div>
    </GroupFrame>
  )
}

const Down = () => (
  <div class="flag">
    <p>
      Moderators took its public page down: nobody but your group sees it. You can go on recording; write to them if you
      think that it is wrong.
    </p>
  </div>
)

const Standing = ({ group, program }: Pick<Props, 'group' | 'program'>) =>
  program.publishedAt === null ? (
    <form method="post" action={paths.programPublication(group.id, program.id)} class="panel">
      <p>
        Only your group sees this program. Published, its words and its cohorts stand in the directory; of its people
        nothing is told but shares of at least 5, once a month.
      </p>
      <button class="button" type="submit">
        Publish
      </button>
    </form>
  ) : (
    <form method="post" action={paths.programPublicationEnd(group.id, program.id)} class="panel">
      <p>
        It is public: <a href={paths.program(program.id, program.name)}>see it as others do</a>.
      </p>
      <button class="button" type="submit">
        Take it out of the directory
      </button>
    </form>
  )

function Copying({ group, program, copy = { typed: {} } }: Pick<Props, 'group' | 'program' | 'copy'>) {
  return (
    <form method="post" action={paths.programCopies(group.id, program.id)} class="panel">
      <h2>Hold it in another country</h2>
      <p class="soft">A copy keeps the words, so that you change only what differs. It begins without cohorts.</p>
      <Field
        name="to"
        label="For which country"
        required
        value={textIn(copy, 'to')}
        error={issueOf(copy, 'to')}
        autofocus={Boolean(copy.issues)}
      />
      <button class="button" type="submit">
        Copy
      </button>
    </form>
  )
}

const Removing = ({ group, program }: Pick<Props, 'group' | 'program'>) => (
  <form method="post" action={paths.programRemoval(group.id, program.id)} class="panel">
    <p class="soft">It has no cohort yet: it can be removed as if it had never been there.</p>
    <button class="button" type="submit">
      Remove the program
    </button>
  </form>
)
