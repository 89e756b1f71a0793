import type { Refused } from '../../src/matching/profile-query.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { Boxes } from './choices.tsx'
import { about, Problem } from './named-fields.tsx'

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthChoices = monthNames.map((label, i) => ({ value: String(i + 1), label }))

type Props = Pick<Profile, 'availability'> & { refused: Refused[] }

/** How much, when and from when; a day that is none stays as text, since a date field would drop it. */
export function ProfileTime({ availability: { hours, per, months, from }, refused }: Props) {
  const [noHours, noDay] = ['hours', 'from'].map((name) => refused.find((one) => one.name === name))
  return (
    <>
      <fieldset>
        <legend>Time</legend>
        <p class="line">
          <label for="hours">I can give</label>
          <input
            id="hours"
            type="text"
            inputmode="decimal"
            name="hours"
            size={4}
            value={noHours?.text ?? hours ?? ''}
            {...about('hours', noHours?.problem)}
          />
          <span>h a</span>
          <select name="per" aria-label="Hours are per">
            {(['week', 'month'] as const).map((period) => (
              <option key={period} value={period} selected={per === period}>
                {period}
              </option>
            ))}
          </select>
        </p>
        <Problem id="hours" problem={noHours?.problem} />
        <p class="line">
          <label for="from">from</label>
          {noDay ? (
            <input id="from" type="text" name="from" value={noDay.text} {...about('from', noDay.problem)} />
          ) : (
            <input id="from" type="date" name="from" value={from ?? ''} />
          )}
        </p>
        <Problem id="from" problem={noDay?.problem} />
      </fieldset>
      <Boxes
        legend="Months"
        name="months"
        choices={monthChoices}
        chosen={months.map(String)}
        hint="None chosen: any month will do."
        many
      />
    </>
  )
}
