import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import type { Suspendable } from '../../src/programs/suspending.ts'
import { Layout } from '../layout.tsx'
import { StaffLinks } from '../moderation/staff-links.tsx'
import { Instant } from '../moderation/when.tsx'
import { WhyField } from '../moderation/why-field.tsx'
import { Done } from '../ui/done.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

type Props = { program: Suspendable; done: string; typed?: Record<string, string>; issues?: Issue[] }

const doneWords: Record<string, string> = {
  suspended: 'Taken down: nobody finds its page, and its group cannot publish it.',
  lifted: 'Put back: its page is public again.',
}

export const ModeratedProgramPage = ({ program: p, done, typed, issues = [] }: Props) => (
  <Layout title={`Moderate ${p.name}`} path={paths.moderation()} hidden workspace>
    <main id="main" class="narrow">
      <StaffLinks />
      {!issues.length && <Done done={done} words={doneWords} />}
      <FormSummary issues={issues} labels={{ reason: 'Why' }} />
      <h1>{`Moderate ${p.name}`}</h1>
      <p class="soft">{`A program of ${p.group}`}</p>
      {p.suspended ? (
        <form method="post" action={paths.programSuspensionEnd(p.id)} class="panel">
          <p>
            Taken down by <span class="id">{p.suspended.by}</span> on <Instant at={p.suspended.at} />:{' '}
            <q>{p.suspended.reason}</q>
          </p>
          <button class="button" type="submit">
            Put its page back
          </button>
        </form>
      ) : (
        <form method="post" action={paths.programSuspension(p.id)} class="panel">
          <h2>Take its page down</h2>
          <p>
            <a href={paths.program(p.id, p.name)}>Its page</a> leaves the directory and everywhere else, until a
            moderator puts it back. What the group recorded stays, and so does its opportunity: retract that by itself.
          </p>
          <WhyField typed={typed} issues={issues} />
          <button class="button" type="submit">
            Take it down
          </button>
        </form>
      )}
      <p class="small">
        <a href={paths.audit(`subject=${p.id}`)}>What was done about it, in the audit log</a>
      </p>
    </main>
  </Layout>
)
