import type { LoggedEvent } from '../../src/audit/queries.ts'
import { type AuditQuery, auditQueryString } from '../../src/audit/schema.ts'
import type { Verdict } from '../../src/audit/verifying.ts'
import { lookedUp } from '../../src/moderation/schema.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { StaffLinks } from '../moderation/staff-links.tsx'
import { Instant } from '../moderation/when.tsx'
import { Field } from '../ui/field.tsx'

type Props = {
  events: LoggedEvent[]
  /** Where the next page begins. */
  older: number | null
  query: AuditQuery
  verdict: Verdict | null
  counts: { sealed: number; waiting: number }
}

export function AuditPage({ events, older, query, verdict, counts }: Props) {
  const narrowed = auditQueryString({ ...query, before: undefined })
  return (
    <Layout title="Audit log" hidden workspace>
      <main id="main" class="desk">
        <StaffLinks path={paths.audit()} />
        <h1>Audit log</h1>
        <Chain verdict={verdict} counts={counts} />
        <Filter query={query} />
        <Narrowed ids={[query.subject, query.actor]} />
        {events.length === 0 ? (
          <p>
            Nothing fits. <a href={paths.audit()}>See everything</a>
          </p>
        ) : (
          <Events events={events} query={query} />
        )}
        <p class="paging">
          <a class="button" href={paths.auditCsv(narrowed)}>
            Export these
          </a>
          {query.before && (
            <a class="button" href={paths.audit(narrowed)}>
              Newest
            </a>
          )}
          {older && (
            <a class="button" href={paths.audit(auditQueryString({ ...query, before: older }))}>
              Older
            </a>
          )}
        </p>
      </main>
    </Layout>
  )
}

/** A check of a long chain goes on at the next press. */
function Chain({ verdict, counts }: Pick<Props, 'verdict' | 'counts'>) {
  const goesOn = verdict !== null && verdict.next !== null
  return (
    <form method="post" action={paths.auditCheck()} class="chain">
      {verdict ? <Checked verdict={verdict} counts={counts} /> : <p>{`A chain of ${sealedWords(counts)}.`}</p>}
      {goesOn && <input type="hidden" name="after" value={verdict.next ?? 0} />}
      <button class="button" type="submit">
        {goesOn ? 'Check on' : verdict ? 'Check again' : 'Check the chain'}
      </button>
    </form>
  )
}

const number = (value: number) => value.toLocaleString('en')
const events = (count: number) => `${number(count)} ${count === 1 ? 'event' : 'events'}`
const sealedWords = ({ sealed, waiting }: Props['counts']) =>
  `${events(sealed)}${waiting ? `; ${waitingWords(waiting)}` : ''}`
const waitingWords = (count: number) =>
  count === 1
    ? 'one more is sealed at the next quarter of an hour'
    : `${number(count)} more are sealed at the next quarter of an hour`

function Checked({ verdict: { checked, next, broken, late }, counts }: { verdict: Verdict; counts: Props['counts'] }) {
  if (broken)
    return (
      <p class="flag" role="alert">
        {`The chain does not hold at place ${number(broken.position)}: ${broken.what}. `}
        {broken.eventId && <span class="id">{broken.eventId}</span>}
        {` ${events(checked)} before it hold. Compare with a backup from before.`}
      </p>
    )
  if (next !== null)
    return (
      <p role="status">{`The first ${number(checked)} of ${number(counts.sealed)} events are checked and hold.`}</p>
    )
  return (
    <div>
      <p class="done" role="status">
        {`Chain of ${events(checked)} checked, whole.`}
        {counts.waiting > 0 && ` ${waitingWords(counts.waiting)}.`}
      </p>
      {late > 0 && (
        <p class="small soft">
          {`${number(late)} state a time more than an hour before the one sealed before them: written late, or made up.`}
        </p>
      )}
    </div>
  )
}

/** To the pages of what the log is narrowed to. */
const Narrowed = ({ ids }: { ids: string[] }) => (
  <>
    {ids.map((id) => {
      const place = lookedUp(id)
      return (
        place && (
          <p key={id} class="small">
            <a href={place}>
              See <span class="id">{id}</span>
            </a>
          </p>
        )
      )
    })}
  </>
)

const Filter = ({ query }: Pick<Props, 'query'>) => (
  <form method="get" action={paths.audit()} class="filters">
    <Field name="subject" label="About (id)" value={query.subject} />
    <Field name="actor" label="By (id)" value={query.actor} />
    <Field name="name" label="What (or how it begins)" value={query.name} />
    <button class="button" type="submit">
      Show
    </button>
  </form>
)

const Events = ({ events, query }: Pick<Props, 'events' | 'query'>) => (
  <div class="wide">
    <table class="log">
      <thead>
        <tr>
          <th scope="col">When (UTC)</th>
          <th scope="col">What</th>
          <th scope="col">About</th>
          <th scope="col">By</th>
          <th scope="col">Seal</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td class="num">
              <Instant at={event.at} />
            </td>
            <td>
              <a href={paths.audit(auditQueryString({ ...query, name: event.name, before: undefined }))}>
                {event.name}
              </a>
              {event.detail && <q>{event.detail}</q>}
              {!event.detail && event.hadDetail === 1 && <span class="soft small"> words erased</span>}
            </td>
            <td>
              <a
                class="id"
                href={paths.audit(auditQueryString({ ...query, subject: event.subjectId, before: undefined }))}
              >
                {event.subjectId}
              </a>
            </td>
            <td>
              <a class="id" href={paths.audit(auditQueryString({ ...query, actor: event.actorId, before: undefined }))}>
                {event.actorId}
              </a>
              {event.actorRole && event.actorRole !== 'person' && <span class="kind">{event.actorRole}</span>}
            </td>
            <td class="num">{event.position ?? <span class="soft">waiting</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
