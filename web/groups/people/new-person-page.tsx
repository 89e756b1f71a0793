import type { Issue } from '../../../src/errors.ts'
import type { Group } from '../../../src/groups/queries.ts'
import { paths } from '../../../src/paths.ts'
import type { CohortChoice } from '../../../src/programs/participants/cohort-choice.ts'
import { Field, Select } from '../../ui/field.tsx'
import { FormSummary } from '../../ui/form-summary.tsx'
import { GroupFrame } from '../group-frame.tsx'
import { ParticipationFields } from './participation-fields.tsx'
import { basisNames, optionsOf } from './words.ts'

type Props = { group: Group; cohorts: CohortChoice[]; typed: Record<string, string>; issues: Issue[] }

export const personLabels = {
  name: 'Name',
  email: 'E-mail address',
  externalId: 'Id in your list',
  basis: 'On which ground do you hold this?',
  cohort: 'Cohort',
  leftOn: 'Left before the end, on',
}

/** Somebody added by hand. */
export function NewPersonPage({ group, cohorts, typed, issues }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  const field = (name: keyof typeof personLabels) => ({
    name,
    label: personLabels[name],
    value: typed[name] ?? '',
    error: error(name),
  })
  return (
    <GroupFrame group={group} title="Add a person" current={paths.groupPeople(group.id)}>
      <div class="narrow">
        <p class="soft small">
          <a href={paths.groupPeople(group.id)}>People</a>
        </p>
        <h1>Add a person</h1>
        <FormSummary issues={issues} labels={personLabels} />
        <form method="post" class="panel fields">
          <Field {...field('name')} maxlength={200} />
          <Field {...field('email')} type="email" />
          <Field {...field('externalId')} maxlength={200} hint="If your own list has one" />
          <Select {...field('basis')} options={[{ value: '', label: 'Choose' }, ...optionsOf(basisNames)]} />
          <ParticipationFields cohorts={cohorts} typed={typed} issues={issues} optional />
          <button class="button main" type="submit">
            Add
          </button>
        </form>
      </div>
    </GroupFrame>
  )
}
