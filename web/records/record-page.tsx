import { paths } from '../../src/paths.ts'
import type { HeldRecord } from '../../src/programs/records/answering.ts'
import { Layout } from '../layout.tsx'
import { AnswersExplained, RecordFacts } from './record-facts.tsx'

type Props = { record: HeldRecord; token: string; who: 'visitor' | 'owner' | 'another'; error?: string }

/** A group's record of whoever holds the link, to claim, object to or have erased. */
export const RecordPage = ({ record, token, who, error }: Props) => (
  <Layout title={`What ${record.group} holds of you`} hidden workspace>
    <main id="main" class="narrow">
      <h1>What {record.group} holds of you</h1>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <section class="panel">
        <RecordFacts record={record} />
      </section>
      <AnswersExplained group={record.group} />
      <form method="post" class="actions">
        {who === 'owner' && (
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
      </form>
      {who === 'visitor' && (
        <p>
          To claim it, <a href={paths.signIn(paths.record(token))}>sign in with the address that got the mail</a>.
        </p>
      )}
      {who === 'another' && (
        <p class="soft">You are signed in with another address; only the owner of the mailbox can claim it.</p>
      )}
    </main>
  </Layout>
)

export const AnsweredPage = ({ group }: { group: string }) => (
  <Layout title="Done" hidden>
    <main id="main" class="narrow">
      <h1>Done</h1>
      <p>
        {group} no longer holds your name and address. It keeps a count, and a code by which its next import knows to
        leave you out.
      </p>
    </main>
  </Layout>
)
