import type { Group } from '../../../src/groups/queries.ts'
import { paths } from '../../../src/paths.ts'
import type { Outcome, Problem, Summary } from '../../../src/programs/participants/outcomes.ts'
import type { Import } from '../../../src/programs/participants/queries.ts'
import { GroupFrame } from '../group-frame.tsx'
import { nameOf, plural } from './words.ts'

type Kept = { id: string; name: string; why: string | null }

type Props = {
  group: Group
  found: Import
  outcome: Summary
  /** Whom undoing left as they are. */
  kept: Kept[]
  /** How many are still to be taken back. */
  left: number
  isWorking: boolean
  problem?: string
}

/** What an import would do, does or has done, and what can be done about it. */
export const ImportPage = (props: Props) => (
  <GroupFrame group={props.group} title={titleOf(props)} current={paths.groupPeople(props.group.id)}>
    <div class="narrow">
      <p class="soft small">
        <a href={paths.participantImports(props.group.id)}>Import people</a>
      </p>
      <h1>{titleOf(props)}</h1>
      <p class="soft">
        {props.found.fileName}, {plural(props.found.rowCount, 'row')}
      </p>
      {props.problem && (
        <p class="error" role="alert">
          {props.problem}
        </p>
      )}
      <State {...props} />
    </div>
  </GroupFrame>
)

function titleOf({ found, isWorking }: Props): string {
  if (found.undoneAt) return 'Undone'
  if (found.undoAskedAt) return 'Undoing the import'
  if (found.finishedAt) return 'Imported'
  if (found.forgottenAt) return 'This file was let go'
  if (found.startedAt) return 'Importing'
  return isWorking ? 'Looking at each row' : 'What would happen'
}

function State(props: Props) {
  const { found, isWorking, group } = props
  if (found.undoAskedAt) return <Undoing {...props} />
  if (found.finishedAt) return <Finished {...props} />
  if (found.forgottenAt)
    return (
      <p>
        Nothing more is done with it, and we no longer hold it.{' '}
        <a href={paths.participantImports(group.id)}>Upload it again</a> to go on.
      </p>
    )
  if (found.startedAt || isWorking) return <Progress {...props} />
  return <Tried {...props} />
}

const Progress = ({ found, outcome }: Props) => {
  const percent = Math.floor((outcome.parts * 100) / Math.max(1, found.partCount))
  return (
    <>
      <progress value={outcome.parts} max={found.partCount} aria-label="How far it is">
        {percent} %
      </progress>
      <p role="status">
        {percent} % of {plural(found.rowCount, 'row')}. The page looks again by itself; you may also leave and come
        back.
      </p>
      <p>
        <a class="button" href={paths.participantImport(found.groupId, found.id)}>
          Look again
        </a>
      </p>
      <Counted outcome={outcome} isDone={found.startedAt !== null} />
    </>
  )
}

const Tried = ({ group, found, outcome }: Props) => {
  const { counts } = outcome
  const changes = counts.created + counts.updated
  return (
    <>
      <p>Nothing has been written yet.</p>
      <Counted outcome={outcome} isDone={false} />
      {changes === 0 ? (
        <p>There is nothing to import: no row says anything new.</p>
      ) : (
        <form method="post" action={paths.importRun(group.id, found.id)}>
          <button class="button main" type="submit">
            Import {plural(changes, 'row')}
          </button>
        </form>
      )}
      <div class="actions">
        <a class="button" href={paths.participantImport(group.id, found.id, 'mapping=again')}>
          Change the columns
        </a>
        <form method="post" action={paths.importRemoval(group.id, found.id)}>
          <button class="button" type="submit">
            Let the file go
          </button>
        </form>
      </div>
      <Problems {...{ group, found, outcome }} />
    </>
  )
}

const Finished = ({ group, found, outcome }: Props) => (
  <>
    <Counted outcome={outcome} isDone />
    <div class="actions">
      <a class="button main" href={paths.groupPeople(group.id)}>
        See the people
      </a>
      <a class="button" href={paths.duplicates(group.id)}>
        Look for duplicates
      </a>
      <form method="post" action={paths.importUndo(group.id, found.id)}>
        <button class="button" type="submit">
          Undo this import
        </button>
      </form>
    </div>
    <Problems {...{ group, found, outcome }} />
  </>
)

const Undoing = ({ group, found, kept, left }: Props) => (
  <>
    {found.undoneAt ? (
      <p role="status" class="done">
        Whom it created is gone, and what it changed is as before.
      </p>
    ) : (
      <p role="status">{plural(left, 'person', 'people')} to go. The page looks again by itself.</p>
    )}
    {kept.length > 0 && (
      <>
        <h2>Left as they are</h2>
        <ul class="lines">
          {kept.map((one) => (
            <li key={one.id}>
              <a href={paths.participant(group.id, one.id)}>{nameOf(one)}</a>
              <span class="soft small">{one.why}</span>
            </li>
          ))}
        </ul>
      </>
    )}
  </>
)

const names: [keyof Outcome['counts'], string, string][] = [
  ['created', 'new', 'would be new'],
  ['updated', 'updated', 'would be updated'],
  ['unchanged', 'said nothing new', 'say nothing new'],
  ['skipped', 'skipped', 'would be skipped'],
  ['failed', 'could not be read', 'cannot be read'],
]

const Counted = ({ outcome, isDone }: { outcome: Outcome; isDone: boolean }) => (
  <dl class="counted">
    {names.map(([result, done, tried]) => (
      <div key={result}>
        <dt>{isDone ? done : tried}</dt>
        <dd class="num">{outcome.counts[result].toLocaleString('en')}</dd>
      </div>
    ))}
  </dl>
)

const Problems = ({ group, found, outcome: { problems, problemCount } }: Pick<Props, 'group' | 'found' | 'outcome'>) =>
  problems.length > 0 && (
    <section class="stack">
      <h2>Rows to mend</h2>
      <p>
        Mend them in your table and upload it again: what is in already is left alone.{' '}
        <a href={paths.importProblems(group.id, found.id)} download>
          Download as CSV
        </a>
      </p>
      <table class="mended">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem: Problem) => (
            <tr key={problem.row}>
              <th scope="row" class="num">
                {problem.row}
              </th>
              <td>
                {problem.result === 'skipped' && 'Skipped: '}
                {problem.reason}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {problemCount > problems.length && (
        <p class="soft">{plural(problemCount - problems.length, 'more row')} in the file to download.</p>
      )}
    </section>
  )
