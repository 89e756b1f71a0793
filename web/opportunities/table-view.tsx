import { describeCommitment } from '../../src/commitment.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { deadlineWords, payWords, placeWords } from './words.ts'

/** The plain table, for printing and for copying into other tables. */
export const TableView = ({ openings, now }: { openings: OpportunityCard[]; now: number }) => (
  <div class="wide">
    <table>
      <thead>
        <tr>
          {['Organization', 'Title', 'Kind', 'Place', 'Hours', 'Pay', 'Visa', 'Closes'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {openings.map((o) => (
          <tr key={o.id}>
            <td>{o.organization.name}</td>
            <td>
              <a href={paths.opportunity(o.id, o.title)}>{o.title}</a>
            </td>
            <td>{say(o.kind)}</td>
            <td>{placeWords(o)}</td>
            <td class="num">{describeCommitment(o.commitment)}</td>
            <td class="num">{payWords(o.pay)}</td>
            <td>{say(o.visa)}</td>
            <td class="num">{deadlineWords(o, now).text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
