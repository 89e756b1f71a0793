import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Unanswered } from '../../src/opportunities/life/interests.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { Done } from '../ui/done.tsx'
import { Select } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'
import { CopyForm, isOpen, type Own, OwnOpportunity, type Rights } from './own-opportunity.tsx'

type Props = {
  organization: { id: string; name: string }
  own: Own[]
  next: string | null
  unanswered: Unanswered[]
  rights: Rights
  now: number
  done?: string
  error?: string
  typed?: { ids: readonly string[]; reason: string }
}

const reasons = [
  { value: 'withdrawn', label: 'withdrawn' },
  { value: 'filled', label: 'filled' },
]

/** All that an organization has written, in whatever state, with what became of it. */
export function OfficeOpportunitiesPage(props: Props) {
  const { organization, own, next, unanswered, rights, done } = props
  const closable = rights.close && own.some(isOpen)
  return (
    <Layout title={`Opportunities of ${organization.name}`} path={paths.me()} hidden workspace>
      <main id="main" class="narrow">
        <p class="soft small">
          <a href={paths.organizationOffice(organization.id)}>{organization.name}</a>
        </p>
        <h1>Your opportunities</h1>
        {props.error ? (
          <FormSummary issues={[{ path: '', message: props.error }]} labels={{}} />
        ) : (
          <Done done={done} words={wordsFor(done)} />
        )}
        {rights.write && (
          <p class="actions">
            <a class="button main" href={paths.newOpportunity(`organization=${organization.id}`)}>
              Post an opportunity
            </a>
          </p>
        )}
        {rights.write && <Waiting unanswered={unanswered} />}
        {own.length === 0 && <p class="soft">Nothing yet. What you post or start to write is listed here.</p>}
        {closable ? <Closing {...props} /> : <List {...props} />}
        {rights.write && <CopyForm own={own} />}
        <Older next={next} path={paths.officeOpportunities(organization.id)} />
      </main>
    </Layout>
  )
}

const List = ({ own, rights, now, typed }: Props) =>
  own.length > 0 && (
    <ul>
      {own.map((one) => (
        <OwnOpportunity
          key={one.row.id}
          own={one}
          rights={rights}
          now={now}
          chosen={typed?.ids.includes(one.row.id) ?? false}
        />
      ))}
    </ul>
  )

/** The list with marks, and one press that closes what is marked. */
const Closing = (props: Props) => (
  <form method="post" action={paths.officeClosures(props.organization.id)}>
    <List {...props} />
    <div class="together">
      <Select
        name="reason"
        label="The chosen are"
        options={reasons}
        value={props.typed?.reason ?? 'withdrawn'}
        error={props.error}
      />
      <button class="button" type="submit">
        Close the chosen
      </button>
    </div>
  </form>
)

/** What somebody submitted for organizations that are not theirs. */
export const OwnOpportunitiesPage = ({ own, next, now, done }: Pick<Props, 'own' | 'next' | 'now' | 'done'>) => (
  <Layout title="What you submitted" path={paths.me()} hidden workspace>
    <main id="main" class="narrow">
      <h1>What you submitted</h1>
      <p class="soft">For organizations you are no member of. Those of your own stand in their office.</p>
      <Done done={done} words={wordsFor(done)} />
      {own.length === 0 && (
        <p>
          Nothing yet. <a href={paths.newOpportunity()}>Post an opportunity</a> for any organization: a moderator looks
          at it first.
        </p>
      )}
      {own.length > 0 && (
        <ul>
          {own.map((one) => (
            <OwnOpportunity
              key={one.row.id}
              own={one}
              rights={{ write: true, close: true }}
              now={now}
              withOrganization
            />
          ))}
        </ul>
      )}
      <CopyForm own={own} />
      <Older next={next} path={paths.ownOpportunities()} />
    </main>
  </Layout>
)

const doneWords: Record<string, string> = {
  closed: 'Closed. It takes no more applications.',
  reopened: 'Open again. Those whose search it is in hear of it with their next mail.',
  extended: 'Saved.',
}

const wordsFor = (done = '') => {
  const [, count] = /^closed-(\d{1,3})$/.exec(done) ?? []
  return count ? { [done]: `${count} closed.` } : doneWords
}

const Waiting = ({ unanswered }: Pick<Props, 'unanswered'>) =>
  unanswered.length > 0 && (
    <section class="panel">
      <h2>Interested, and waiting for an answer</h2>
      <ul class="lines">
        {unanswered.map(({ id, name, title, sentAt }) => (
          <li key={id}>
            <a href={paths.interestMessage(id)}>{`${name}: ${title}`}</a>
            <span class="soft small">{formatDay(dayIn(sentAt, 'UTC'))}</span>
          </li>
        ))}
      </ul>
    </section>
  )

const Older = ({ next, path }: { next: string | null; path: string }) =>
  next && (
    <p class="paging">
      <a class="button" href={`${path}?before=${next}`}>
        Older
      </a>
    </p>
  )
