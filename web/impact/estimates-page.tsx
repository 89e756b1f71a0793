import { formatDay } from '../../src/calendar.ts'
import type { Estimate } from '../../src/impact/queries.ts'
import type { Report } from '../../src/impact/reading.ts'
import { decimalOf } from '../../src/impact/schema.ts'
import { paths } from '../../src/paths.ts'
import { GroupFrame } from '../groups/group-frame.tsx'
import { Done } from '../ui/done.tsx'
import { methodNames, shortEffects } from './words.ts'

const done = {
  estimated: 'Your estimate is saved: it counts now.',
  withdrawn: 'The estimate is withdrawn: it counts no more.',
}

type Props = {
  group: Report['group']
  page: Estimate[]
  total: number
  next: string | null
  viewer: { id: string; isOwner: boolean }
  programId?: string
  done?: string
}

/** "0.9 with, 0.2 without: 0.7 FTE (0.5 to 0.8)". */
export function estimateWords(e: Pick<Estimate, 'withFte' | 'withoutFte' | 'low' | 'high'>): string {
  const range = `${decimalOf(e.low)} to ${decimalOf(e.high)}`
  return `${decimalOf(e.withFte)} with, ${decimalOf(e.withoutFte)} without: ${decimalOf(e.withFte - e.withoutFte)} FTE (${range})`
}

const stateOf = ({ withdrawnAt, replaced }: Estimate) =>
  withdrawnAt !== null ? 'withdrawn' : replaced ? 'replaced by a later one' : 'counts'

const whoseOf = ({ participantId, participant }: Estimate) =>
  participantId === null ? 'the activity as a whole' : participant || 'somebody who was erased'

/** Every estimate of the group with all versions, the newest first. */
export const EstimatesPage = ({ group, page, total, next, viewer, programId, done: said }: Props) => (
  <GroupFrame group={group} title="Estimates" current={paths.groupImpact(group.id)}>
    <div class="tracker">
      <p class="soft small">
        <a href={paths.groupImpact(group.id)}>← Impact</a>
      </p>
      <h1>Estimates</h1>
      <Done done={said} words={done} />
      <p class="actions">
        <a class="button main" href={paths.newEstimate(group.id)}>
          Add an estimate
        </a>
      </p>
      {page.length === 0 ? (
        <p class="panel">Nothing is estimated yet.</p>
      ) : (
        <section class="panel">
          <h2>{total === 1 ? '1 estimate' : `${total} estimates`}</h2>
          <ul class="lines">
            {page.map((e) => (
              <li key={e.id}>
                <span>
                  <b>{e.program}</b>, {whoseOf(e)}{' '}
                  <span class={stateOf(e) === 'counts' ? 'state on' : 'state'}>{stateOf(e)}</span>
                  <br />
                  {`${estimateWords(e)}, ${shortEffects[e.effect]}`}
                  <br />
                  <span class="soft small">
                    {`${formatDay(e.startsOn)} to ${formatDay(e.endsOn)}. ${methodNames[e.method]}, ${e.author || 'somebody who has left'}, ${formatDay(e.estimatedOn)}, version ${e.version}.`}
                  </span>
                  {e.note && <span class="spoken small">{e.note}</span>}
                </span>
                <div class="actions">
                  {stateOf(e) !== 'replaced by a later one' && (
                    <a class="button" href={paths.newEstimate(group.id, `after=${e.id}`)}>
                      Estimate anew<span class="visually-hidden">{`: ${e.program}, ${whoseOf(e)}`}</span>
                    </a>
                  )}
                  {e.withdrawnAt === null && (viewer.isOwner || viewer.id === e.estimatedBy) && (
                    <form method="post" action={paths.estimateWithdrawal(group.id, e.id)}>
                      <button class="button" type="submit">
                        Withdraw
                        <span class="visually-hidden">{`: ${e.program}, ${whoseOf(e)}, version ${e.version}`}</span>
                      </button>
                    </form>
                  )}
                </div>
              </li>
            ))}
          </ul>
          {next && (
            <p class="paging">
              <a
                class="button"
                href={paths.groupEstimates(
                  group.id,
                  new URLSearchParams({ ...(programId ? { program: programId } : {}), cursor: next }).toString(),
                )}
              >
                Earlier ones
              </a>
            </p>
          )}
        </section>
      )}
    </div>
  </GroupFrame>
)
