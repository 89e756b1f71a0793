import { paths } from '../../src/paths.ts'
import type { HeldRecord } from '../../src/programs/records/answering.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { AnswersExplained, RecordFacts } from './record-facts.tsx'

type Props = { records: HeldRecord[]; done?: string; error?: string }

const words = {
  claim: 'Claimed: it is tied to your account.',
  object: 'Done: the group keeps only a count.',
  erase: 'Done: it is erased.',
}

/** The groups that hold a record of who is signed in. */
export const OwnRecordsPage = ({ records, done, error }: Props) => (
  <Layout title="Groups that hold a record of you" path={paths.me()} own={paths.personalData()} hidden workspace>
    <main id="main" class="narrow">
      <p class="soft small">
        <a href={paths.personalData()}>Your data</a>
      </p>
      <h1>Groups that hold a record of you</h1>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <Done done={done} words={words} />
      {records.length === 0 ? (
        <p>No group holds a record under your address.</p>
      ) : (
        <AnswersExplained group="the group" />
      )}
      {records.map((record) => (
        <form key={record.id} method="post" class="panel">
          <h2>{record.group}</h2>
          <RecordFacts record={record} />
          <input type="hidden" name="record" value={record.id} />
          <div class="actions">
            {!record.personId && (
              <button class="button main" type="submit" name="answer" value="claim">
                Claim it
              </button>
            )}
            <button class="button" type="submit" name="answer" value="object">
              Object
            </button>
            <button class="button" type="submit" name="answer" value="erase">
              Have it erased
            </button>
          </div>
        </form>
      ))}
    </main>
  </Layout>
)
