import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { Interest } from '../../src/opportunities/life/interests.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { TextArea } from '../ui/field.tsx'

const on = (at: number) => formatDay(dayIn(at, 'UTC'))
const titleOf = ({ title, retracted }: Interest) => (retracted ? 'An opportunity that was retracted' : title)

const About = ({ interest }: { interest: Interest }) =>
  interest.retracted ? (
    titleOf(interest)
  ) : (
    <a href={paths.opportunity(interest.opportunityId, interest.title)}>{interest.title}</a>
  )

type Props = { interest: Interest; typed?: string; issues?: Issue[]; done: boolean }

/** One message as the organization reads it, with its one answer. */
export function ReceivedPage({ interest: i, typed = '', issues = [], done }: Props) {
  const general = issues.find(({ path }) => path === '')?.message
  return (
    <Layout title={`${i.name} is interested`} hidden workspace>
      <main id="main" class="narrow">
        <h1>{`${i.name} is interested`}</h1>
        {done && (
          <p role="status" class="done">
            Your answer is on its way.
          </p>
        )}
        {general && (
          <p role="alert" class="error">
            {general}.
          </p>
        )}
        <p>
          In <About interest={i} />, <span class="soft">{on(i.sentAt)}</span>
        </p>
        <blockquote class="spoken">{i.message}</blockquote>
        {i.answer !== null ? (
          <>
            <h2>{`The answer of ${i.organization}`}</h2>
            <blockquote class="spoken">{i.answer}</blockquote>
            {i.answeredAt && <p class="soft small">{on(i.answeredAt)}</p>}
            {typed && <TypedBefore typed={typed} />}
          </>
        ) : (
          <form method="post" class="panel">
            <TextArea
              name="answer"
              label="Your answer"
              rows={8}
              value={typed}
              error={issues.find(({ path }) => path === 'answer')?.message}
              hint="One answer, mailed without your address. If you want to go on, say how to reach you."
            />
            <p class="actions">
              <button class="button main" type="submit">
                Send the answer
              </button>
            </p>
          </form>
        )}
      </main>
    </Layout>
  )
}

/** A colleague was faster: nothing that was typed is lost. */
const TypedBefore = ({ typed }: { typed: string }) => (
  <>
    <h2>What you wrote, not sent</h2>
    <blockquote class="spoken">{typed}</blockquote>
  </>
)

/** What somebody wrote to organizations, and what they answered. */
export const SentPage = ({ sent, done }: { sent: Interest[]; done: boolean }) => (
  <Layout title="What you are interested in" path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <h1>What you are interested in</h1>
      {done && (
        <p role="status" class="done">
          Sent. The answer comes by mail, and stands here too.
        </p>
      )}
      {sent.length === 0 && (
        <p>
          You have written to nobody yet. Where an opportunity has no place to apply, it says “I’m interested”.{' '}
          <a href={paths.board()}>See what is open</a>
        </p>
      )}
      {sent.map((interest) => (
        <section key={interest.id} class="panel">
          <h2>
            <About interest={interest} />
          </h2>
          <p class="soft small">{`${interest.organization}, ${on(interest.sentAt)}`}</p>
          <blockquote class="spoken">{interest.message}</blockquote>
          {interest.answer === null ? (
            <p class="soft">No answer yet.</p>
          ) : (
            <>
              <h3>The answer</h3>
              <blockquote class="spoken">{interest.answer}</blockquote>
            </>
          )}
        </section>
      ))}
    </main>
  </Layout>
)
