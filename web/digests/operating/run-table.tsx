import type { Overview } from '../../../src/digests/operating/overview.ts'
import { paths } from '../../../src/paths.ts'
import { Instant } from '../../moderation/when.tsx'
import { kindWords } from './kind-words.ts'

type Run = Overview['runs'][number]
type Props = Pick<Overview, 'runs' | 'older'> & { before: string | undefined }

const number = (value: number) => value.toLocaleString('en')
const figures = ['sent', 'skipped', 'failed', 'uncertain', 'open'] as const
const pagedFrom = (before: string) => new URLSearchParams({ before }).toString()

/** The runs that made something, with what became of it. */
export const RunTable = ({ runs, older, before }: Props) => (
  <section>
    <h2>Runs of the last 30 days</h2>
    <p class="small soft">
      What a run made is sent, skipped, failed, uncertain or open. One that does not add up is marked.
    </p>
    {runs.length === 0 ? (
      <p>No run has made a digest.</p>
    ) : (
      <table class="runs">
        <thead>
          <tr>
            <th scope="col">Run (UTC)</th>
            <th scope="col">Made</th>
            {figures.map((figure) => (
              <th key={figure} scope="col">
                {figure.slice(0, 1).toUpperCase() + figure.slice(1)}
              </th>
            ))}
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row key={`${run.kind} ${run.period}`} run={run} />
          ))}
        </tbody>
      </table>
    )}
    <p class="paging">
      {before && (
        <a class="button" href={paths.mailRuns()}>
          Newest
        </a>
      )}
      {older && (
        <a class="button" href={paths.mailRuns(pagedFrom(older))}>
          Older
        </a>
      )}
    </p>
  </section>
)

const Row = ({ run }: { run: Run }) => (
  <tr>
    <th scope="row">
      <Instant at={run.startedAt} /> {kindWords[run.kind]}
    </th>
    <td data-of="made">{number(run.candidates)}</td>
    {figures.map((figure) => (
      <td key={figure} data-of={figure}>
        {number(run[figure])}
      </td>
    ))}
    <td class="run-state">
      <State run={run} />
    </td>
  </tr>
)

const State = ({ run: { addsUp, pausedAt, resumedAt, open } }: { run: Run }) => (
  <>
    {!addsUp && <span class="kind warn">does not add up</span>}
    {pausedAt !== null && <span class="kind warn">paused</span>}
    {addsUp && pausedAt === null && (
      <span class="soft">{open ? 'under way' : resumedAt === null ? 'done' : 'done, after a pause'}</span>
    )}
  </>
)
