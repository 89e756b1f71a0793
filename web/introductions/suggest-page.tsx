import type { Issue } from '../../src/errors.ts'
import type { Passing } from '../../src/introductions/referring.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

export type TypedSuggestion = { email: string; note: string }
type Props = { opportunity: Passing; typed: TypedSuggestion; issues: Issue[]; done: boolean }

/** "This may be for you", to somebody whose address a moderator or a group knows. */
export function SuggestPage({ opportunity: o, typed, issues, done }: Props) {
  const error = (name: string) => issues.find(({ path }) => path === name)?.message
  return (
    <Layout title={`Suggest: ${o.title}`} hidden workspace>
      <main id="main" class="narrow">
        <h1>Suggest it to somebody</h1>
        <p>
          <a href={paths.opportunity(o.id, o.title)}>{o.title}</a> at {o.organization}
        </p>
        {done && (
          <p role="status" class="done">
            Noted. If somebody with this address takes suggestions from you, they get it by mail.
          </p>
        )}
        {!o.open && <p class="flag">It is closed: there is nothing to suggest any more.</p>}
        {o.open && (
          <form method="post" class="panel" novalidate>
            <FormSummary issues={issues} labels={{ email: 'Their e-mail address', note: 'A word to them' }} />
            <Field
              name="email"
              type="email"
              label="Their e-mail address"
              autocomplete="off"
              value={typed.email}
              error={error('email')}
              hint="As you know it. You are not told whether anybody here has it."
            />
            <TextArea
              name="note"
              label="A word to them"
              rows={4}
              value={typed.note}
              error={error('note')}
              hint="Why you think of them. May stay empty; your name goes along."
            />
            <p class="soft small">
              People you meet through a group get it if they let their groups see them. 20 suggestions a day are the
              most.
            </p>
            <p class="actions">
              <button class="button main" type="submit">
                Suggest it
              </button>
            </p>
          </form>
        )}
      </main>
    </Layout>
  )
}
