import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { Program } from '../../src/programs/queries.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Field } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { type Filled, issueOf, textIn } from './program-form.tsx'

type Props = {
  group: Group
  program: Program
  /** The one that is changed; null for a new one. */
  cohort: { id: string; name: string } | null
  form: Filled
  problem?: string
}

const labels = {
  number: 'Number',
  name: 'Name',
  startsOn: 'Starts on',
  endsOn: 'Ends on',
  country: 'Country',
  city: 'City',
  language: 'Language',
  capacity: 'Places',
  cost: 'Cost in all',
  currency: 'Currency',
}

export function CohortPage({ group, program, cohort, form, problem }: Props) {
  const { id, programId } = { id: group.id, programId: program.id }
  const title = cohort ? cohort.name : 'Add a cohort'
  return (
    <GroupFrame group={group} title={title} current={paths.groupPrograms(id)}>
      <div class="narrow posting">
        <h1>{title}</h1>
        <p class="soft">
          Of <a href={paths.groupProgram(id, programId)}>{program.name}</a>
        </p>
        {problem && (
          <p role="alert" class="error">
            {`${problem}.`}
          </p>
        )}
        <Form
          form={form}
          action={cohort ? paths.cohort(id, programId, cohort.id) : paths.newCohort(id, programId)}
          button={cohort ? 'Save' : 'Add it'}
        />
        {cohort && (
          <form method="post" action={paths.cohortRemoval(id, programId, cohort.id)} class="panel">
            <p class="soft">As long as nobody took part in it, a cohort can be removed.</p>
            <button class="button" type="submit">
              Remove the cohort
            </button>
          </form>
        )}
      </div>
    </GroupFrame>
  )
}

function Form({ form, action, button }: { form: Filled; action: string; button: string }) {
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: textIn(form, name),
    error: issueOf(form, name),
  })
  // A day that is none stays as text: a date field would drop it.
  const day = (name: 'startsOn' | 'endsOn') => ({
    ...field(name),
    type: issueOf(form, name) ? ('text' as const) : ('date' as const),
    required: true,
  })
  return (
    <form method="post" action={action} class="panel">
      <FormSummary issues={form.issues ?? []} labels={labels} />
      <div class="fields">
        <Field {...field('number')} inputmode="numeric" required hint="1 is the first that was held" />
        <Field {...field('name')} hint="Left empty it is called by its number" />
      </div>
      <div class="fields">
        <Field {...day('startsOn')} />
        <Field {...day('endsOn')} />
      </div>
      <div class="fields">
        <Field {...field('country')} />
        <Field {...field('city')} />
        <Field {...field('language')} />
      </div>
      <div class="fields">
        <Field {...field('capacity')} inputmode="numeric" hint="How many can take part" />
        <Field {...field('cost')} inputmode="numeric" hint="Whole units; it goes into your report" />
        <Field {...field('currency')} hint="Three letters, such as EUR" />
      </div>
      <p class="actions">
        <button class="button main" type="submit">
          {button}
        </button>
      </p>
    </form>
  )
}
