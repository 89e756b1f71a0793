import type { SkillCount } from '../../src/matching/schema.ts'
import { facetValueName } from '../../src/search/naming.ts'

/** A skill that fewer have is rare: one person in five. */
const RARE_SHARE = 1 / 5

/** Which of the skills it asks are rare among people, in round figures of those who name any. */
export function RareSkills({ counts }: { counts: readonly SkillCount[] }) {
  const rare = counts
    .filter(({ people, outOf }) => people / outOf <= RARE_SHARE)
    .sort((a, b) => a.people / a.outOf - b.people / b.outOf)
  if (!rare.length) return null
  return (
    <div class="panel">
      <h2>Rare among people here</h2>
      {rare.map(({ skill, people, outOf }) => (
        <p key={skill}>
          {facetValueName('skill', skill)}{' '}
          <span class="soft small">about 1 in {Math.round(outOf / people)} name it</span>
        </p>
      ))}
      <p class="soft small">Of all who keep a profile with skills; counted at most daily.</p>
    </div>
  )
}
