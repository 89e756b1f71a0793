import type { Overview } from '../../../src/digests/operating/overview.ts'
import { ageWords, Instant } from '../../moderation/when.tsx'

type Props = Pick<Overview, 'health' | 'pause' | 'stopped'>

const sentence = (words: string) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`
const age = (seconds: number) => (seconds ? ageWords(seconds * 1000) : 'nothing waits')

/** In the words of `/readyz`. */
export const MailState = ({ health, pause, stopped }: Props) => (
  <section aria-label="State">
    {health.ready ? (
      <p class="done">Mail is going out as it should.</p>
    ) : (
      <ul class="flag">
        {health.problems.map((problem) => (
          <li key={problem}>{sentence(problem)}</li>
        ))}
      </ul>
    )}
    {pause && (
      <p class="flag">
        The provider has asked to wait until <Instant at={pause.until} /> UTC: <q>{pause.cause}</q> Nothing is sent
        before.
      </p>
    )}
    <dl class="facts">
      <div>
        <dt>Last run (UTC)</dt>
        <dd>{health.lastDigestRunAt ? <Instant at={Date.parse(health.lastDigestRunAt)} /> : 'none yet'}</dd>
      </div>
      <div>
        <dt>Oldest open digest</dt>
        <dd>{age(health.oldestWaitingSeconds)}</dd>
      </div>
      <div>
        <dt>Due and not taken</dt>
        <dd>{age(health.oldestDueSeconds)}</dd>
      </div>
      <div>
        <dt>Addresses stopped this week</dt>
        <dd>{`${stopped.bounced} bounced, ${stopped.complained} complained`}</dd>
      </div>
    </dl>
  </section>
)
