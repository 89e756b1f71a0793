import type { Issue } from '../../src/errors.ts'
import { activityName } from '../../src/programs/naming.ts'
import { activities } from '../../src/programs/schema.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { Field, Select, TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

/** A form as it was typed, and what to change. */
export type Filled = { typed: Record<string, string | string[]>; issues?: Issue[] }

const labels = {
  name: 'Name',
  activity: 'Activity',
  about: 'What it is',
  website: 'Website',
  country: 'Country',
  city: 'City',
  languages: 'Languages',
  audiences: 'Made for',
  beganOn: 'Began on',
}

export const textIn = ({ typed }: Filled, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}
export const issueOf = ({ issues = [] }: Filled, name: string) =>
  issues.find(({ path }) => path.split('.')[0] === name)?.message

const activityOptions = activities.map((value) => ({ value, label: activityName(value) }))

type Props = { form: Filled; title?: string; action: string; button: string }

export function ProgramForm({ form, title, action, button }: Props) {
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: textIn(form, name),
    error: issueOf(form, name),
  })
  return (
    <form method="post" action={action} class="panel">
      {title && <h2>{title}</h2>}
      <FormSummary issues={form.issues ?? []} labels={labels} />
      <Field {...field('name')} required />
      <Select {...field('activity')} options={activityOptions} />
      <TextArea
        {...field('about')}
        rows={8}
        hint="What one does there and what one can do afterwards. Markdown works. Nobody outside reads it before you publish."
      />
      <div class="fields">
        <Field {...field('country')} hint="Such as France; none for an online one" />
        <Field {...field('city')} />
        <Field {...field('languages')} hint="With commas between: French, English" />
      </div>
      <AudienceBoxes form={form} />
      <div class="fields">
        <Field {...field('website')} autocomplete="url" />
        <Field
          {...field('beganOn')}
          type={issueOf(form, 'beganOn') ? 'text' : 'date'}
          hint="When it was first held, if you know"
        />
      </div>
      <p class="actions">
        <button class="button main" type="submit">
          {button}
        </button>
      </p>
    </form>
  )
}

/** The first box carries the name, so that a summary can lead to it. */
function AudienceBoxes({ form }: { form: Filled }) {
  const given = form.typed.audiences ?? []
  const chosen = Array.isArray(given) ? given : [given]
  const problem = issueOf(form, 'audiences')
  return (
    <fieldset class="boxes" aria-describedby={problem && 'audiences-error'}>
      <legend>{labels.audiences}</legend>
      <div class="chips">
        {audiences.map(({ id, name }, i) => (
          <label key={id} class="box">
            <input
              id={i ? undefined : 'audiences'}
              type="checkbox"
              name="audiences"
              value={id}
              checked={chosen.includes(id)}
            />
            {name}
          </label>
        ))}
      </div>
      {problem && (
        <p id="audiences-error" class="error">
          {problem}
        </p>
      )}
    </fieldset>
  )
}
