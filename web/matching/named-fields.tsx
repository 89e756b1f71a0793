import type { Refused } from '../../src/matching/profile-query.ts'

type Props = {
  name: string
  label: string
  /** What is understood, by its name. */
  taken: string[]
  refused: Refused[]
  choices?: readonly string[]
  /** What the fields behind the first are called. */
  more?: string
  /** How many fields at least. */
  least?: number
}

/** Text fields of one parameter, as many as are filled and an empty one; what was refused stays in its own. */
export function NamedFields({
  name,
  label,
  taken,
  refused,
  choices,
  more = `Another ${label.toLowerCase()}`,
  least = 1,
}: Props) {
  const wrong = refused.filter((one) => one.name === name).map(({ text, problem }) => ({ text, problem }))
  const filled = [...taken.map((text) => ({ text, problem: null })), ...wrong]
  const empty = Array.from({ length: Math.max(1, least - filled.length) }, () => ({ text: '', problem: null }))
  return (
    <>
      {[...filled, ...empty].map(({ text, problem }, i) => {
        const id = i ? `${name}-${i + 1}` : name
        return (
          <div key={id} class="field">
            <label for={id}>{i ? more : label}</label>
            <input
              id={id}
              type="text"
              name={name}
              value={text}
              list={choices && `${name}-choices`}
              {...about(id, problem)}
            />
            <Problem id={id} problem={problem} />
          </div>
        )
      })}
      {choices && (
        <datalist id={`${name}-choices`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  )
}

/** What a refused field carries, so that its problem is read out with it. */
export const about = (id: string, problem: string | null | undefined) =>
  problem ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-error` } : {}

export const Problem = ({ id, problem }: { id: string; problem: string | null | undefined }) =>
  problem ? (
    <p id={`${id}-error`} class="error small">
      {problem.charAt(0).toUpperCase() + problem.slice(1)}
    </p>
  ) : null
