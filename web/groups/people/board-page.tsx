import { paths } from '../../../src/paths.ts'
import type { BoardColumn, Listed } from '../../../src/programs/participants/people-list.ts'
import { type Stage, stages } from '../../../src/programs/schema.ts'
import { PeopleFrame, type PeopleProps } from './people-frame.tsx'
import { engagementNames, nameOf, plural, shownDay, stageNames } from './words.ts'

type Props = PeopleProps & { board: ReadonlyMap<Stage | null, BoardColumn> }

/** The people of a group by the stage they stand at. */
export function BoardPage({ board, ...props }: Props) {
  const columns = [null, ...stages].map((stage) => board.get(stage) ?? { stage, count: 0, people: [] })
  const count = columns.reduce((sum, column) => sum + column.count, 0)
  return (
    <PeopleFrame {...props} view="board" found={plural(count, 'person', 'people')} isEmpty={count === 0}>
      <div class="stages">
        {columns.map((column) => (
          <Column key={column.stage} column={column} {...props} />
        ))}
      </div>
    </PeopleFrame>
  )
}

const Column = ({ column: { stage, count, people }, ...props }: PeopleProps & { column: BoardColumn }) => (
  <section class="stage" aria-labelledby={`stage-${stage ?? 'none'}`}>
    <h3 id={`stage-${stage ?? 'none'}`}>
      {stage ? stageNames[stage] : 'None yet'} <span class="num soft">{count.toLocaleString('en')}</span>
    </h3>
    <ul>
      {people.map((one) => (
        <Card key={one.id} one={one} {...props} />
      ))}
    </ul>
    {count > people.length && (
      <p class="small">
        <a href={paths.groupPeople(props.group.id, `stage=${stage ?? 'none'}`)}>All {count.toLocaleString('en')}</a>
      </p>
    )}
  </section>
)

const Card = ({ one, group, refused }: PeopleProps & { one: Listed }) => (
  <li class="card">
    <input
      type="checkbox"
      name="ids"
      value={one.id}
      checked={refused?.ids?.includes(one.id)}
      aria-label={`Choose ${nameOf(one)}`}
    />
    <div>
      <a href={paths.participant(group.id, one.id)}>{nameOf(one)}</a>
      <small>
        {[one.engagement && engagementNames[one.engagement], one.stageOn && `since ${shownDay(one.stageOn)}`]
          .filter(Boolean)
          .join(', ')}
      </small>
    </div>
  </li>
)
