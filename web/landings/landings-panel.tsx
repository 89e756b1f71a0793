import { formatDay } from '../../src/calendar.ts'
import { describeCommitment } from '../../src/commitment.ts'
import type { Landing } from '../../src/landings/queries.ts'
import { paths } from '../../src/paths.ts'

/** "from 1 Apr 2026, 20 h a week, 0.5 FTE (0.25 over a year)". */
export function landingWords({ startsOn, endedOn, commitment, fteActive, fteYear }: Landing): string {
  const when = `from ${formatDay(startsOn)}${endedOn ? ` to ${formatDay(endedOn)}` : ''}`
  return [when, describeCommitment(commitment), shareWords(fteActive, fteYear)].filter(Boolean).join(', ')
}

const figure = (share: number) => (share > 0 && share < 0.01 ? '<0.01' : String(Math.round(share * 100) / 100))

function shareWords(active: number | null, year: number | null): string {
  if (active === null || year === null) return ''
  return active === year ? `${figure(active)} FTE` : `${figure(active)} FTE (${figure(year)} over a year)`
}

/** Where somebody landed: mend it, or end it. */
export const LandingsPanel = ({ landings }: { landings: Landing[] }) =>
  landings.length > 0 && (
    <section class="panel" id="landings">
      <h2>Where you landed</h2>
      <ul class="lines">
        {landings.map((landing) => (
          <li key={landing.id}>
            <span>
              {landing.shown && landing.opportunityId ? (
                <a href={paths.opportunity(landing.opportunityId, landing.title)}>{landing.title}</a>
              ) : (
                landing.title
              )}
              {`, ${landing.organizationName}`}
              <br />
              <span class="soft small">{landingWords(landing)}</span>
            </span>
            <a class="button" href={paths.landing(landing.id)}>
              {landing.endedOn ? 'Edit' : 'Edit or end'}
              <span class="visually-hidden">{`: ${landing.title}`}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
