import type { ComponentChildren } from 'preact'
import type { Matches } from '../../src/matching/matching.ts'
import type { BlockerCode } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'

/** What each reason keeps out, and the parameters that undo it. */
const reasons: Record<Exclude<BlockerCode, 'closed'>, { what: string; undone: string; names: string[] }> = {
  kind: { what: 'of another kind', undone: 'any kind', names: ['kind'] },
  hours: { what: 'with more hours than you give', undone: 'any hours', names: ['hours', 'per'] },
  months: { what: 'in another part of the year', undone: 'any time of the year', names: ['months', 'from'] },
  place: { what: 'out of reach', undone: 'any place', names: ['country', 'remote', 'relocate'] },
  visa: { what: 'without visa support', undone: 'these too', names: ['visa_needed'] },
  pay: { what: 'unpaid', undone: 'these too', names: ['pay_needed'] },
  language: { what: 'in languages you do not name', undone: 'any language', names: ['language'] },
  ml_knowledge: { what: 'where machine-learning knowledge is a must', undone: 'either side', names: ['side'] },
}

type Props = Pick<Matches, 'blocked'> & {
  /** Where the same is without the parameters that block; nowhere where it is no search. */
  undone?: (names: string[]) => string
  children?: ComponentChildren
}

/** How many each reason keeps out, and what would bring them back. */
export const LeftOut = ({ blocked, undone, children }: Props) => {
  const counts = Object.entries(blocked) as [keyof typeof reasons, number][]
  if (!counts.length) return null
  return (
    <section>
      <h2>What is left out, and why</h2>
      <p class="soft">One opportunity may stand under several reasons.</p>
      <ul class="left-out">
        {counts.map(([code, count]) => (
          <li key={code}>
            {undone ? (
              <a href={undone(reasons[code].names)}>
                <span class="num">{count}</span> {reasons[code].what}: show {reasons[code].undone}
              </a>
            ) : (
              <span>
                <span class="num">{count}</span> {reasons[code].what}
              </span>
            )}
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}

/** Where a search of `/match` leads without some of its parameters. Without anything said: to everything that is open. */
export function searchWithout(search: string, names: string[]): string {
  const params = new URLSearchParams(search)
  for (const name of names) params.delete(name)
  for (const [name, value] of [...params]) if (!value.trim()) params.delete(name, value)
  const isSaid = [...params.keys()].some((name) => name !== 'per')
  return isSaid ? paths.match(params.toString()) : paths.board()
}
