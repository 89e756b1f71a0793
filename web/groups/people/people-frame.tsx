import type { ComponentChildren } from 'preact'
import type { Issue } from '../../../src/errors.ts'
import type { Group } from '../../../src/groups/queries.ts'
import { paths } from '../../../src/paths.ts'
import type { CohortChoice } from '../../../src/programs/participants/cohort-choice.ts'
import type { PeopleFilter } from '../../../src/programs/participants/schema.ts'
import { Done } from '../../ui/done.tsx'
import { FormSummary } from '../../ui/form-summary.tsx'
import { GroupFrame } from '../group-frame.tsx'
import { FilterForm, searchOf } from './filter-form.tsx'
import { MoveFields, moveLabels } from './move-fields.tsx'
import { plural } from './words.ts'

export type PeopleProps = {
  group: Group
  filter: PeopleFilter
  cohorts: CohortChoice[]
  today: string
  refused?: { typed: Record<string, string>; issues: Issue[]; ids?: string[] }
  done?: string
  act?: string
  count?: string
}

type Props = PeopleProps & { view: 'table' | 'board'; found: string; isEmpty: boolean; children: ComponentChildren }

/** The people of a group, in one form that moves those who are chosen; what was just done can be undone. */
export function PeopleFrame({
  group,
  filter,
  cohorts,
  today,
  refused,
  view,
  found,
  isEmpty,
  children,
  ...said
}: Props) {
  const search = searchOf(filter).toString()
  return (
    <GroupFrame group={group} title="People" current={paths.groupPeople(group.id)}>
      <div class="people">
        <div class="people-head">
          <h1>People</h1>
          <div class="actions">
            <a class="button main" href={paths.participantImports(group.id)}>
              Import
            </a>
            <a class="button" href={paths.newParticipant(group.id)}>
              Add a person
            </a>
            <a class="button" href={paths.duplicates(group.id)}>
              Duplicates
            </a>
          </div>
        </div>
        {refused && <FormSummary issues={refused.issues} labels={moveLabels} />}
        <JustDone group={group} view={view} search={search} {...said} />
        <FilterForm filter={filter} cohorts={cohorts} />
        <div class="found">
          <h2>{found}</h2>
          <span class="aside">
            <a href={paths.groupPeople(group.id, search)} aria-current={view === 'table' ? 'page' : undefined}>
              Table
            </a>
            <a href={paths.groupBoard(group.id, search)} aria-current={view === 'board' ? 'page' : undefined}>
              By stage
            </a>
          </span>
        </div>
        {isEmpty ? (
          <Empty group={group} isFiltered={search !== ''} />
        ) : (
          <form method="post" action={paths.participantMoves(group.id)}>
            <input type="hidden" name="view" value={view} />
            <input type="hidden" name="back" value={search} />
            {children}
            <section class="panel" aria-label="Move the chosen">
              <MoveFields
                typed={refused?.typed ?? {}}
                issues={refused?.issues ?? []}
                today={today}
                label="The chosen reached"
                button="Record it"
              />
            </section>
          </form>
        )}
      </div>
    </GroupFrame>
  )
}

type JustDoneProps = { group: Group; view: string; search: string; done?: string; act?: string; count?: string }

const JustDone = ({ group, view, search, done, act, count = '' }: JustDoneProps) => {
  const people = plural(Number.parseInt(count, 10) || 0, 'person', 'people')
  if (done !== 'moved' || !act)
    return <Done done={done} words={{ undone: `Undone for ${people}.`, removed: 'The record is gone.' }} />
  return (
    <form method="post" action={paths.participantMoveUndo(group.id, act)} class="done undo">
      <span role="status">
        {count === '0' ? 'Nothing new: it was recorded on that day already.' : `Recorded for ${people}.`}
      </span>
      <input type="hidden" name="view" value={view} />
      <input type="hidden" name="back" value={search} />
      {count !== '0' && (
        <button class="quiet" type="submit">
          Undo
        </button>
      )}
    </form>
  )
}

const Empty = ({ group, isFiltered }: { group: Group; isFiltered: boolean }) =>
  isFiltered ? (
    <p>
      Nobody fits. <a href={paths.groupPeople(group.id)}>Show everybody</a>.
    </p>
  ) : (
    <p>
      Nobody yet. <a href={paths.participantImports(group.id)}>Import your list</a>, or{' '}
      <a href={paths.newParticipant(group.id)}>add a person</a>.
    </p>
  )
