import type { Profile } from '../../src/profiles/schema.ts'
import { engineeringSkills } from '../../src/taxonomy/engineering-skills.ts'
import { governanceSkills } from '../../src/taxonomy/governance-skills.ts'
import { movementSkills } from '../../src/taxonomy/movement-skills.ts'
import { operationsSkills } from '../../src/taxonomy/operations-skills.ts'
import { researchSkills } from '../../src/taxonomy/research-skills.ts'
import { type Skill, skillById } from '../../src/taxonomy/terms.ts'

const areas: { name: string; skills: readonly Skill[] }[] = [
  { name: 'Movement building', skills: movementSkills },
  { name: 'Governance and policy', skills: governanceSkills },
  { name: 'Operations and communications', skills: operationsSkills },
  { name: 'Safety research', skills: researchSkills },
  { name: 'Machine learning and engineering', skills: engineeringSkills },
]

/** About a hundred skills, folded by area; those chosen stand on top, so that nothing chosen is out of sight. */
export function SkillChoice({ skills }: Pick<Profile, 'skills'>) {
  const chosen = new Set(skills.map(({ id }) => id))
  return (
    <fieldset>
      <legend>Skills</legend>
      {[...chosen]
        .flatMap((id) => skillById.get(id) ?? [])
        .map((skill) => (
          <SkillBox key={skill.id} skill={skill} checked />
        ))}
      {areas.map(({ name, skills }) => (
        <details key={name} class="area">
          <summary>
            {name} <span class="soft num">{skills.length}</span>
          </summary>
          {skills
            .filter(({ id }) => !chosen.has(id))
            .map((skill) => (
              <SkillBox key={skill.id} skill={skill} />
            ))}
        </details>
      ))}
    </fieldset>
  )
}

/** The same name may stand on both sides: the one with machine-learning knowledge says so. */
const SkillBox = ({ skill, checked = false }: { skill: Skill; checked?: boolean }) => (
  <label class="box" title={skill.definition}>
    <input type="checkbox" name="skill" value={skill.id} checked={checked} />
    <span>
      {skill.name}
      {skill.side === 'technical' && <small> technical</small>}
    </span>
  </label>
)
