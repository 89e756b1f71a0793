import type { Matches } from '../../src/matching/matching.ts'
import { OpportunityRow } from '../opportunities/row.tsx'
import type { Shown } from './found-matches.tsx'

type Props = Pick<Shown, 'now' | 'actions'> & Pick<Matches, 'nearly'>

/** What one thing alone keeps out, with what would change it. */
export const Nearly = ({ nearly, now, actions }: Props) =>
  nearly.length > 0 && (
    <section>
      <h2>Nearly</h2>
      <p class="soft">One thing stands in the way of each.</p>
      <ul class="list">
        {nearly.map(({ opportunity, blockers }) => (
          <li key={opportunity.id} class="match">
            <OpportunityRow opportunity={opportunity} now={now} />
            <ul class="why">
              {blockers.map(({ code, message }) => (
                <li key={code} class="missing">
                  {message}
                </li>
              ))}
            </ul>
            {actions?.(opportunity)}
          </li>
        ))}
      </ul>
    </section>
  )
