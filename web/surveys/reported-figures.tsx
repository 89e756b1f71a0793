import type { Issue } from '../../src/errors.ts'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import type { ReportedFigure } from '../../src/surveys/queries.ts'
import { Field } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

type Props = { group: Group; reported: ReportedFigure[]; issues: Issue[]; typed?: Record<string, string> }

/** Figures without raw answers: shown word for word, with what their form lets one say, and never computed with. */
export const ReportedFigures = ({ group, reported, issues, typed }: Props) => (
  <section aria-labelledby="reported" class="stack reported">
    <h2 id="reported">As reported elsewhere</h2>
    <p class="soft small">
      Figures that were printed without the answers behind them stand as they were printed. Nothing is computed from
      them.
    </p>
    {reported.length > 0 && (
      <ul class="lines">
        {reported.map((one) => (
          <Figure key={one.id} group={group} figure={one} />
        ))}
      </ul>
    )}
    <FormSummary issues={issues} labels={labels} />
    <details class="panel" open={issues.length > 0}>
      <summary>Keep a printed figure</summary>
      <form method="post" action={paths.reportedFigures(group.id)} class="stack">
        {fields.map(({ name, hint, required }) => (
          <Field
            key={name}
            {...{ name, hint, required }}
            label={labels[name]}
            value={typed?.[name] ?? ''}
            error={issues.find(({ path }) => path === name)?.message}
          />
        ))}
        <p>
          <button class="button" type="submit">
            Keep it
          </button>
        </p>
      </form>
    </details>
  </section>
)

const labels = { what: 'What it is of', value: 'As printed', source: 'Printed where', note: 'Note' }
const fields = [
  { name: 'what', required: true, hint: undefined },
  { name: 'value', required: true, hint: 'Word for word, with its unit as they wrote it' },
  { name: 'source', required: true, hint: undefined },
  { name: 'note', required: false, hint: 'What is not said, or what its form shows' },
] as const

const Figure = ({ group, figure: { id, what, value, source, note } }: { group: Group; figure: ReportedFigure }) => (
  <li>
    <div>
      <b>{what}</b>: <q class="printed">{value}</q>
      <p class="soft small">As reported: {source}</p>
      {note && <p class="small">{note}</p>}
    </div>
    <form method="post" action={paths.reportedFigureRemoval(group.id, id)}>
      <button class="quiet" type="submit">
        Remove<span class="visually-hidden"> {what}</span>
      </button>
    </form>
  </li>
)
