import type { Refused } from '../../src/matching/profile-query.ts'
import { degrees, kinds, levels, sides, workGroups } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { facetValueName } from '../../src/search/naming.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { professions } from '../../src/taxonomy/terms.ts'
import { Boxes, Folded, Pick, spoken } from './choices.tsx'
import { ProfilePlace } from './profile-place.tsx'
import { ProfileTime } from './profile-time.tsx'
import { SkillChoice } from './skill-choice.tsx'

export const professionChoices = professions.map(({ id }) => ({ value: id, label: facetValueName('profession', id) }))
export const audienceChoices = audiences.map(({ id, name }) => ({ value: id, label: name }))

export type ProfileFormProps = {
  profile: Profile
  refused: Refused[]
  /** Parameters of the board that narrow what is matched. */
  rest: [string, string][]
}

/** What a person can say of themselves; every field may stay empty. A GET form: the address is the profile. */
export const ProfileForm = ({ profile, refused, rest }: ProfileFormProps) => (
  <form method="get" action={paths.match()}>
    {rest.map(([name, value]) => (
      <input key={name + value} type="hidden" name={name} value={value} />
    ))}
    <ProfileTime {...profile} refused={refused} />
    <SkillChoice skills={profile.skills} />
    <Match />
    <Boxes legend="Kinds" name="kind" choices={spoken(kinds)} chosen={profile.kinds} />
    <Boxes legend="Work groups" name="work_group" choices={spoken(workGroups)} chosen={profile.workGroups} />
    <Boxes
      legend="Sides"
      name="side"
      choices={spoken(sides)}
      chosen={profile.sides}
      hint="Technical needs machine-learning knowledge."
    />
    <ProfilePlace profile={profile} refused={refused} />
    <Folded title="Profession, level, audience" open={isMoreStated(profile)}>
      <Boxes legend="Professions" name="profession" choices={professionChoices} chosen={profile.professions} />
      <Pick label="Level" name="level" values={levels} chosen={profile.level} />
      <Pick label="Degree" name="degree" values={degrees} chosen={profile.degree} />
      <Boxes legend="You are among" name="audience" choices={audienceChoices} chosen={profile.audiences} />
    </Folded>
    <Match />
    <p class="soft">Nothing of this is stored: the address of the page is all there is.</p>
  </form>
)

const Match = () => (
  <p>
    <button class="button main" type="submit">
      Match
    </button>
  </p>
)

const isMoreStated = ({ professions, level, degree, audiences }: Profile) =>
  Boolean(professions.length || level || degree || audiences.length)
