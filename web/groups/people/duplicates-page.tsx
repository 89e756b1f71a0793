import type { Issue } from '../../../src/errors.ts'
import type { Group } from '../../../src/groups/queries.ts'
import { paths } from '../../../src/paths.ts'
import type { Alike, Duplicate } from '../../../src/programs/participants/duplicates.ts'
import { Done } from '../../ui/done.tsx'
import { FormSummary } from '../../ui/form-summary.tsx'
import { GroupFrame } from '../group-frame.tsx'
import { nameOf } from './words.ts'

type Props = { group: Group; pairs: Duplicate[]; issues: Issue[]; done?: string }

const words = { same: 'Merged: it is one record now.', different: 'Noted: they are two people.' }

/** Records that are probably one person, to merge or to tell apart. */
export const DuplicatesPage = ({ group, pairs, issues, done }: Props) => (
  <GroupFrame group={group} title="Duplicates" current={paths.groupPeople(group.id)}>
    <div class="narrow">
      <p class="soft small">
        <a href={paths.groupPeople(group.id)}>People</a>
      </p>
      <h1>Probably one person</h1>
      <FormSummary issues={issues} labels={{}} />
      <Done done={done} words={words} />
      {pairs.length === 0 && <p>No two records look like one person.</p>}
      {pairs.map(({ first, second, why }) => (
        <form key={first.id + second.id} method="post" action={paths.participantMerge(group.id)} class="panel">
          <h2>{nameOf(first)}</h2>
          <p class="soft small">
            {why === 'name' ? 'They have the same name.' : 'Their addresses differ by a letter or two.'}
          </p>
          <input type="hidden" name="first" value={first.id} />
          <input type="hidden" name="second" value={second.id} />
          <fieldset>
            <legend>Keep what this one says, and add what only the other has</legend>
            <Side group={group} one={first} other={second} isChosen={first.hasMailbox || !second.hasMailbox} />
            <Side group={group} one={second} other={first} isChosen={!first.hasMailbox && second.hasMailbox} />
          </fieldset>
          <label class="choice">
            <input type="checkbox" name="sure" value="yes" /> I know that merging cannot be undone
          </label>
          <div class="actions">
            <button class="button main" type="submit" name="answer" value="same">
              Merge
            </button>
            <button class="button" type="submit" name="answer" value="different">
              They are two people
            </button>
          </div>
        </form>
      ))}
    </div>
  </GroupFrame>
)

const Side = ({ group, one, other, isChosen }: { group: Group; one: Alike; other: Alike; isChosen: boolean }) => (
  <div class="choice">
    <input type="radio" id={`${one.id}-${other.id}`} name="keep" value={one.id} checked={isChosen} />
    <label for={`${one.id}-${other.id}`}>
      {nameOf(one)}
      <small>
        {' '}
        {[one.hasMailbox ? 'with a mailbox' : 'no mailbox', one.externalId, one.cohorts].filter(Boolean).join(', ')}
      </small>
    </label>
    <a class="small" href={paths.participant(group.id, one.id)}>
      See<span class="visually-hidden"> the record {one.hasMailbox ? 'with a mailbox' : 'without a mailbox'}</span>
    </a>
  </div>
)
