import type { ComponentChildren } from 'preact'
import type { Explained } from '../../src/matching/explaining.ts'
import type { Matches } from '../../src/matching/matching.ts'
import type { Parts } from '../../src/matching/schema.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { OpportunityRow } from '../opportunities/row.tsx'
import { MatchPanel } from './match-panel.tsx'

export type Shown = {
  now: number
  /** The most points of each part: what the figures are of. */
  mostPoints: Parts
  /** What one can do with each. */
  actions?: (opportunity: OpportunityCard) => ComponentChildren
}
type Props = Shown & { found: Matches; profile: Profile }

/** What nothing blocks: first what shares a skill or a profession, the rest folded below it. */
export const FoundMatches = ({ found: { matches, total, evident }, profile, ...shown }: Props) => {
  const strong = matches.filter(({ evidence }) => evidence)
  const weaker = matches.filter(({ evidence }) => !evidence)
  return (
    <section>
      <div class="found" role="status">
        <h2 class="num">
          {total} you could take{total > 1 && ', the best first'}
        </h2>
        {total > matches.length && <span class="soft num">the best {matches.length} are shown</span>}
      </div>
      {evident === 0 && <Circumstances {...profile} />}
      <List matches={evident ? strong : weaker} {...shown} />
      {evident > 0 && evident < total && <Weaker matches={weaker} count={total - evident} {...shown} />}
    </section>
  )
}

const Circumstances = ({ skills, professions }: Profile) => (
  <p class="soft">
    {skills.length || professions.length
      ? 'No skill and no profession of yours is asked here: only time, place and the like are compared.'
      : 'You name no skill and no profession: only time, place and the like are compared.'}
  </p>
)

const List = ({ matches, now, mostPoints, actions }: Shown & { matches: Explained[] }) => (
  <ol class="list">
    {matches.map((match) => (
      <li key={match.opportunity.id} class="match">
        <OpportunityRow opportunity={match.opportunity} now={now} />
        <MatchPanel {...match} mostPoints={mostPoints} />
        {actions?.(match.opportunity)}
      </li>
    ))}
  </ol>
)

/** No skill and no profession shared: parts that nothing is known of would carry these past better ones. */
const Weaker = ({ matches, count, ...shown }: Shown & { matches: Explained[]; count: number }) => (
  <details class="weaker">
    <summary>
      <span class="num">Weaker matches ({count})</span>
    </summary>
    <p class="soft">
      They share no skill and no profession with you.
      {matches.length < count && ` The best ${matches.length} are shown.`}
    </p>
    <List matches={matches} {...shown} />
  </details>
)
