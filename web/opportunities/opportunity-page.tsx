import type { ComponentChildren } from 'preact'
import { DAY, dayIn, formatDay } from '../../src/calendar.ts'
import type { Beside } from '../../src/matching/beside.ts'
import type { Opportunity } from '../../src/opportunities/queries.ts'
import type { ClosingReason } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { facetValueName, say } from '../../src/search/naming.ts'
import { excerpt, plainText } from '../../src/text/plain.ts'
import { Layout } from '../layout.tsx'
import { MailboxesAt, VerifiedBadge } from '../organizations/verified-domain.tsx'
import { Facts, Skills } from './facts.tsx'
import { RareSkills } from './rare-skills.tsx'
import { agoWords, copyLine, isOpenYet } from './words.ts'

type Props = Beside & {
  opportunity: Opportunity
  closed: ClosingReason | null
  /** Structured data for search engines; none once it is closed. */
  jobPosting: object | null
  now: number
  origin: string
}

export function OpportunityPage({ opportunity: o, closed, jobPosting, similar, trainings, now, origin }: Props) {
  return (
    <Layout
      title={o.title}
      description={o.summary || `${say(o.kind)} at ${o.organization.name}`}
      canonical={origin + paths.opportunity(o.id, o.title)}
      hidden={Boolean(closed)}
      head={jobPosting && <StructuredData value={jobPosting} />}
    >
      <div class="sheet">
        <main id="main" data-views={closed ? undefined : paths.views(o.id)}>
          <OpportunityText opportunity={o} closed={closed} now={now}>
            {!closed && <Actions opportunity={o} origin={origin} now={now} />}
          </OpportunityText>
          <PartOf opportunity={o} />
          <Provenance opportunity={o} closed={closed} now={now} />
          <OnPaper opportunity={o} closed={closed} origin={origin} now={now} />
          {!closed && <ReportClosed id={o.id} />}
          {!closed && <CopyLine opportunity={o} />}
          <p class="actions small">
            {!closed && (
              <span>
                <a class="quiet" href={paths.referrals(o.id)} rel="nofollow">
                  Make a link of your own to pass on
                </a>
              </span>
            )}
            <span>
              <a class="quiet" href={paths.manage(o.id)} rel="nofollow">
                For its organization and moderators
              </a>
            </span>
          </p>
        </main>
        <aside aria-label="Beside it">
          <OrganizationPanel opportunity={o} />
          <RareSkills counts={o.namedByPeople} />
          <Trainings trainings={trainings} />
          <Similar similar={similar} />
        </aside>
      </div>
    </Layout>
  )
}

type Text = Pick<Props, 'opportunity' | 'closed' | 'now'> & {
  /** Where the page around it has a heading of its own. */
  title?: 'h1' | 'h2'
  children?: ComponentChildren
}

/** What everybody reads of it, whole; what one can do is given. A preview of what is not public yet shows the same. */
export const OpportunityText = ({ opportunity: o, closed, now, title: Title = 'h1', children }: Text) => (
  <>
    <p class="soft">
      {[o.organization.name, say(o.kind), ...o.workGroups.map(say)].join(' · ')}{' '}
      {o.example && <span class="kind example">example</span>}
    </p>
    <Title>{o.title}</Title>
    {closed && <ClosedNotice opportunity={o} reason={closed} />}
    <Facts opportunity={o} closed={closed !== null} now={now} />
    {children}
    <div class="prose">
      <Skills opportunity={o} />
      {o.bodyHtml && <Body html={o.bodyHtml} />}
      {o.validation && (
        <>
          <h2>How the project was validated</h2>
          <p>{o.validation}</p>
        </>
      )}
    </div>
  </>
)

const reasons: Record<ClosingReason, string> = {
  filled: 'It has been filled',
  withdrawn: 'It has been taken down',
  expired: 'The deadline has passed',
  unreachable: 'Nobody answered whether it is still open',
}

/** Why and since when, and the way to what is open. */
function ClosedNotice({ opportunity: o, reason }: { opportunity: Opportunity; reason: ClosingReason }) {
  const day = reason === 'expired' ? o.closesOn : o.closure && dayIn(o.closure.closedAt, 'UTC')
  return (
    <p class="flag" role="status">
      {`Closed. ${reasons[reason]}${day ? ` (${formatDay(day)})` : ''}. `}
      <a href={paths.board(`kind=${o.kind}`)}>See what is open of its kind</a>
    </p>
  )
}

/** What one can do with it; a preview shows it without letting it be done. */
export const Actions = ({ opportunity: o, origin, now }: Pick<Props, 'opportunity' | 'origin' | 'now'>) => {
  const notYet = !isOpenYet(o, now)
  const url = origin + paths.opportunity(o.id, o.title)
  const passOn = new URLSearchParams({ subject: o.title, body: `${o.title}, ${o.organization.name}\n${url}` })
  return (
    <p class="actions">
      {o.applyUrl && (
        <a class={notYet ? 'button' : 'button main'} href={paths.application(o.id)} rel="nofollow noopener">
          {`${notYet ? 'See it at' : 'Apply at'} ${new URL(o.applyUrl).hostname.replace(/^www\./, '')}`}
        </a>
      )}
      {!o.applyUrl && o.reachable && (
        <a class={notYet ? 'button' : 'button main'} href={paths.interest(o.id)} rel="nofollow">
          I’m interested
        </a>
      )}
      {notYet && (
        <a class="button main" href={paths.subscribe(`opportunity=${o.id}`)}>
          Tell me when it opens
        </a>
      )}
      <a class="button" href={paths.newApplication(`opportunity=${o.id}`)} rel="nofollow">
        Save or track
      </a>
      {(o.closesOn || o.opensOn) && (
        <a class="button" href={paths.deadline(o.id)}>
          Deadline to calendar
        </a>
      )}
      <a class="button" href={`mailto:?${passOn.toString().replaceAll('+', '%20')}`}>
        Pass it on
      </a>
    </p>
  )
}

const MOST_ABOUT = 240

export const OrganizationPanel = ({
  opportunity: { organization: org, organizationAbout, organizationDomain },
}: Pick<Props, 'opportunity'>) => (
  <div class="panel">
    <h2>
      <a href={paths.organization(org.id, org.name)}>{org.name}</a>
      {organizationDomain && <VerifiedBadge />}
    </h2>
    {organizationDomain && <MailboxesAt domain={organizationDomain} />}
    {organizationAbout && <p class="small">{excerpt(plainText(organizationAbout), MOST_ABOUT)}</p>}
    {org.website && (
      <p>
        <a href={org.website} rel="nofollow noopener">
          {new URL(org.website).hostname.replace(/^www\./, '')}
        </a>
      </p>
    )}
  </div>
)

const PartOf = ({ opportunity: { program } }: Pick<Props, 'opportunity'>) =>
  program && (
    <p>
      Part of the program <a href={paths.program(program.id, program.name)}>{program.name}</a>.
    </p>
  )

const ReportClosed = ({ id }: { id: string }) => (
  <form method="post" action={paths.report(id)} class="small">
    <button class="quiet" type="submit" name="reason" value="closed">
      Report as closed
    </button>{' '}
    <button class="quiet" type="submit" name="reason" value="broken_link">
      The link is broken
    </button>
  </form>
)

/** For paper: where its links lead, and the day that "6 days left" counts from. */
const OnPaper = ({ opportunity: o, closed, origin, now }: Pick<Props, 'opportunity' | 'closed' | 'origin' | 'now'>) => (
  <p class="paper">
    {!closed && o.applyUrl && `${isOpenYet(o, now) ? 'Apply' : 'See it'} at ${o.applyUrl} · `}
    {`${origin + paths.opportunity(o.id, o.title)} on ${formatDay(dayIn(now, 'UTC'))}`}
  </p>
)

/** One line to paste into a chat or a table. */
const CopyLine = ({ opportunity: o }: { opportunity: Opportunity }) => (
  <p class="field small">
    <label for="copy-line">To copy</label>
    <input id="copy-line" type="text" readonly value={copyLine(o)} />
  </p>
)

const Similar = ({ similar }: Pick<Props, 'similar'>) =>
  similar.length > 0 && (
    <div class="panel">
      <h2>Like this one</h2>
      {similar.map((o) => (
        <p key={o.id}>
          <a href={paths.opportunity(o.id, o.title)}>{o.title}</a>{' '}
          <span class="soft small">
            {say(o.kind)} · {o.organization}
          </span>
        </p>
      ))}
    </div>
  )

const Trainings = ({ trainings }: Pick<Props, 'trainings'>) =>
  trainings.length > 0 && (
    <div class="panel">
      <h2>Learn what it asks</h2>
      {trainings.map(({ skill, training }) => (
        <p key={skill}>
          {facetValueName('skill', skill)}:{' '}
          <a href={paths.opportunity(training.id, training.title)}>{training.title}</a>
        </p>
      ))}
    </div>
  )

/** A data block, which no browser runs; `<` is escaped so that no text can end it. */
const StructuredData = ({ value }: { value: object }) => (
  <script
    type="application/ld+json"
    dangerouslySetInnerHTML={{ __html: JSON.stringify(value).replaceAll('<', '\\u003c') }}
  />
)

/** Safe since it was written: Markdown rendered without raw HTML, foreign HTML sanitised. */
const Body = ({ html }: { html: string }) => <div class="body" dangerouslySetInnerHTML={{ __html: html }} />

const sources: Record<string, string> = {
  eightyk: 'the 80,000 Hours board',
  usrse: 'the US-RSE board',
  aisafety: 'AISafety.com',
  csv: 'a table brought by an operator',
}
const STALE_AFTER = 90 * DAY

/** Where it is from and how fresh; what is open and nobody has looked at for three months says so. */
function Provenance({ opportunity: o, closed, now }: Pick<Props, 'opportunity' | 'closed' | 'now'>) {
  const seenAt = o.verifiedOn ? Date.parse(o.verifiedOn) : o.publishedAt
  const isStale = !closed && now - seenAt > STALE_AFTER
  const parts = [
    `Listed ${agoWords(o.publishedAt, now)}`,
    o.verifiedOn ? `verified ${formatDay(o.verifiedOn)}` : 'not verified since',
    o.source && `from ${sources[o.source] ?? o.source}`,
  ]
  return (
    <p class={isStale ? 'small soon' : 'soft small'}>
      {parts.filter(Boolean).join(' · ')}
      {isStale && '. It may be gone: ask before you put work into it.'}
    </p>
  )
}
