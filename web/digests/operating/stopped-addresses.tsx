import type { Issue } from '../../../src/errors.ts'
import { paths } from '../../../src/paths.ts'
import { Field } from '../../ui/field.tsx'

export const liftingLabels = { email: 'Address', reason: 'Why' }

/** What was typed here, if it was in this form and not in another of the page. */
type Props = { typed: Record<string, string> | undefined; issues: Issue[] }

/** Where an operator lets mail go to an address again. */
export const StoppedAddresses = ({ typed, issues }: Props) => {
  const field = (name: keyof typeof liftingLabels) => ({
    name,
    label: liftingLabels[name],
    value: typed?.[name] ?? '',
    error: typed && issues.find(({ path }) => path === name)?.message,
    required: true,
    autocomplete: 'off',
  })
  return (
    <section>
      <h2>Stopped addresses</h2>
      <p class="small soft">
        No mail goes to an address that sent it back for good, and no digest to one where it was reported as unwanted.
        After a report, let it go out again only if its reader asks for that. The address is neither kept nor shown; why
        is kept in the log, with your name.
      </p>
      <form method="post" action={paths.mailLifting()} class="panel stack">
        <Field {...field('email')} type="email" />
        <Field {...field('reason')} maxlength={300} />
        <button class="button" type="submit">
          Let mail go out again
        </button>
      </form>
    </section>
  )
}
