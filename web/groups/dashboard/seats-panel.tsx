import { paths } from '../../../src/paths.ts'
import type { SeatRow, Seats } from '../../../src/programs/dashboard/seats.ts'
import { professionById } from '../../../src/taxonomy/terms.ts'
import { plural } from '../people/words.ts'
import { percent } from './words.ts'

const groupNames: Record<string, string> = {
  strategy: 'Strategy',
  governance: 'Governance',
  technical: 'Technical',
  movement_building: 'Movement building',
}

/** What is open on the board for those of the group who look for something. */
export const SeatsPanel = ({ groupId, seats }: { groupId: string; seats: Seats }) => {
  const rows = [
    ...seats.workGroups.map((row) => ({ ...row, name: groupNames[row.key] ?? row.key, search: 'work_group' })),
    ...seats.professions.map((row) => ({ ...row, name: professionName(row.key), search: 'profession' })),
  ]
  return (
    <section class="panel">
      <h2>Seats on the board for graduates</h2>
      {seats.waiting ? (
        <p class="num">
          {plural(seats.waiting, 'graduate')} without a landing: still looking, or without an answer. Of these{' '}
          {seats.saying} ({percent(seats.saying, seats.waiting)}) share with the group what they look for; the others
          count in no row.
        </p>
      ) : (
        <p>No graduate waits for a landing, as far as is known.</p>
      )}
      {rows.length > 0 && <Table rows={rows} />}
      {seats.waiting > seats.saying && (
        <p>
          Who claims their record and fills in a profile can share it:{' '}
          <a href={paths.groupPeople(groupId)}>tell people of their record</a>.
        </p>
      )}
    </section>
  )
}

const professionName = (id: string) => {
  const found = professionById.get(id)
  return found ? `${found.name} (${found.side === 'technical' ? 'technical' : 'not technical'})` : id
}

const Table = ({ rows }: { rows: readonly (SeatRow & { name: string; search: string })[] }) => (
  <table class="bars">
    <caption class="soft small">
      Open on the board today. Seats are of the opportunities that state them; what fits several rows counts in each.
    </caption>
    <thead>
      <tr>
        <th scope="col">Looked for</th>
        <th scope="col" class="num">
          Graduates
        </th>
        <th scope="col" class="num">
          Opportunities
        </th>
        <th scope="col" class="num">
          Seats
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ key, name, search, seekers, opportunities, stating, seats }) => (
        <tr key={key}>
          <th scope="row">
            <a href={`/?${search}=${encodeURIComponent(key)}`}>{name}</a>
          </th>
          <td class="num">{seekers}</td>
          <td class="num">{opportunities}</td>
          <td class="num">
            {stating ? seats : '–'}{' '}
            <small>
              {stating} of {opportunities} state them
            </small>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
