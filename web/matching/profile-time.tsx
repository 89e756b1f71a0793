import { FULL_TIME_EQUIVALENT_HOURS, toWeekly } from '../../src/commitment.ts'
import type { Refused } from '../../src/matching/profile-query.ts'
import type { Profile } from '../../src/profiles/schema.ts'
import { Boxes, Opens } from './choices.tsx'
import { about, Problem } from './named-fields.tsx'

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthChoices = monthNames.map((label, i) => ({ value: String(i + 1), label }))

type Props = Pick<Profile, 'availability'> & {
  refused: Refused[]
  /** How many opportunities an answer opens, by what is asked. */
  opens?: { hours: number; months: number }
}

const STEPS = 8

/** How full a month of the strip is, in eighths of full-time; full where no hours are said. */
function fillOf({ hours, per }: Profile['availability']): number {
  if (hours === null) return STEPS
  return Math.min(STEPS, Math.max(1, Math.round((toWeekly(hours, per) / FULL_TIME_EQUIVALENT_HOURS) * STEPS)))
}

/** How much, when and from when; a day that is none stays as text, since a date field would drop it. */
export function ProfileTime({ availability, refused, opens }: Props) {
  const { hours, per, months, from } = availability
  const [noHours, noDay] = ['hours', 'from'].map((name) => refused.find((one) => one.name === name))
  return (
    <>
      <fieldset>
        <legend>
          Time
          <Opens count={opens?.hours} />
        </legend>
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
      <div class={`year fill-${fillOf(availability)}`}>
        <Boxes
          legend="Months"
          name="months"
          choices={monthChoices}
          chosen={months.map(String)}
          hint="None chosen: any month will do."
          opens={opens?.months}
          many
        />
      </div>
    </>
  )
}
