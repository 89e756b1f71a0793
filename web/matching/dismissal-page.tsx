import type { Issue } from '../../src/errors.ts'
import { dismissalReasons } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Radios } from '../life/radios.tsx'
import { Field } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { reasonWords } from './dismissal-words.ts'

type Props = {
  opportunity: { id: string; title: string; organization: { name: string } }
  typed: Record<string, string>
  issues: Issue[]
}

const reasons = dismissalReasons.map((value) => ({ value, label: reasonWords[value] }))

/** "Not for me", where the reason was missing or could not be read. */
export function DismissalPage({ opportunity: o, typed, issues }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  return (
    <Layout title={`Not for me: ${o.title}`} path={paths.me()} own={paths.ownMatches()} hidden workspace>
      <main id="main" class="narrow">
        <h1>Not for me</h1>
        <p>
          <a href={paths.opportunity(o.id, o.title)}>{o.title}</a> at {o.organization.name} leaves your matches. You can
          take it back.
        </p>
        <form method="post" action={paths.dismissals()} class="panel">
          <FormSummary issues={issues} labels={{ note: 'In a few words' }} />
          <input type="hidden" name="opportunity" value={o.id} />
          {typed.back && <input type="hidden" name="back" value={typed.back} />}
          <Radios name="reason" legend="Why?" value={typed.reason ?? ''} options={reasons} error={error('reason')} />
          <Field
            name="note"
            label="In a few words"
            hint="Needed for another reason only; only you read it."
            value={typed.note ?? ''}
            error={error('note')}
          />
          <p class="actions">
            <button class="button main" type="submit">
              Set aside
            </button>
            <a class="button" href={paths.ownMatches()}>
              Back to your matches
            </a>
          </p>
        </form>
      </main>
    </Layout>
  )
}
