import type { Issue } from '../../src/errors.ts'
import { Field, TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

/** A form as it was typed, and what to change. */
export type Filled = { typed: Record<string, string>; issues?: Issue[] }

const labels = { name: 'Name', website: 'Website', country: 'Country', about: 'About' }

type Props = Filled & { title?: string; action: string; button: string }

export function GroupForm({ typed, issues = [], title, action, button }: Props) {
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: typed[name] ?? '',
    error: issues.find(({ path }) => path === name)?.message,
  })
  return (
    <form method="post" action={action} class="panel">
      {title && <h2>{title}</h2>}
      <FormSummary issues={issues} labels={labels} />
      <Field {...field('name')} autocomplete="organization" required />
      <Field {...field('website')} autocomplete="url" hint="Its own, such as lantern.test" />
      <Field {...field('country')} hint="Where it works mostly, such as France" />
      <TextArea {...field('about')} hint="In a few sentences. It stands beside its public programs." />
      <p class="actions">
        <button class="button main" type="submit">
          {button}
        </button>
      </p>
    </form>
  )
}
