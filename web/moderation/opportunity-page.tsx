import { formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { PastRevision, ReportRow } from '../../src/moderation/queries.ts'
import type { ClosingReason } from '../../src/opportunities/schema.ts'
import type { Standing } from '../../src/opportunities/standing.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { verdictWords } from './decided.tsx'
import { reportWords } from './report-words.ts'
import { ConfirmErasing, RetractPanel } from './retract-panel.tsx'
import { StaffLinks } from './staff-links.tsx'
import { Instant } from './when.tsx'
import { Who } from './who.tsx'

type Answer = { untilAt: number; note: string; answeredBy: string; answeredAt: number }
type Props = {
  standing: Standing
  organization: { id: string; name: string } | undefined
  history: PastRevision[]
  reports: ReportRow[]
  answers: Answer[]
  closed: ClosingReason | null
  done: string
  /** Whether erasing was asked for, once. */
  confirm: boolean
  now: number
  typed?: Record<string, string>
  issues?: Issue[]
}

const doneWords: Record<string, string> = {
  retracted: 'Retracted: the public no longer reads it.',
  reinstated: 'Reinstated: the public reads it again.',
}

export function ModeratedOpportunityPage(props: Props) {
  const { standing, organization, done, confirm, issues = [] } = props
  const title = standing.row?.title ?? standing.newest?.content?.title ?? 'Erased'
  return (
    <Layout title={title} hidden workspace>
      <main id="main" class="desk">
        <StaffLinks />
        {!issues.length && <Done done={done} words={doneWords} />}
        <FormSummary issues={issues} labels={{ reason: 'Why', note: 'For other moderators' }} />
        <h1>{title}</h1>
        <p class="soft">
          {organization && <a href={paths.organization(organization.id, organization.name)}>{organization.name}</a>}{' '}
          <span class="id">{standing.opportunityId}</span>
        </p>
        <div class="review">
          <div>
            <State {...props} />
            <History {...props} />
            <Reports {...props} />
          </div>
          <aside aria-label="Taking away and back">
            {confirm ? <ConfirmErasing {...props} /> : <RetractPanel {...props} />}
            <p class="links small">
              {organization && <a href={paths.organizationOffice(organization.id)}>Office of the organization</a>}
              <a href={paths.audit(`subject=${standing.opportunityId}`)}>In the audit log</a>
            </p>
          </aside>
        </div>
      </main>
    </Layout>
  )
}

/** Where it stands in its life. */
function State({ standing: { row, closure, retraction, waiting, opportunityId }, closed }: Props) {
  const open = row && !retraction && !closed
  return (
    <section class="panel">
      <h2>
        {retraction ? `Retracted: ${retraction.reason}` : closed ? `Closed: ${closed}` : row ? 'Open' : 'Not public'}
      </h2>
      {retraction && (
        <p>
          <q>{retraction.note}</q>{' '}
          <span class="soft small">
            <By id={retraction.retractedBy} at={retraction.retractedAt} />
          </span>
        </p>
      )}
      {closure && (
        <p class="soft small">
          Closed as {closure.reason} <By id={closure.closedBy} at={closure.closedAt} />
          {closure.applicants !== null && `, ${closure.applicants} applied`}
        </p>
      )}
      {open && row.closesOn && <p class="soft">Until {formatDay(row.closesOn)}</p>}
      {waiting?.content && (
        <p>
          <a class="button" href={paths.revision(waiting.id)}>
            A version waits for a decision
          </a>
        </p>
      )}
      {row && (
        <p>
          <a href={paths.opportunity(opportunityId, retraction ? '' : row.title)}>As the public reads it</a>
        </p>
      )}
    </section>
  )
}

const By = ({ id, at }: { id: string; at: number }) => (
  <>
    by <Who id={id} /> on <Instant at={at} />
  </>
)

const History = ({ history }: Props) => (
  <section class="panel">
    <h2>Versions</h2>
    {history.length === 0 && <p class="soft">It was imported: nobody submitted it here.</p>}
    <ol class="lines">
      {history.map(({ id, title, authorId, submittedAt, verdict, reason, decidedBy, decidedAt }) => (
        <li key={id}>
          <span>
            <a href={paths.revision(id)}>{title ?? 'Erased'}</a>{' '}
            <span class="soft small">
              <By id={authorId} at={submittedAt} />
            </span>
            <br />
            <b>{verdict ? verdictWords[verdict] : 'Waits'}</b>{' '}
            {decidedBy && decidedAt !== null && (
              <span class="soft small">
                <By id={decidedBy} at={decidedAt} />
              </span>
            )}
            {reason && (
              <>
                {' '}
                <q>{reason}</q>
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  </section>
)

const Reports = ({ reports, answers, standing }: Props) => {
  const open = reports.filter(({ isOpen }) => isOpen)
  return (
    <section class="panel">
      <h2>Reports</h2>
      {reports.length === 0 && <p class="soft">Nobody has reported anything.</p>}
      <ul class="lines">
        {reports.map(({ id, reason, at, isOpen }) => (
          <li key={id}>
            <span>
              {reportWords[reason]}{' '}
              <span class="soft small">
                <Instant at={at} />
              </span>
            </span>
            {isOpen === 0 && <span class="soft small">dealt with</span>}
          </li>
        ))}
      </ul>
      {answers.map(({ untilAt, note, answeredBy, answeredAt }) => (
        <p key={untilAt} class="small">
          Dealt with <By id={answeredBy} at={answeredAt} />
          {note && (
            <>
              : <q>{note}</q>
            </>
          )}
        </p>
      ))}
      {open.length > 0 && (
        <form method="post" action={paths.moderationReports()}>
          <input type="hidden" name="subject" value={standing.opportunityId} />
          <input type="hidden" name="until" value={Math.max(...open.map(({ at }) => at))} />
          <button class="button" type="submit">
            Dealt with
          </button>
        </form>
      )}
    </section>
  )
}
