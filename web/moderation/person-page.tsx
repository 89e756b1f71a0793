import type { Issue } from '../../src/errors.ts'
import type { PersonRow } from '../../src/moderation/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { StaffLinks } from './staff-links.tsx'
import { Instant } from './when.tsx'
import { WhyField } from './why-field.tsx'

type Props = {
  person: PersonRow
  organizations: { id: string; name: string; role: string }[]
  maySuspend: boolean
  done: string
  typed?: Record<string, string>
  issues?: Issue[]
}

const doneWords: Record<string, string> = {
  suspended: 'Suspended: they are signed out, and their keys open nothing.',
  lifted: 'Lifted: they may sign in again.',
}

export const ModeratedPersonPage = ({ person: p, organizations, maySuspend, done, typed, issues = [] }: Props) => (
  <Layout title="A person" hidden workspace>
    <main id="main" class="narrow">
      <StaffLinks />
      {!issues.length && <Done done={done} words={doneWords} />}
      <FormSummary issues={issues} labels={{ reason: 'Why' }} />
      <h1>
        <span class="id">{p.id}</span>
      </h1>
      <p>
        {`${p.role}${p.example ? ', an example' : ''}, here since `}
        <Instant at={p.createdAt} />
        {`. ${p.submitted} submitted, ${p.approved} approved, ${p.rejected} rejected.`}
      </p>
      {organizations.length > 0 && (
        <ul class="lines">
          {organizations.map(({ id, name, role }) => (
            <li key={id}>
              <a href={paths.organizationOffice(id)}>{name}</a>
              <span class="soft small">{role}</span>
            </li>
          ))}
        </ul>
      )}
      {p.suspendedAt !== null && (
        <div class="flag">
          <p>
            Suspended by <span class="id">{p.suspendedBy}</span> on <Instant at={p.suspendedAt} />:{' '}
            <q>{p.suspendedReason}</q>
          </p>
        </div>
      )}
      {!maySuspend && <p class="soft">You may not suspend this person.</p>}
      {maySuspend && p.suspendedAt !== null && (
        <form method="post" action={paths.suspensionEnd(p.id)}>
          <button class="button" type="submit">
            Lift the suspension
          </button>
        </form>
      )}
      {maySuspend && p.suspendedAt === null && (
        <form method="post" action={paths.suspension(p.id)} class="panel">
          <h2>Suspend</h2>
          <p>They are signed out at once and can do nothing. What they published stays.</p>
          <WhyField typed={typed} issues={issues} />
          <button class="button" type="submit">
            Suspend
          </button>
        </form>
      )}
      <p class="small">
        <a href={paths.audit(`actor=${p.id}`)}>What they did, in the audit log</a> ·{' '}
        <a href={paths.audit(`subject=${p.id}`)}>what was done about them</a>
      </p>
    </main>
  </Layout>
)
