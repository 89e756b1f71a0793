import { paths } from '../../../src/paths.ts'
import type { Dashboard } from '../../../src/programs/dashboard/dashboard.ts'
import { plural, stageNames } from '../people/words.ts'
import { Bar } from './bar.tsx'
import { percent } from './words.ts'

type Props = { groupId: string } & Pick<Dashboard, 'counts' | 'funnel'>

/** How far people have come. */
export const FunnelPanel = ({ groupId, counts, funnel }: Props) => (
  <section class="panel">
    <h2>How far people have come</h2>
    {funnel.some(({ reached }) => reached > 0) ? (
      <table class="bars">
        <caption class="soft small">Of {plural(counts.people, 'person', 'people')} on record</caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">
              <span class="visually-hidden">Share</span>
            </th>
            <th scope="col" class="num">
              Reached
            </th>
            <th scope="col" class="num">
              There now
            </th>
          </tr>
        </thead>
        <tbody>
          {funnel.map(({ stage, reached, standing }) => (
            <tr key={stage}>
              <th scope="row">{stageNames[stage]}</th>
              <td>
                <Bar value={reached} most={counts.people} />
              </td>
              <td class="num">
                {reached} <small>{percent(reached, counts.people)}</small>
              </td>
              <td class="num">{standing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    ) : (
      <p>
        Nobody stands at a stage yet: choose people <a href={paths.groupBoard(groupId)}>on the board</a> and say what
        they reached.
      </p>
    )}
  </section>
)
