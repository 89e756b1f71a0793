import { type Profile, type SkillLevel, skillLevels } from '../../src/profiles/schema.ts'
import { engineeringSkills } from '../../src/taxonomy/engineering-skills.ts'
import { governanceSkills } from '../../src/taxonomy/governance-skills.ts'
import { movementSkills } from '../../src/taxonomy/movement-skills.ts'
import { skillNames } from '../../src/taxonomy/naming.ts'
import { operationsSkills } from '../../src/taxonomy/operations-skills.ts'
import { researchSkills } from '../../src/taxonomy/research-skills.ts'
import { type Skill, skillById } from '../../src/taxonomy/terms.ts'
import { Opens } from './choices.tsx'

const areas: { name: string; skills: readonly Skill[] }[] = [
  { name: 'Movement building', skills: movementSkills },
  { name: 'Governance and policy', skills: governanceSkills },
  { name: 'Operations and communications', skills: operationsSkills },
  { name: 'Safety research', skills: researchSkills },
  { name: 'Machine learning and engineering', skills: engineeringSkills },
]

type Props = Pick<Profile, 'skills'> & {
  /** Beside which skills a level can be said; styles hide it from those not ticked. */
  levels?: 'chosen' | 'all'
  opens?: number
}

/** About a hundred skills, folded by area; those chosen stand on top, so that nothing chosen is out of sight. */
export function SkillChoice({ skills, levels = 'chosen', opens }: Props) {
  const chosen = new Map(skills.map(({ id, level }) => [id, level]))
  return (
    <fieldset>
      <legend>
        Skills
        <Opens count={opens} />
      </legend>
      {[...chosen.keys()]
        .flatMap((id) => skillById.get(id) ?? [])
        .map((skill) => (
          <SkillBox key={skill.id} skill={skill} level={chosen.get(skill.id) ?? null} isLeveled checked />
        ))}
      {areas.map(({ name, skills }) => (
        <details key={name} class="area">
          <summary>
            {name} <span class="soft num">{skills.length}</span>
          </summary>
          {skills
            .filter(({ id }) => !chosen.has(id))
            .map((skill) => (
              <SkillBox key={skill.id} skill={skill} isLeveled={levels === 'all'} />
            ))}
        </details>
      ))}
    </fieldset>
  )
}

type BoxProps = { skill: Skill; checked?: boolean; isLeveled?: boolean; level?: SkillLevel | null }

/** The same name may stand on both sides: the one with machine-learning knowledge says so. */
const SkillBox = ({ skill, checked = false, isLeveled = false, level = null }: BoxProps) => (
  <div class="line skill">
    <label class="box" title={skill.definition}>
      <input type="checkbox" name="skill" value={skill.id} checked={checked} />
      <span>
        {skill.name}
        {skill.side === 'technical' && <small> technical</small>}
      </span>
    </label>
    {isLeveled && (
      <select name="skill_level" aria-label={`Level of ${skillNames.get(skill.id)}`}>
        <option value="">level</option>
        {skillLevels.map((value) => (
          <option key={value} value={`${skill.id}:${value}`} selected={value === level}>
            {value}
          </option>
        ))}
      </select>
    )}
  </div>
)
