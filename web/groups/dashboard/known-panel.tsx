import type { Outcome } from '../../../src/outcomes/schema.ts'
import { paths } from '../../../src/paths.ts'
import type { Known } from '../../../src/programs/dashboard/known.ts'
import { outcomeNames } from '../../outcomes/words.ts'
import { Bar } from './bar.tsx'
import { percent } from './words.ts'

const nameOf = (outcome: string) => outcomeNames[outcome as Outcome] ?? outcome
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What became of everybody who took part: the counts add to all of them. */
export const KnownPanel = ({ groupId, known }: { groupId: string; known: Known }) => (
  <section class="panel">
    <h2>What became of people</h2>
    {known.people ? (
      <>
        <table class="bars tight">
          <caption class="soft small">
            Of all {known.people} who took part. From {known.noAnswer} ({percent(known.noAnswer, known.people)}) there
            is no answer.
          </caption>
          <thead>
            <tr>
              <th scope="col">As far as is known</th>
              <th scope="col">
                <span class="visually-hidden">Share</span>
              </th>
              <th scope="col" class="num">
                People
              </th>
            </tr>
          </thead>
          <tbody>
            {known.outcomes.map(({ outcome, count }) => (
              <tr key={outcome}>
                <th scope="row">{capital(nameOf(outcome))}</th>
                <td>
                  <Bar value={count} most={known.people} />
                </td>
                <td class="num">
                  {count} <small>{percent(count, known.people)}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {known.noAnswer > 0 && (
          <p>
            <a href={paths.groupLandings(groupId)}>Answer for several people at once</a>
          </p>
        )}
      </>
    ) : (
      <p>Nobody took part in a cohort yet, as far as is recorded.</p>
    )}
  </section>
)
