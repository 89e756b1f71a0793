import type { Issue } from '../../src/errors.ts'
import type { Reported } from '../../src/impact/queries.ts'
import type { Report } from '../../src/impact/reading.ts'
import { figureNames } from '../../src/impact/schema.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { figureWords } from './words.ts'

const done = { added: 'The line is added.', changed: 'The line is changed.', removed: 'The line is removed.' }

type ListProps = { group: Report['group']; lines: Reported[]; done?: string }

const wordsOf = ({ figures, currency }: Reported) =>
  figureNames
    .flatMap((name) => {
      const unit = name.startsWith('cost') && currency ? ` ${currency}` : ''
      return figures[name]
        ? [`${figureWords[name].toLowerCase().replace('fte', 'FTE')} ${figures[name].printed}${unit}`]
        : []
    })
    .join(', ')

/** Figures as they were printed elsewhere, line by line. */
export const FiguresPage = ({ group, lines, done: said }: ListProps) => (
  <GroupFrame group={group} title="Printed figures" current={paths.groupImpact(group.id)}>
    <div class="tracker">
      <p class="soft small">
        <a href={paths.groupImpact(group.id)}>← Impact</a>
      </p>
      <h1>Printed figures</h1>
      <Done done={said} words={done} />
      <p>
        Lines of a table that you printed elsewhere, to the letter. Their sums are computed beside what was printed.
      </p>
      <p class="actions">
        <a class="button main" href={`${paths.reportedRows(group.id)}/new`}>
          Add a line
        </a>
      </p>
      {lines.length > 0 && (
        <section class="panel">
          <h2>{lines.length === 1 ? '1 line' : `${lines.length} lines`}</h2>
          <ul class="lines">
            {lines.map((line) => (
              <li key={line.id}>
                <span>
                  <b>{line.activity}</b> {line.total && <span class="state">total</span>}
                  <br />
                  {wordsOf(line)}
                  <br />
                  <span class="soft small">{line.source}</span>
                </span>
                <a class="button" href={paths.reportedRow(group.id, line.id)}>
                  Edit<span class="visually-hidden">{`: ${line.activity}`}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  </GroupFrame>
)

const labels: Record<string, string> = {
  ...figureWords,
  activity: 'Name of the line',
  total: 'A total',
  currency: 'Currency',
  source: 'Where it is printed',
  sourceUrl: 'Link to it',
  note: 'Note',
}

type FormProps = { group: Report['group']; id?: string; typed: Record<string, string>; issues: Issue[] }

/** One line: what is printed, not what should be. */
export function FigurePage({ group, id, typed, issues }: FormProps) {
  const of = (name: string) => ({
    name,
    label: labels[name] ?? name,
    value: typed[name] ?? '',
    error: issues.find(({ path }) => path === name)?.message,
  })
  const totalError = of('total').error
  return (
    <GroupFrame group={group} title="Printed figures" current={paths.groupImpact(group.id)}>
      <div class="narrow">
        <p class="soft small">
          <a href={paths.reportedRows(group.id)}>← Printed figures</a>
        </p>
        <h1>{id ? 'Edit a line' : 'Add a line'}</h1>
        <FormSummary issues={issues} labels={labels} />
        <form method="post" action={id ? paths.reportedRow(group.id, id) : paths.reportedRows(group.id)} class="panel">
          <Field {...of('activity')} hint="Such as “Training Day”, as it is printed." />
          <div class="field">
            <label class="switch">
              <input id="total" type="checkbox" name="total" value="yes" checked={typed.total === 'yes'} />
              This line is the printed total
            </label>
            {totalError && <p class="error">{totalError}</p>}
          </div>
          <div class="fields">
            {figureNames.map((name) => (
              <Field key={name} {...of(name)} inputmode="decimal" />
            ))}
            <Field {...of('currency')} maxlength={3} hint="Such as EUR." />
          </div>
          <p class="soft small">As printed, with a point or a comma. Leave empty what is not printed.</p>
          <Field {...of('source')} hint="Lines of one source stand in one table." />
          <Field {...of('sourceUrl')} type="url" />
          <TextArea {...of('note')} rows={3} hint="Such as what the text beside the table says otherwise." />
          <p class="actions">
            <button class="button main" type="submit">
              Save
            </button>
          </p>
        </form>
        {id && (
          <form method="post" action={paths.reportedRowRemoval(group.id, id)}>
            <button class="button" type="submit">
              Remove this line
            </button>
          </form>
        )}
      </div>
    </GroupFrame>
  )
}
