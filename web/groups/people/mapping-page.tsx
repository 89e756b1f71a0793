import type { Issue } from '../../../src/errors.ts'
import type { Group } from '../../../src/groups/queries.ts'
import { paths } from '../../../src/paths.ts'
import type { CohortChoice } from '../../../src/programs/participants/cohort-choice.ts'
import type { Import } from '../../../src/programs/participants/queries.ts'
import { type Field as FieldOfPeople, fieldNames, fields } from '../../../src/programs/participants/schema.ts'
import { Field, Select } from '../../ui/field.tsx'
import { FormSummary } from '../../ui/form-summary.tsx'
import { GroupFrame } from '../group-frame.tsx'
import { basisNames, optionsOf, plural, roleNames } from './words.ts'

type Props = {
  group: Group
  found: Import
  cohorts: CohortChoice[]
  typed: Record<string, string>
  issues: Issue[]
}

const labels: Record<string, string> = {
  ...fieldNames,
  cohort_id: 'Cohort for all rows',
  for_role: 'Role for all rows',
  order: 'Days such as 03/04/2026',
  as_of: 'Stages and engagement without a day stand as of',
  basis: 'On which ground do you hold this?',
}
const parts: [string, FieldOfPeople[]][] = [
  ['Who they are', ['name', 'firstName', 'lastName', 'email', 'externalId']],
  ['What they took part in', ['program', 'cohort', 'role', 'finishedOn', 'leftOn']],
  ['Where they stand', ['stage', 'stageOn', 'engagement', 'engagementOn']],
]
const orders = [
  { value: '', label: 'As the file shows by itself' },
  { value: 'dmy', label: 'Day first: 3 April' },
  { value: 'mdy', label: 'Month first: 4 March' },
]

/** Which column of a file says what, with examples of each, and what holds for all of its rows. */
export function MappingPage({ group, found, cohorts, typed, issues }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  const columns = [
    { value: '', label: 'Not in the file' },
    ...found.columns.map(({ heading }, at) => ({ value: String(at), label: heading })),
  ]
  const choices = [
    { value: '', label: 'None, or as the rows say' },
    ...cohorts.map(({ id, program, number, name }) => ({ value: id, label: `${program}, ${number}: ${name}` })),
  ]
  const field = (name: string) => ({ name, label: labels[name] ?? name, value: typed[name] ?? '', error: error(name) })
  return (
    <GroupFrame group={group} title="Columns" current={paths.groupPeople(group.id)}>
      <div class="narrow">
        <p class="soft small">
          <a href={paths.participantImports(group.id)}>Import people</a>
        </p>
        <h1>Which column is what?</h1>
        <FormSummary issues={issues} labels={labels} />
        <p>
          <b>{found.fileName}</b>, {plural(found.rowCount, 'row')}. We guessed from the headings: look it over. Nothing
          is imported before you have seen what would happen.
        </p>
        <form method="post" action={paths.importMapping(group.id, found.id)}>
          {parts.map(([title, names]) => (
            <fieldset key={title} class="panel">
              <legend class="visually-hidden">{title}</legend>
              <h2>{title}</h2>
              <div class="fields">
                {names.map((name) => (
                  <Select key={name} {...field(name)} options={columns} />
                ))}
              </div>
            </fieldset>
          ))}
          <fieldset class="panel">
            <legend class="visually-hidden">For all rows</legend>
            <h2>For all rows</h2>
            <div class="fields">
              <Select {...field('cohort_id')} options={choices} hint="Where a row names none itself" />
              <Select {...field('for_role')} options={optionsOf(roleNames)} hint="Where a row names none itself" />
              <Select {...field('order')} options={orders} />
              <Field {...field('as_of')} type="date" required />
            </div>
          </fieldset>
          <fieldset class="panel">
            <legend class="visually-hidden">Their data</legend>
            <h2>Their data</h2>
            <Select
              {...field('basis')}
              options={[{ value: '', label: 'Choose' }, ...optionsOf(basisNames)]}
              hint="The first mail to each of them says that you hold a record and on which ground, and offers to claim it, object or have it erased."
            />
          </fieldset>
          <button class="button main" type="submit">
            See what would happen
          </button>
        </form>
        <form method="post" action={paths.importRemoval(group.id, found.id)}>
          <button class="button" type="submit">
            Let the file go
          </button>
        </form>
        <h2>What the columns hold</h2>
        <Examples found={found} typed={typed} />
      </div>
    </GroupFrame>
  )
}

const Examples = ({ found, typed }: Pick<Props, 'found' | 'typed'>) => (
  <table class="compared">
    <thead>
      <tr>
        <th scope="col">Column</th>
        <th scope="col">Examples</th>
        <th scope="col">Read as</th>
      </tr>
    </thead>
    <tbody>
      {found.columns.map(({ heading, examples }, at) => (
        <tr key={heading}>
          <th scope="row">{heading}</th>
          <td>{examples.join(' · ') || <span class="soft">empty</span>}</td>
          <td>
            {fields
              .filter((name) => typed[name] === String(at))
              .map((name) => fieldNames[name])
              .join(', ')}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
