import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { Radios } from './radios.tsx'

type Props = {
  opportunity: { id: string; title: string }
  /** It takes no applications any more; those who wrote it may open it again. */
  closed: boolean
  mayReopen: boolean
  typed?: Record<string, string>
  issues?: Issue[]
}

const reasons = [
  { value: 'filled', label: 'It is filled' },
  { value: 'withdrawn', label: 'It is withdrawn' },
]
const fillings = [
  { value: '', label: 'No answer' },
  { value: 'us', label: 'Somebody who found it here' },
  { value: 'elsewhere', label: 'Somebody who found it elsewhere' },
  { value: 'nobody', label: 'Nobody: not filled' },
]

/** Closes an opportunity, with two questions that may stay open. */
export function ClosingPage({ opportunity: o, closed, mayReopen, typed = {}, issues = [] }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  if (closed) return <ClosedPage opportunity={o} mayReopen={mayReopen} />
  return (
    <Layout title={`Close ${o.title}`} path={paths.me()} hidden workspace>
      <main id="main" class="narrow">
        <h1>Close this opportunity</h1>
        <p>
          <a href={paths.opportunity(o.id, o.title)}>{o.title}</a> leaves the board at once and takes no more
          applications. You can open it again.
        </p>
        <FormSummary issues={issues} labels={{ applicants: 'How many applied?' }} />
        <form method="post" class="panel">
          <Radios
            name="reason"
            legend="Why"
            value={typed.reason ?? 'filled'}
            options={reasons}
            error={error('reason')}
          />
          <h2>Two questions, if you like</h2>
          <p class="soft small">
            They tell field-builders whether their work leads anywhere. Readers do not see the answers.
          </p>
          <Radios
            name="filledThrough"
            legend="Who took it?"
            value={typed.filledThrough ?? ''}
            options={fillings}
            error={error('filledThrough')}
          />
          <Field
            name="applicants"
            label="How many applied?"
            type="number"
            value={typed.applicants ?? ''}
            error={error('applicants')}
            hint="About is good enough. Leave it empty if you do not know."
          />
          <p class="actions">
            <button class="button main" type="submit">
              Close it
            </button>
          </p>
        </form>
      </main>
    </Layout>
  )
}

const ClosedPage = ({ opportunity: o, mayReopen }: Pick<Props, 'opportunity' | 'mayReopen'>) => (
  <Layout title="Closed" path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <h1>It is closed already</h1>
      <p>
        <a href={paths.opportunity(o.id, o.title)}>{o.title}</a> takes no applications.
      </p>
      {mayReopen && (
        <p>
          <a class="button main" href={paths.reopening(o.id)}>
            Open it again
          </a>
        </p>
      )}
    </main>
  </Layout>
)
