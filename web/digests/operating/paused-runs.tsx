import type { Overview } from '../../../src/digests/operating/overview.ts'
import { paths } from '../../../src/paths.ts'
import { Instant } from '../../moderation/when.tsx'
import { kindWords } from './kind-words.ts'

/** Runs that wait for an operator; nothing where none does. */
export const PausedRuns = ({ runs }: { runs: Overview['paused'] }) =>
  runs.length > 0 && (
    <section>
      <h2>Paused</h2>
      <p class="small soft">
        The provider refused too much of these for good, so the rest was held back. Read the causes under “Failed”, put
        right what is wrong, then let them go on.
      </p>
      <ul class="lines">
        {runs.map(({ kind, period, startedAt, pausedAt, failed, sent, open }) => (
          <li key={`${kind} ${period}`}>
            <span>
              <Instant at={startedAt} /> {kindWords[kind]}
              <br />
              <span class="small soft">
                Paused <Instant at={pausedAt ?? startedAt} />: {failed.toLocaleString('en')} failed beside{' '}
                {sent.toLocaleString('en')} sent, {open.toLocaleString('en')} still open
              </span>
            </span>
            <form method="post" action={paths.mailResumption()}>
              <input type="hidden" name="kind" value={kind} />
              <input type="hidden" name="run" value={period} />
              <button class="button" type="submit" aria-label={`Let it go on: ${kindWords[kind]}, ${period}`}>
                Let it go on
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
