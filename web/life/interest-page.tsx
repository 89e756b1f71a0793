import type { Issue } from '../../src/errors.ts'
import type { Interesting } from '../../src/opportunities/life/expressing-interest.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

type Props = {
  opportunity: Interesting
  typed: { name: string; message: string }
  issues?: Issue[]
}

/** A message to those who posted, where they have no other place to apply. */
export function InterestPage({ opportunity: o, typed, issues = [] }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  return (
    <Layout title={`I'm interested: ${o.title}`} hidden workspace>
      <main id="main" class="narrow">
        <h1>I’m interested</h1>
        <p>
          <a href={paths.opportunity(o.id, o.title)}>{o.title}</a> at {o.organization}
        </p>
        {o.waiting && <Sent organization={o.organization} />}
        {!o.waiting && !o.takesMessages && (
          <p class="flag">
            It takes no messages here: it is closed, has another place to apply, or nobody could read them.
          </p>
        )}
        {!o.waiting && o.takesMessages && (
          <form method="post" class="panel">
            <FormSummary issues={issues} labels={{ name: 'Your name', message: 'Your message' }} />
            <p class="soft">
              We mail your words and your name, and pass the answer back. They do not see your address, nor you theirs.
            </p>
            <Field name="name" label="Your name" autocomplete="name" value={typed.name} error={error('name')} />
            <TextArea
              name="message"
              label="Your message"
              rows={10}
              value={typed.message}
              error={error('message')}
              hint="Who you are, what draws you, how much time you have. 20 to 4,000 characters."
            />
            <p class="actions">
              <button class="button main" type="submit">
                Send it
              </button>
            </p>
          </form>
        )}
      </main>
    </Layout>
  )
}

const Sent = ({ organization }: { organization: string }) => (
  <>
    <p class="done">{`Your message went to ${organization} and waits for an answer.`}</p>
    <p>
      <a class="button" href={paths.ownInterests()}>
        See what you wrote
      </a>
    </p>
  </>
)
