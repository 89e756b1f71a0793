import type { SkillGap } from '../../src/matching/schema.ts'
import { paths } from '../../src/paths.ts'
import { facetValueName } from '../../src/search/naming.ts'

/** Which skills would open most to somebody, the most first, each with a training that teaches it. */
export const SkillGaps = ({ gaps }: { gaps: SkillGap[] }) =>
  gaps.length > 0 && (
    <section class="panel">
      <h2>What a skill would open</h2>
      <p class="soft small">
        Skills you do not name, by how many open opportunities would then match, or match better.
      </p>
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

/** "14 more would match · a must-have of 6". */
function opened({ fresh, musts }: SkillGap): string {
  const more = fresh ? `${fresh} more would match` : null
  const must = musts ? `a must-have of ${musts}` : null
  return [more, must].filter(Boolean).join(' · ')
}
