import type { Overview } from '../../../src/digests/operating/overview.ts'
import type { Issue } from '../../../src/errors.ts'
import { paths } from '../../../src/paths.ts'
import { ageWords, Instant } from '../../moderation/when.tsx'

type Uncertain = Overview['uncertain']
type Call = Uncertain['calls'][number]
type Props = { uncertain: Uncertain; now: number; typed: Record<string, string> | undefined; issues: Issue[] }

/** What the provider may have accepted: only somebody who looks there can tell. */
export const UncertainCalls = ({ uncertain: { calls, all, at }, now, typed, issues }: Props) => (
  <section>
    <h2>Uncertain</h2>
    {calls.length === 0 ? (
      <p>Of everything that was sent it is known what became of it.</p>
    ) : (
      <>
        <p class="small soft">
          {`${countWords(all)} in doubt: the mail may be out. ${whereToLook[at]} Then say what you found. Nothing of it is sent again by itself.`}
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
        {all > calls.length && (
          <p class="soft">
            {`${(all - calls.length).toLocaleString('en')} more, newer than these: they come up as these are settled.`}
          </p>
        )}
      </>
    )}
  </section>
)

const countWords = (all: number) => (all === 1 ? 'One call is' : `${all.toLocaleString('en')} calls are`)

/** What can be looked up, and where: not every provider keeps the keys it was given. */
const whereToLook: Record<Uncertain['at'], string> = {
  provider: 'Look the key up at the provider.',
  'mail server':
    'The mail server keeps no keys: look for the Message-ID, at the time it was tried, in the log of the server that SMTP_URL names.',
  cloudflare:
    'Cloudflare keeps no keys: look in the activity log of its Email Sending for what it accepted at the time of the try, and for the Message-ID in it.',
}

type LineProps = { call: Call; now: number; typed: string | undefined; error: string | undefined }

function Line({
  call: { call, messageId, cause, count, firstTryAt, since, example },
  now,
  typed = '',
  error,
}: LineProps) {
  const id = call.replace(/[^\w]/g, '-')
  return (
    <li>
      <div>
        <p>
          {messageId ? 'Message-ID ' : 'Key '}
          <span class="id">{messageId ?? call}</span>
        </p>
        <p class="small">
          {`${count === 1 ? 'One mail' : `${count.toLocaleString('en')} mails, among them`} (`}
          <span class="id">{example}</span>
          {'), first tried '}
          <Instant at={firstTryAt} />
          {' UTC, last answer '}
          <Instant at={since} />
          {` UTC, uncertain for ${ageWords(now - since)}: `}
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
