import type { Issue } from '../../src/errors.ts'
import type { TalentCard } from '../../src/introductions/cards.ts'
import { MESSAGE_LENGTH } from '../../src/introductions/schema.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { Card } from './talent-card.tsx'

type Props = {
  opportunity: { id: string; title: string }
  card: TalentCard
  /** Whether they were asked for this opportunity already. */
  isAsked: boolean
  typed: string
  issues: Issue[]
}

/** A message to somebody known by their card alone. */
export const AskPage = ({ opportunity: o, card, isAsked, typed, issues }: Props) => (
  <Layout title={`Ask for an introduction: ${o.title}`} path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <p class="soft small">
        <a href={paths.talent(o.id)}>{`Who fits ${o.title}`}</a>
      </p>
      <h1>Ask for an introduction</h1>
      <FormSummary issues={issues} labels={isAsked ? {} : { message: 'Your message' }} />
      <section class="panel">
        <Card {...card} name="Whom you ask" title="h2" />
      </section>
      {isAsked ? (
        <>
          <p class="flag">You have asked them. They answer once, in their own time.</p>
          {typed && (
            <>
              <h2>What you wrote, not sent</h2>
              <blockquote class="spoken">{typed}</blockquote>
            </>
          )}
        </>
      ) : (
        <form method="post" class="panel">
          <TextArea
            name="message"
            label="Your message"
            rows={8}
            value={typed}
            error={issues.find(({ path }) => path === 'message')?.message}
            hint={`Who you are, why you think of them, what would happen next. ${MESSAGE_LENGTH.least} to ${MESSAGE_LENGTH.most.toLocaleString('en')} characters.`}
          />
          <p class="soft small">
            We mail it with your name and your organization’s. You learn who they are only if they accept. An
            organization asks 10 people a week at most.
          </p>
          <p class="actions">
            <button class="button main" type="submit">
              Ask them
            </button>
          </p>
        </form>
      )}
    </main>
  </Layout>
)
