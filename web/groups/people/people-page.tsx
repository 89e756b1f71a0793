import { paths } from '../../../src/paths.ts'
import type { Listed } from '../../../src/programs/participants/people-list.ts'
import { searchOf } from './filter-form.tsx'
import { PeopleFrame, type PeopleProps } from './people-frame.tsx'
import { engagementNames, nameOf, plural, shownDay, stageNames } from './words.ts'

type Props = PeopleProps & { listed: { people: Listed[]; next: string | null; count: number } }

const MOST_COUNTED = 1_000

/** The people of a group as a table; those who are ticked move together. */
export function PeoplePage({ listed: { people, next, count }, ...props }: Props) {
  const { group, filter, refused } = props
  const found =
    count > MOST_COUNTED ? `${MOST_COUNTED.toLocaleString('en')}+ people` : plural(count, 'person', 'people')
  const search = searchOf(filter)
  if (next) search.set('cursor', next)
  return (
    <PeopleFrame {...props} view="table" found={found} isEmpty={people.length === 0}>
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Chosen</span>
            </th>
            <th scope="col">Name</th>
            <th scope="col">Stage</th>
            <th scope="col">Engagement</th>
            <th scope="col">Took part in</th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.id}>
              <td class="tick">
                <input
                  type="checkbox"
                  name="ids"
                  value={one.id}
                  checked={refused?.ids?.includes(one.id)}
                  aria-label={`Choose ${nameOf(one)}`}
                />
              </td>
              <th scope="row">
                <a href={paths.participant(group.id, one.id)}>{nameOf(one)}</a>
                {!one.hasMailbox && <small> no mailbox</small>}
              </th>
              <td>
                {one.stage ? stageNames[one.stage] : <span class="soft">None yet</span>}
                {one.stageOn && <small> {shownDay(one.stageOn)}</small>}
              </td>
              <td>{one.engagement ? engagementNames[one.engagement] : ''}</td>
              <td>{one.cohorts}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next && (
        <p class="paging">
          <a class="button" href={paths.groupPeople(group.id, search.toString())}>
            Next page
          </a>
        </p>
      )}
    </PeopleFrame>
  )
}
