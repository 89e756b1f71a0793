import type { Issue } from '../../src/errors.ts'
import type { DecisionRow } from '../../src/moderation/queries.ts'
import type { Review } from '../../src/moderation/reviewing.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { OpportunityText } from '../opportunities/opportunity-page.tsx'
import { ChangesPanel } from './changes.tsx'
import { DecidedPanel, DecidePanel } from './decide-panel.tsx'
import { Decided } from './decided.tsx'
import { Duplicates } from './duplicates.tsx'
import { ModerationKeysHelp } from './keys-help.tsx'
import { StaffLinks } from './staff-links.tsx'
import { authorWords, historyWords, OrganizationBadges } from './standing.tsx'
import { ageWords } from './when.tsx'
import { Who } from './who.tsx'

type Props = {
  review: Review
  /** The one decided just before. */
  decided: DecisionRow | null
  undone: boolean
  waiting: number
  me: string
  now: number
  typed?: Record<string, string>
  issues?: Issue[]
  /** Why it was too late. */
  tooLate?: string
}

export function ReviewPage({ review, decided, undone, waiting, me, now, typed, issues = [], tooLate }: Props) {
  const { revision, preview, decision, isRetracted, changes, duplicates } = review
  const isOpen = preview !== null && decision === null && !isRetracted
  return (
    <Layout title={preview?.title ?? 'Erased'} hidden workspace>
      <main id="main" class="desk">
        <StaffLinks />
        <h1 class="visually-hidden">{preview?.title ?? 'Erased'}</h1>
        {decided && <Decided decided={decided} />}
        {undone && isOpen && (
          <p class="done" role="status">
            Taken back. It waits again, and the public reads what it read before.
          </p>
        )}
        {issues.length > 0 && (
          <p
            role="alert"
            class="error"
            tabIndex={-1}
            autofocus={!['changes_asked', 'rejected'].includes(typed?.verdict ?? '')}
          >
            Nothing was decided yet: {issues.map(({ message }) => message).join(' ')}
          </p>
        )}
        {tooLate && (
          <p role="alert" class="error" tabIndex={-1} autofocus>
            {tooLate}. What stands now is shown here.
          </p>
        )}
        <div class="heading">
          <p class="soft small">
            {isOpen && `Waiting for ${ageWords(now - revision.submittedAt)} · ${waiting} in the queue`}
          </p>
          <ModerationKeysHelp />
        </div>
        {duplicates.length > 0 && (
          <p class="flag">
            May be here already: <a href="#duplicates">{duplicates.length} to compare</a>
          </p>
        )}
        <div class="review">
          <div>
            {changes && <ChangesPanel changes={changes} />}
            {preview ? <Preview preview={preview} now={now} /> : <Erased />}
            {duplicates.length > 0 && <Duplicates duplicates={duplicates} />}
          </div>
          <aside aria-label="Deciding">
            {isOpen && <DecidePanel revisionId={revision.id} typed={typed} issues={issues} />}
            {decision && <DecidedPanel decision={decision} revision={revision} now={now} />}
            {isRetracted && (
              <p class="flag">
                <a href={paths.moderationOpportunity(revision.opportunityId)}>Retracted: nothing to decide</a>
              </p>
            )}
            <Behind review={review} me={me} />
          </aside>
        </div>
      </main>
    </Layout>
  )
}

/** As readers will see it, from its title to its text. */
const Preview = ({ preview, now }: { preview: NonNullable<Review['preview']>; now: number }) => (
  <article class="preview" aria-label="As readers will see it">
    <OpportunityText opportunity={preview} closed={null} now={now} title="h2">
      {preview.applyUrl ? (
        <>
          <p class="actions">
            <a class="button" href={preview.applyUrl} rel="nofollow noopener">
              {`Apply at ${new URL(preview.applyUrl).hostname.replace(/^www\./, '')}`}
            </a>
          </p>
          <p class="id">{preview.applyUrl}</p>
        </>
      ) : (
        <p class="soft">No link: readers press “I’m interested”.</p>
      )}
    </OpportunityText>
  </article>
)

const Erased = () => <p>It was retracted as hazardous, and its words are gone.</p>

/** Who stands behind it, and what deserves a second look. */
const Behind = ({ review: { revision: r, lookAlikes, links, reports }, me }: { review: Review; me: string }) => (
  <section class="panel small" aria-labelledby="behind">
    {links.length > 0 && (
      <div class="flag">
        <b>Look at the links</b>
        <ul>
          {links.map(({ url, why }) => (
            <li key={url}>
              <span class="id">{url}</span> {why.join(', ')}
            </li>
          ))}
        </ul>
      </div>
    )}
    {lookAlikes.length > 0 && (
      <div class="flag">
        <b>Looks like another organization</b>
        <ul>
          {lookAlikes.map(({ id, name }) => (
            <li key={id}>
              <a href={paths.organization(id, name)}>{name}</a>
            </li>
          ))}
        </ul>
        <a href={paths.organizationMerge(r.organizationId)}>Merge duplicates</a>
      </div>
    )}
    {reports.length > 0 && (
      <p class="flag">
        <a href={paths.moderationOpportunity(r.opportunityId)}>
          {`${reports.length} open ${reports.length === 1 ? 'report' : 'reports'}`}
        </a>
      </p>
    )}
    <h2 id="behind">
      <a href={paths.organization(r.organizationId, r.organizationName)}>{r.organizationName}</a>
      <OrganizationBadges {...r} />
    </h2>
    <p class="soft">{historyWords(r)}</p>
    {r.website ? <p class="id">{r.website}</p> : <p class="soft">It names no site.</p>}
    <p>
      {`By ${r.authorName} `}
      <Who id={r.authorId} />
      {r.authorId === me ? ' (you)' : ''}
      {`, ${authorWords(r)}`}
      {r.authorIsSuspended === 1 && <b class="warning"> and suspended</b>}
      <br />
      <span class="soft">{`${r.authorApproved} approved, ${r.authorRejected} rejected`}</span>
    </p>
    <p class="links">
      <a href={paths.organizationModeration(r.organizationId)}>Trust, suspend</a>
      <a href={paths.organizationMerge(r.organizationId)}>Merge</a>
      <a href={paths.moderationOpportunity(r.opportunityId)}>History</a>
    </p>
  </section>
)
