import type { TimeToLanding } from '../../../src/programs/dashboard/waits.ts'
import { plural } from '../people/words.ts'
import { monthsText, percent } from './words.ts'

const MARKS = [91, 183, 365, 548, 730] as const
const monthsOf: Record<(typeof MARKS)[number], string> = { 91: '3', 183: '6', 365: '12', 548: '18', 730: '24' }

/** The share still waiting, as a step line. */
const Steps = ({ time }: { time: TimeToLanding }) => {
  const end = Math.max(1, time.longest)
  const at = (days: number) => Math.round((1000 * days) / end) / 10
  const line = time.steps.map((step) => `H${at(step.time)}V${Math.round((1 - step.waiting) * 500) / 10}`).join('')
  return (
    <svg class="steps" viewBox="0 0 100 50" preserveAspectRatio="none" aria-hidden="true">
      <path class="half" d="M0 25H100" />
      <path class="line" d={`M0 0${line}H100`} />
    </svg>
  )
}

/** How long people wait for a first landing; those who still wait are counted. */
export const TimePanel = ({ time }: { time: TimeToLanding }) => (
  <section class="panel">
    <h2>Time to landing</h2>
    {time.people ? (
      <>
        <p class="num">
          Median: <b>{monthsText(time.median)}</b>. {time.landed} of {time.people} landed (
          {percent(time.landed, time.people)}); {plural(time.people - time.landed, 'person', 'people')} not yet, or
          without an answer.
        </p>
        <Steps time={time} />
        <p class="ends soft small" aria-hidden="true">
          <span>share still waiting</span>
          <span>{monthsText(time.longest)}</span>
        </p>
        <table class="bars tight">
          <thead>
            <tr>
              <th scope="col">After</th>
              <th scope="col" class="num">
                Still waiting
              </th>
              <th scope="col" class="num">
                Landed by then
              </th>
            </tr>
          </thead>
          <tbody>
            {MARKS.filter((days) => days <= time.longest).map((days) => {
              const waiting = Math.round(100 * (time.steps.findLast((step) => step.time <= days)?.waiting ?? 1))
              return (
                <tr key={days}>
                  <th scope="row">{monthsOf[days]} months</th>
                  <td class="num">{waiting} %</td>
                  <td class="num">{100 - waiting} %</td>
                </tr>
              )
            })}
          </tbody>
        </table>
        <p class="soft small">
          From the end of each person's first cohort to their first landing (Kaplan-Meier): who did not land counts as
          waiting until today. A landing that began during the cohort counts at once.
        </p>
      </>
    ) : (
      <p>Once a cohort is over, this tells how long people wait for a landing.</p>
    )}
  </section>
)
