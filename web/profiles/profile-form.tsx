import type { ComponentChildren } from 'preact'
import type { Refused } from '../../src/matching/profile-query.ts'
import type { AnswerName } from '../../src/matching/schema.ts'
import { degrees, kinds, levels, sides, workGroups } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import type { OwnProfile } from '../../src/profiles/schema.ts'
import { Boxes, Pick, spoken } from '../matching/choices.tsx'
import { NamedFields } from '../matching/named-fields.tsx'
import { audienceChoices, professionChoices } from '../matching/profile-form.tsx'
import { ProfilePlace } from '../matching/profile-place.tsx'
import { ProfileTime } from '../matching/profile-time.tsx'
import { SkillChoice } from '../matching/skill-choice.tsx'
import { TextArea } from '../ui/field.tsx'
import { type Step, steps, stepWords } from './steps.ts'

export type ProfileFormProps = {
  profile: OwnProfile
  refused: Refused[]
  /** The version that what is typed will take the place of. */
  version: number
  /** How many more opportunities each answer opens. */
  opens: Record<AnswerName, number>
  /** The step that was just saved. */
  done: Step | null
}

/** All of it is one form: whichever button is pressed, everything is saved. */
export const OwnProfileForm = (props: ProfileFormProps) => (
  <form id="own-profile" method="post" action={paths.profile()} novalidate>
    <input type="hidden" name="version" value={String(props.version)} />
    {steps.map((step) => (
      <section key={step} id={step} class="panel" aria-labelledby={`${step}-title`}>
        <h2 id={`${step}-title`}>{stepWords[step]}</h2>
        {props.done && steps[steps.indexOf(props.done) + 1] === step && (
          <p class="done" role="status">
            Saved. Go on here, or come back another day.
          </p>
        )}
        {fields[step](props)}
        <p>
          <button class="button main" type="submit" name="step" value={step}>
            {step === steps.at(-1) ? 'Save' : 'Save and go on'}
          </button>
        </p>
      </section>
    ))}
  </form>
)

const fields: Record<Step, (props: ProfileFormProps) => ComponentChildren> = {
  time: ({ profile, refused, opens }) => (
    <ProfileTime availability={profile.availability} refused={refused} opens={opens} />
  ),
  skills: ({ profile, refused, opens }) => (
    <>
      <SkillChoice skills={profile.skills} levels="all" opens={opens.skills} />
      <NamedFields
        name="other_skill"
        label="Another skill, in your own words"
        more="One more"
        taken={profile.otherSkills}
        refused={refused}
      />
      <p class="soft small">
        Moderators see it and may add it to the list. Write “(technical)” behind it where it needs machine-learning
        knowledge.
      </p>
      <Boxes
        legend="Professions"
        name="profession"
        choices={professionChoices}
        chosen={profile.professions}
        opens={opens.professions}
      />
      <Boxes
        legend="Sides"
        name="side"
        choices={spoken(sides)}
        chosen={profile.sides}
        hint="Technical needs machine-learning knowledge."
      />
    </>
  ),
  wants: ({ profile, refused, opens }) => (
    <>
      <Boxes
        legend="Kinds"
        name="kind"
        choices={spoken(kinds)}
        chosen={profile.kinds}
        hint="None chosen: any kind will do."
      />
      <Boxes
        legend="Work groups"
        name="work_group"
        choices={spoken(workGroups)}
        chosen={profile.workGroups}
        opens={opens.workGroups}
      />
      <Boxes
        legend="You are among"
        name="audience"
        choices={audienceChoices}
        chosen={profile.audiences}
        opens={opens.audiences}
      />
      <TextArea
        name="looking_for"
        label="What you look for"
        rows={5}
        value={profile.lookingFor}
        error={refused.find(({ name }) => name === 'looking_for')?.problem}
        hint="In your own words: what you would like to do next, and with whom."
      />
    </>
  ),
  where: ({ profile, refused, opens }) => <ProfilePlace profile={profile} refused={refused} opens={opens} cities />,
  background: ({ profile, refused, opens }) => (
    <>
      <div class="fields">
        <Pick label="Level" name="level" values={levels} chosen={profile.level} opens={opens.level} />
        <Pick label="Degree" name="degree" values={degrees} chosen={profile.degree} />
      </div>
      <NamedFields name="link" label="Link" taken={profile.links} refused={refused} />
      <p class="soft small">Where your work can be seen: a page of yours, code, papers.</p>
    </>
  ),
}
