import type { CohortChoice } from '../../../src/programs/participants/cohort-choice.ts'
import { type PeopleFilter, quietMonths } from '../../../src/programs/participants/schema.ts'
import { Field, Select } from '../../ui/field.tsx'
import { engagementNames, optionsOf, stageNames } from './words.ts'

type Props = { filter: PeopleFilter; cohorts: CohortChoice[] }

const any = { value: '', label: 'Any' }

/** The part of a filter that stands in the address, without the page. */
export function searchOf(filter: PeopleFilter): URLSearchParams {
  const { program, cohort, stage, engagement, told, stale, q } = filter
  const given = Object.entries({ program, cohort, stage, engagement, told, stale, q })
  return new URLSearchParams(given.filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** What narrows the people that are shown. */
export const FilterForm = ({ filter, cohorts }: Props) => {
  const programs = new Map(cohorts.map(({ programId, program }) => [programId, program]))
  return (
    <form method="get" class="panel filters">
      <Field name="q" label="Name or id" value={filter.q} />
      <Select
        name="program"
        label="Program"
        options={[any, ...[...programs].map(([value, label]) => ({ value, label }))]}
        value={filter.program ?? ''}
      />
      <Select
        name="cohort"
        label="Cohort"
        options={[any, ...cohorts.map(({ id, program, number }) => ({ value: id, label: `${program} ${number}` }))]}
        value={filter.cohort ?? ''}
      />
      <Select
        name="stage"
        label="Stage"
        options={[any, ...optionsOf(stageNames), { value: 'none', label: 'None yet' }]}
        value={filter.stage ?? ''}
      />
      <Select
        name="engagement"
        label="Engagement"
        options={[any, ...optionsOf(engagementNames), { value: 'none', label: 'None yet' }]}
        value={filter.engagement ?? ''}
      />
      <Select
        name="told"
        label="Told of the record"
        options={[any, { value: 'never', label: 'Never' }]}
        value={filter.told ?? ''}
      />
      <Select
        name="stale"
        label="Nothing new for"
        options={[any, ...quietMonths.map((value) => ({ value, label: `${value} months` }))]}
        value={filter.stale ?? ''}
      />
      <button class="button" type="submit">
        Show
      </button>
    </form>
  )
}
