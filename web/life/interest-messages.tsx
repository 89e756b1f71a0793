import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { Interest } from '../../src/opportunities/life/interests.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

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
  return (
    <Layout title={`${i.name} is interested`} hidden workspace>
      <main id="main" class="narrow">
        <h1>{`${i.name} is interested`}</h1>
        {done && (
          <p role="status" class="done">
            Your answer is on its way.
          </p>
        )}
        <FormSummary issues={issues} labels={i.answer === null ? { answer: 'Your answer' } : {}} />
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

type Messages = { sent: Interest[]; received: Interest[]; done: boolean }

/** What was written to somebody and to their organizations, and what they wrote themselves. */
export const MessagesPage = ({ sent, received, done }: Messages) => (
  <Layout title="Your messages" path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <h1>Your messages</h1>
      {done && (
        <p role="status" class="done">
          Sent. The answer comes by mail, and stands here too.
        </p>
      )}
      {received.length > 0 && <Received received={received} />}
      <section class="stack">
        <h2>Sent</h2>
        {sent.length === 0 && (
          <p>
            You have written to nobody yet. Where an opportunity has no place to apply, it says “I’m interested”.{' '}
            <a href={paths.board()}>See what is open</a>
          </p>
        )}
        {sent.map((interest) => (
          <Sent key={interest.id} interest={interest} />
        ))}
      </section>
    </main>
  </Layout>
)

const Received = ({ received }: { received: Interest[] }) => (
  <section class="panel">
    <h2>Received</h2>
    <ul class="lines">
      {received.map((interest) => (
        <li key={interest.id}>
          <span>
            <a href={paths.interestMessage(interest.id)}>{`${interest.name}: ${titleOf(interest)}`}</a>
            <br />
            <span class="soft small">{`${interest.organization}, ${on(interest.sentAt)}`}</span>
          </span>
          <span class={interest.answer === null ? 'small' : 'soft small'}>
            {interest.answer === null ? 'Waits for an answer' : 'Answered'}
          </span>
        </li>
      ))}
    </ul>
  </section>
)

const Sent = ({ interest }: { interest: Interest }) => (
  <section class="panel">
    <h3>
      <About interest={interest} />
    </h3>
    <p class="soft small">{`${interest.organization}, ${on(interest.sentAt)}`}</p>
    <blockquote class="spoken">{interest.message}</blockquote>
    {interest.answer === null ? (
      <p class="soft">No answer yet.</p>
    ) : (
      <>
        <h4>The answer</h4>
        <blockquote class="spoken">{interest.answer}</blockquote>
      </>
    )}
  </section>
)
