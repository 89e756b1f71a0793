import type { SkillGap } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'
import { facetValueName } from '../../src/search/naming.ts'

/** Which skills would open most to somebody, the most first, each with a training that teaches it. */
export const SkillGaps = ({ gaps }: { gaps: SkillGap[] }) =>
  gaps.length > 0 && (
    <section class="panel">
      <h2>What a skill would open</h2>
      <p class="soft small">Skills you do not name, by how many open opportunities you could then take.</p>
      <ol class="gaps">
        {gaps.map((gap) => (
          <li key={gap.skill}>
            <p>
              <b>{facetValueName('skill', gap.skill)}</b>
            </p>
            <p class="soft small num">{opened(gap)}</p>
            {gap.training && (
              <p class="small">
                Taught in <a href={paths.opportunity(gap.training.id, gap.training.title)}>{gap.training.title}</a>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )

/** "14 more match, 6 must have it"; of those that match already only the must-haves are told. */
function opened({ fresh, musts }: SkillGap): string {
  const more = fresh ? `${fresh} more ${fresh === 1 ? 'matches' : 'match'}` : null
  const must = musts ? `${musts} must have it` : null
  return [more, must].filter(Boolean).join(' · ')
}
