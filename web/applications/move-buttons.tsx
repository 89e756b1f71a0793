import type { Tracked } from '../../src/applications/queries.ts'
import { nextStates, type State } from '../../src/applications/schema.ts'
import { paths } from '../../src/paths.ts'
import { nameOf } from './opportunity-line.tsx'
import { moveWords } from './words.ts'

type Props = {
  tracked: Tracked
  /** Where the press leads back to. */
  back: string
  /** Every state, or the likely ones. */
  all?: boolean
}

/** A button for each state that may come next, the likely ones first. To accept asks for the start day before. */
export function MoveButtons({ tracked, back, all }: Props) {
  const { likely, rest } = nextStates(tracked.state, tracked.closed !== null)
  const shown = all ? likely : likely.slice(0, 2)
  if (!shown.length && !all) return null
  return (
    <form method="post" action={paths.applications()} class={all ? 'stack' : 'moves'}>
      <input type="hidden" name="opportunity" value={tracked.opportunityId} />
      <input type="hidden" name="version" value={tracked.version} />
      <input type="hidden" name="back" value={back} />
      {all ? (
        <>
          {shown.length > 0 && <Buttons states={shown} tracked={tracked} />}
          <p class="soft small">
            {shown.length ? 'Or did something else happen?' : 'It did not end there? Say where it stands.'}
          </p>
          <Buttons states={rest} tracked={tracked} />
        </>
      ) : (
        <One states={shown} tracked={tracked} />
      )}
    </form>
  )
}

const Buttons = (props: { states: readonly State[]; tracked: Tracked }) => (
  <p class="moves all">
    <One {...props} />
  </p>
)

const One = ({ states, tracked }: { states: readonly State[]; tracked: Tracked }) => (
  <>
    {states.map((state) => (
      <button key={state} class="button" type="submit" name="state" value={state}>
        {moveWords[state]}
        <span class="visually-hidden">{`: ${nameOf(tracked)}`}</span>
      </button>
    ))}
  </>
)
