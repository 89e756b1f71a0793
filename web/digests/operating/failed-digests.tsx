import type { Overview } from '../../../src/digests/operating/overview.ts'
import { paths } from '../../../src/paths.ts'
import { Instant } from '../../moderation/when.tsx'
import { kindWords } from './kind-words.ts'

type Props = Pick<Overview, 'causes' | 'failed'>
type Failed = Overview['failed'][number]

/** What surely never arrived. */
export const FailedDigests = ({ causes, failed }: Props) => (
  <section>
    <h2>Failed</h2>
    {failed.length === 0 ? (
      <p>Nothing failed in the last 30 days.</p>
    ) : (
      <>
        <p class="small soft">
          These surely did not arrive, and what they told comes with the reader’s next digest. Where none has come since
          and the reader still wants it, one can be sent again now.
        </p>
        <ul class="bullets">
          {causes.map(({ cause, count }) => (
            <li key={cause}>
              <b>{count.toLocaleString('en')}</b> <q>{cause}</q>
            </li>
          ))}
        </ul>
        <details open={failed.length <= 10}>
          <summary>{failed.length === 1 ? 'The digest' : `The newest ${failed.length}`}</summary>
          <ul class="lines">
            {failed.map((one) => (
              <Line key={`${one.subscriptionId} ${one.period}`} digest={one} />
            ))}
          </ul>
        </details>
      </>
    )}
  </section>
)

const Line = ({ digest: { subscriptionId, period, kind, cause, finishedAt, resendable } }: { digest: Failed }) => (
  <li>
    <span>
      <span class="id">{subscriptionId}</span> {period} <span class="kind">{kindWords[kind]}</span>
      <br />
      <span class="small soft">
        <Instant at={finishedAt} /> <q>{cause}</q>
      </span>
    </span>
    {resendable ? (
      <form method="post" action={paths.mailResending()}>
        <input type="hidden" name="subscription" value={subscriptionId} />
        <input type="hidden" name="period" value={period} />
        <button class="button" type="submit" aria-label={`Send again: ${subscriptionId}, ${period}`}>
          Send again
        </button>
      </form>
    ) : (
      <span class="small soft">not to be sent again</span>
    )}
  </li>
)
