import type { Dashboard } from '../../../src/programs/dashboard/dashboard.ts'
import { plural, stageNames } from '../people/words.ts'
import { monthsText, percent } from './words.ts'

type Props = Pick<Dashboard, 'funnel' | 'dropOut'>
type Step = Dashboard['funnel'][number]

/** Who left or paused at which stage, and how long people stay there. */
export const StagesPanel = ({ funnel, dropOut }: Props) => (
  <section class="panel">
    <h2>Time at each stage, and who left</h2>
    {funnel.some(({ reached }) => reached > 0) ? (
      <table class="bars stays">
        <caption class="soft small">
          The middle stay of those who went on to another stage. Who is still there is said apart, with the time so far.
        </caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col" class="num">
              Median stay
            </th>
            <th scope="col" class="num">
              Left
            </th>
            <th scope="col" class="num">
              Paused
            </th>
          </tr>
        </thead>
        <tbody>
          {funnel.map((step) => (
            <tr key={step.stage}>
              <th scope="row">{stageNames[step.stage]}</th>
              <td class="num">
                <Stay {...step} />
              </td>
              <td class="num">
                {step.left} <small>{percent(step.left, step.standing)}</small>
              </td>
              <td class="num">
                {step.paused} <small>{percent(step.paused, step.standing)}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    ) : (
      <p>Once people stand at stages, this tells how long they stay there.</p>
    )}
    {dropOut.people > 0 && (
      <p class="num">
        <b>Drop-out:</b> {dropOut.gone} of {dropOut.people} left ({percent(dropOut.gone, dropOut.people)});{' '}
        {dropOut.cameBack} left and came back; {dropOut.paused} paused.{' '}
        <small>Of all whose engagement is recorded. Shares of a stage are of who stands there now.</small>
      </p>
    )}
  </section>
)

const Stay = ({ medianDays, ended, medianDaysSoFar, goingOn }: Step) => (
  <>
    {medianDays === null ? '–' : monthsText(medianDays)}
    <small class="noted">
      of {plural(ended, 'stay')}; {goingOn} go on{medianDaysSoFar !== null && `, ${monthsText(medianDaysSoFar)} so far`}
    </small>
  </>
)
