import type { Issue } from '../../../src/errors.ts'
import type { CohortChoice } from '../../../src/programs/participants/cohort-choice.ts'
import { Field, Select } from '../../ui/field.tsx'
import { optionsOf, roleNames } from './words.ts'

type Props = {
  cohorts: CohortChoice[]
  typed: Record<string, string>
  issues: Issue[]
  /** Where a person may have taken part in nothing yet. */
  optional?: boolean
}

/** A cohort somebody took part in, as what, and how it ended. */
export function ParticipationFields({ cohorts, typed, issues, optional = false }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  const field = (name: string, label: string) => ({ name, label, value: typed[name] ?? '', error: error(name) })
  const choices = cohorts.map(({ id, program, number, name }) => ({
    value: id,
    label: `${program} ${number}: ${name}`,
  }))
  return (
    <>
      <Select
        {...field('cohort', 'Cohort')}
        options={[{ value: '', label: optional ? 'None yet' : 'Choose' }, ...choices]}
      />
      <Select {...field('role', 'As')} options={optionsOf(roleNames)} />
      <Field {...field('finishedOn', 'Finished on')} type="date" />
      <Field {...field('leftOn', 'Left before the end, on')} type="date" />
    </>
  )
}
