import type { Overview } from '../../../src/digests/operating/overview.ts'
import type { Issue } from '../../../src/errors.ts'
import { paths } from '../../../src/paths.ts'
import { ageWords, Instant } from '../../moderation/when.tsx'

type Call = Overview['uncertain'][number]
type Props = { calls: Call[]; now: number; typed: Record<string, string> | undefined; issues: Issue[] }

/** What the provider may have accepted: only somebody who looks there can tell. */
export const UncertainCalls = ({ calls, now, typed, issues }: Props) => (
  <section>
    <h2>Uncertain</h2>
    {calls.length === 0 ? (
      <p>Of everything that was sent it is known what became of it.</p>
    ) : (
      <>
        <p class="small soft">
          The provider may have accepted these. Look the key up at the provider, then say what you found. They are never
          sent again by themselves.
        </p>
        <ul class="lines">
          {calls.map((call) => (
            <Line
              key={call.call}
              call={call}
              now={now}
              typed={typed?.call === call.call ? typed.reason : undefined}
              error={typed?.call === call.call ? issues.find(({ path }) => path === 'reason')?.message : undefined}
            />
          ))}
        </ul>
      </>
    )}
  </section>
)

type LineProps = { call: Call; now: number; typed: string | undefined; error: string | undefined }

function Line({ call: { call, cause, count, firstTryAt, since, example }, now, typed = '', error }: LineProps) {
  const id = call.replace(/[^\w]/g, '-')
  return (
    <li>
      <div>
        <p>
          Key <span class="id">{call}</span>
        </p>
        <p class="small">
          {`${count === 1 ? 'One mail' : `${count.toLocaleString('en')} mails, among them`} (`}
          <span class="id">{example}</span>
          {'), first tried '}
          <Instant at={firstTryAt} />
          {`, uncertain for ${ageWords(now - since)}: `}
          <q>{cause}</q>
        </p>
      </div>
      <form method="post" action={paths.mailSettlement()} class="answer">
        <input type="hidden" name="call" value={call} />
        <label for={`reason-${id}`} class="small">
          How you know
        </label>
        <input
          id={`reason-${id}`}
          name="reason"
          type="text"
          required
          maxlength={300}
          value={typed}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? `error-${id}` : undefined}
        />
        <button class="button" type="submit" name="arrived" value="yes" aria-label={`It arrived: ${call}`}>
          It arrived
        </button>
        <button class="button" type="submit" name="arrived" value="no" aria-label={`It did not arrive: ${call}`}>
          It did not arrive
        </button>
        {error && (
          <p id={`error-${id}`} class="error">
            {error}
          </p>
        )}
      </form>
    </li>
  )
}
