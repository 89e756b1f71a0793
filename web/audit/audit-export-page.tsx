import type { Issue } from '../../src/errors.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { StaffLinks } from '../moderation/staff-links.tsx'
import { Field, TextArea } from '../ui/field.tsx'

type Typed = { subject?: string; actor?: string; name?: string; reason?: string }

export function AuditExportPage({ typed, issues = [], most }: { typed: Typed; issues?: Issue[]; most: number }) {
  const error = (name: string) => issues.find((issue) => issue.path === name)?.message
  return (
    <Layout title="Export the audit log" hidden workspace>
      <main id="main" class="narrow">
        <StaffLinks />
        <h1>Export the audit log</h1>
        <p>
          {`A CSV file of the newest ${most.toLocaleString('en')} events that fit, with their words. `}
          The export itself is recorded, with your reason.
        </p>
        <form method="post" action={paths.auditCsv()} class="panel">
          <Field name="subject" label="About (id), or all" value={typed.subject ?? ''} error={error('subject')} />
          <Field name="actor" label="By (id), or all" value={typed.actor ?? ''} error={error('actor')} />
          <Field name="name" label="What, or all" value={typed.name ?? ''} error={error('name')} />
          <TextArea
            name="reason"
            label="What the export is for"
            rows={3}
            required
            value={typed.reason ?? ''}
            error={error('reason')}
          />
          <button class="button main" type="submit">
            Export
          </button>
        </form>
        <p>
          <a href={paths.audit()}>Back to the log</a>
        </p>
      </main>
    </Layout>
  )
}
