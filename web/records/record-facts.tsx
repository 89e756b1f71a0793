import type { HeldRecord } from '../../src/programs/records/answering.ts'
import { basisForThem } from '../../src/programs/records/schema.ts'

/** What a group holds of somebody, for them. */
export const RecordFacts = ({ record }: { record: HeldRecord }) => (
  <dl class="needs">
    <div>
      <dt>Held by</dt>
      <dd>{record.group}</dd>
    </div>
    <div>
      <dt>Because</dt>
      <dd>{basisForThem[record.basis]}</dd>
    </div>
    <div>
      <dt>Name</dt>
      <dd>{record.name || 'None'}</dd>
    </div>
    <div>
      <dt>Address</dt>
      <dd>{record.emailKey ? 'This mailbox' : 'None'}</dd>
    </div>
    <div>
      <dt>Took part in</dt>
      <dd>{record.parts || 'Nothing recorded'}</dd>
    </div>
    <div>
      <dt>Dated entries</dt>
      <dd>{record.stages} on how far you have come, and whether you are still with it</dd>
    </div>
  </dl>
)

/** What each answer does, said before it is pressed. */
export const AnswersExplained = ({ group }: { group: string }) => (
  <ul class="ways">
    <li>
      <b>Claim it</b>: it is tied to your account, where you see it under your data. {group} sees nothing more of you
      than before.
    </li>
    <li>
      <b>Object</b>: your name and address go, and {group} keeps only a count, as “no answer”. Its next import leaves
      you out.
    </li>
    <li>
      <b>Have it erased</b>: the same, for good, with every source and link that was noted.
    </li>
  </ul>
)
