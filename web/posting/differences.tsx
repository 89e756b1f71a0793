import { differingFields, type FieldName, labels } from '../../src/opportunities/posting/schema.ts'
import type { Typed } from '../../src/opportunities/schema.ts'

type Props = { mine: Typed; theirs: Typed; theirsAt: string }

const words = (typed: Typed, name: FieldName) => {
  const value = typed[name] ?? ''
  return (Array.isArray(value) ? value.join(', ') : value) || '—'
}

/** What somebody else has changed meanwhile, field by field: the form below still holds one's own words. */
export const Differences = ({ mine, theirs, theirsAt }: Props) => (
  <section class="summary" tabindex={-1} autofocus aria-labelledby="differences">
    <h2 id="differences">Somebody else has changed it meanwhile</h2>
    <p>
      Nothing was saved yet. The form below holds what you typed: save or submit it to keep yours, or{' '}
      <a href={theirsAt}>take theirs</a>.
    </p>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Yours</th>
            <th scope="col">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {differingFields(mine, theirs).map((name) => (
            <tr key={name}>
              <th scope="row">{labels[name]}</th>
              <td>{words(mine, name)}</td>
              <td>{words(theirs, name)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)
