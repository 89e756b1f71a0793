import type { Issue } from '../../src/errors.ts'
import type { Reported } from '../../src/moderation/queries.ts'
import { paths } from '../../src/paths.ts'
import { say } from '../../src/search/naming.ts'
import { Layout } from '../layout.tsx'
import { countedReports } from './report-words.ts'
import { StaffLinks } from './staff-links.tsx'
import { ageWords } from './when.tsx'

type Props = {
  reported: Reported[]
  done: boolean
  now: number
  typed?: Record<string, string>
  issues?: Issue[]
}

export const ReportsPage = ({ reported, done, now, typed, issues = [] }: Props) => (
  <Layout title="Reports" hidden workspace>
    <main id="main" class="desk">
      <StaffLinks path={paths.moderationReports()} />
      {done && !issues.length && (
        <p class="done" role="status">
          Dealt with. What is reported from now on comes up again.
        </p>
      )}
      <h1>{reported.length ? `${reported.length} reported` : 'Nothing is reported'}</h1>
      <p class="soft">A report closes nothing by itself. Look, act where it is right, then mark it as dealt with.</p>
      <ol class="queue">
        {reported.map((r) => (
          <Row
            key={r.subjectId}
            reported={r}
            now={now}
            typed={typed?.subject === r.subjectId ? typed : undefined}
            error={typed?.subject === r.subjectId ? issues[0]?.message : undefined}
          />
        ))}
      </ol>
    </main>
  </Layout>
)

type RowProps = { reported: Reported; now: number; typed?: Record<string, string>; error?: string }

const Row = ({ reported: r, now, typed, error }: RowProps) => (
  <li>
    <h2>
      <a href={paths.moderationOpportunity(r.subjectId)}>{r.title ?? r.subjectId}</a>
    </h2>
    <span class="age soft">{ageWords(now - r.firstAt)}</span>
    <p class="small">
      <b>{countedReports(r.reasons)}</b>
      {r.kind && <span class="kind">{say(r.kind)}</span>} {r.organizationName}
      {r.closed === 1 && <span class="soft"> · closed meanwhile</span>}
      {r.retracted === 1 && <span class="soft"> · retracted meanwhile</span>}
    </p>
    <form method="post" action={paths.moderationReports()} class="answer">
      <input type="hidden" name="subject" value={r.subjectId} />
      <input type="hidden" name="until" value={r.lastAt} />
      <label for={`note-${r.subjectId}`} class="small">
        What was done
      </label>
      <input
        id={`note-${r.subjectId}`}
        name="note"
        type="text"
        value={typed?.note ?? ''}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `error-${r.subjectId}` : undefined}
      />
      <button class="button" type="submit" aria-label={`Dealt with: ${r.title ?? r.subjectId}`}>
        Dealt with
      </button>
      {error && (
        <p id={`error-${r.subjectId}`} class="error">
          {error}
        </p>
      )}
    </form>
  </li>
)
