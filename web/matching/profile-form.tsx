import type { ComponentChildren } from 'preact'
import type { Profile } from '../../src/matching/schema.ts'
import { degrees, kinds, levels, sides, workGroups } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { countryName } from '../../src/places/countries.ts'
import { audiences } from '../../src/taxonomy/audiences.ts'
import { professions } from '../../src/taxonomy/terms.ts'
import { say } from '../opportunities/words.ts'
import { SkillChoice } from './skill-choice.tsx'

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type Choice = { value: string; label: string }
const spoken = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: say(value) }))
const professionChoices = professions.map(({ id, name, side }) => ({ value: id, label: `${name}, ${say(side)}` }))
const audienceChoices = audiences.map(({ id, name }) => ({ value: id, label: name }))
const monthChoices = monthNames.map((label, i) => ({ value: String(i + 1), label }))

type Props = { profile: Profile; rest: [string, string][] }

/** What a person can say of themselves; every field may stay empty. A GET form: the address is the profile. */
export const ProfileForm = ({ profile, rest }: Props) => (
  <form method="get" action={paths.match()}>
    {rest.map(([name, value]) => (
      <input key={name + value} type="hidden" name={name} value={value} />
    ))}
    <Time {...profile} />
    <SkillChoice skills={profile.skills} />
    <Boxes legend="Kinds" name="kind" choices={spoken(kinds)} chosen={profile.kinds} />
    <Boxes legend="Work groups" name="work_group" choices={spoken(workGroups)} chosen={profile.workGroups} />
    <Boxes legend="Sides" name="side" choices={spoken(sides)} chosen={profile.sides} />
    <Where {...profile} />
    <Folded title="Profession, level, audience" open={isMoreStated(profile)}>
      <Boxes legend="Professions" name="profession" choices={professionChoices} chosen={profile.professions} />
      <Pick label="Level" name="level" values={levels} chosen={profile.level} />
      <Pick label="Degree" name="degree" values={degrees} chosen={profile.degree} />
      <Boxes legend="You are among" name="audience" choices={audienceChoices} chosen={profile.audiences} />
    </Folded>
    <button class="button main" type="submit">
      Match
    </button>
    <p class="soft">Nothing of this is stored: the address of the page is all there is.</p>
  </form>
)

const isMoreStated = ({ professions, level, degree, audiences }: Profile) =>
  Boolean(professions.length || level || degree || audiences.length)

const Time = ({ availability: { hours, per, months, from } }: Pick<Profile, 'availability'>) => (
  <>
    <fieldset>
      <legend>Time</legend>
      <p class="line">
        <input
          type="text"
          inputmode="decimal"
          name="hours"
          size={4}
          aria-label="Hours you can give"
          value={hours ?? ''}
        />{' '}
        h a
        <select name="per" aria-label="Hours are per">
          {(['week', 'month'] as const).map((period) => (
            <option key={period} value={period} selected={per === period}>
              {period}
            </option>
          ))}
        </select>
      </p>
      <label>
        from <input type="date" name="from" value={from ?? ''} />
      </label>
    </fieldset>
    <Boxes legend="Months" name="months" choices={monthChoices} chosen={months.map(String)} many />
  </>
)

const Where = ({ places, languages, remote, relocate, visaNeeded, payNeeded }: Profile) => (
  <fieldset>
    <legend>Place and needs</legend>
    {[...places.map(({ country }) => countryName(country)), ''].map((name) => (
      <input key={name} type="text" name="country" value={name} aria-label="Country" placeholder={name || 'Country'} />
    ))}
    <input
      type="text"
      name="language"
      value={languages.join(', ')}
      aria-label="Languages"
      placeholder="Languages: en, fr"
    />
    <Box name="relocate" value="yes" label="I would move" checked={relocate === true} />
    <Box name="remote" value="no" label="No remote work" checked={remote === false} />
    <Box name="visa_needed" value="yes" label="I need a visa" checked={visaNeeded === true} />
    <Box name="pay_needed" value="yes" label="I need pay" checked={payNeeded === true} />
  </fieldset>
)

type BoxesProps = { legend: string; name: string; choices: Choice[]; chosen: readonly string[]; many?: boolean }

const Boxes = ({ legend, name, choices, chosen, many = false }: BoxesProps) => (
  <fieldset class={many ? 'grid' : undefined}>
    <legend>{legend}</legend>
    {choices.map(({ value, label }) => (
      <Box key={value} name={name} value={value} label={label} checked={chosen.includes(value)} />
    ))}
  </fieldset>
)

const Box = ({ label, ...input }: { name: string; value: string; label: string; checked: boolean }) => (
  <label>
    <input type="checkbox" {...input} />
    {label}
  </label>
)

type PickProps = { label: string; name: string; values: readonly string[]; chosen: string | null }

const Pick = ({ label, name, values, chosen }: PickProps) => (
  <label>
    {label}
    <select name={name}>
      <option value="">not stated</option>
      {values.map((value) => (
        <option key={value} value={value} selected={value === chosen}>
          {say(value)}
        </option>
      ))}
    </select>
  </label>
)

const Folded = ({ title, open, children }: { title: string; open: boolean; children: ComponentChildren }) => (
  <details class="area" open={open}>
    <summary>{title}</summary>
    {children}
  </details>
)
