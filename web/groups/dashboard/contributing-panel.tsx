import type { Outcome } from '../../../src/outcomes/schema.ts'
import type { Contributing, Given } from '../../../src/programs/dashboard/contributing.ts'
import { tenthsText } from '../../../src/statistics/rounding.ts'
import { outcomeNames } from '../../outcomes/words.ts'
import { plural } from '../people/words.ts'
import { percent } from './words.ts'

type Props = { contributing: Contributing; people: number; noAnswer: number }

const kindNames: Record<string, string> = { ...outcomeNames, own: 'by their own word' }
const groupNames: Record<string, string> = {
  strategy: 'Strategy',
  governance: 'Governance',
  technical: 'Technical',
  movement_building: 'Movement building',
  '': 'Not stated',
}
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The three outcomes by which building the field is measured. */
export const ContributingPanel = ({ contributing, people, noAnswer }: Props) => {
  const { contributors, positions, coordination, byKind, byWorkGroup } = contributing
  const kinds = byKind.map(({ key, ...given }) => ({ ...given, name: capital(kindNames[key as Outcome] ?? key) }))
  const groups = byWorkGroup.map(({ key, ...given }) => ({ ...given, name: groupNames[key] ?? key }))
  return (
    <section class="panel">
      <h2>Contributors, contributions, coordination</h2>
      <dl class="meanings">
        <dt>Contributors</dt>
        <dd>People who hold a position in the field today.</dd>
        <dt>Contributions</dt>
        <dd>The positions they hold and the time these ask for, in full-time equivalents (FTE: 40 hours a week).</dd>
        <dt>Coordination</dt>
        <dd>
          Who helps others to contribute: with a position in movement building, or as a mentor or organizer of a cohort
          here.
        </dd>
      </dl>
      <table class="bars">
        <caption class="soft small">
          Of {plural(people, 'person', 'people')} on record; from {noAnswer} there is no answer. FTE are of the
          positions that state their hours; time is full-time / fractional / not stated.
        </caption>
        <Head first="Today" unit="Count" />
        <tbody>
          <Line name="Contributors" given={contributors} share={percent(contributors.count, people)} />
          <Line name="Contributions" given={positions} />
          <Line name="Coordination: positions" given={coordination} />
          <tr>
            <th scope="row">Coordination: mentors and organizers</th>
            <td class="num">{coordination.helping}</td>
            <td class="num">–</td>
            <td class="num">–</td>
          </tr>
          <tr>
            <th scope="row">Coordination: people in all</th>
            <td class="num">
              {coordination.people} <small>{percent(coordination.people, people)}</small>
            </td>
            <td class="num">–</td>
            <td class="num">–</td>
          </tr>
        </tbody>
      </table>
      {positions.count > 0 && (
        <div class="pairs">
          <Table title="Contributions by kind" first="Kind" rows={kinds} />
          <Table
            title="Contributions by work group (of the opportunity; with several it counts in each)"
            first="Work group"
            rows={groups}
          />
        </div>
      )}
    </section>
  )
}

const Head = ({ first, unit }: { first: string; unit: string }) => (
  <thead>
    <tr>
      <th scope="col">{first}</th>
      <th scope="col" class="num">
        {unit}
      </th>
      <th scope="col" class="num">
        FTE
      </th>
      <th scope="col" class="num">
        By time
      </th>
    </tr>
  </thead>
)

const Line = ({ name, given, share }: { name: string; given: Given; share?: string }) => (
  <tr>
    <th scope="row">{name}</th>
    <td class="num">
      {given.count} {share && <small>{share}</small>}
    </td>
    <td class="num">{tenthsText(given.fte)}</td>
    <td class="num">
      {given.by.full_time} / {given.by.fractional} / {given.by.unknown}
    </td>
  </tr>
)

const Table = ({
  title,
  first,
  rows,
}: {
  title: string
  first: string
  rows: readonly (Given & { name: string })[]
}) => (
  <table class="bars tight">
    <caption class="soft small">{title}</caption>
    <Head first={first} unit="Positions" />
    <tbody>
      {rows.map((row) => (
        <Line key={row.name} name={row.name} given={row} />
      ))}
    </tbody>
  </table>
)
