import { formatDay } from '../../src/calendar.ts'
import type { PastOpportunity, selectWithPast } from '../../src/opportunities/of-organization.ts'
import type { OpportunityCard } from '../../src/opportunities/queries.ts'
import type { ClosingReason } from '../../src/opportunities/schema.ts'
import { paths } from '../../src/paths.ts'
import { countryName } from '../../src/places/countries.ts'
import { facetValueName, say } from '../../src/search/naming.ts'
import { Layout } from '../layout.tsx'
import { KeptRow } from '../opportunities/kept-row.tsx'
import { MailboxesAt, VerifiedBadge } from './verified-domain.tsx'

type Organization = Awaited<ReturnType<typeof selectWithPast>>[number]
type Props = {
  organization: Organization
  /** How many are open; of those and of what is past at most `most` are shown, newest first. */
  open: number
  shown: readonly OpportunityCard[]
  most: number
  now: number
  origin: string
}

export function OrganizationPage({ organization: o, open, shown, most, now, origin }: Props) {
  const search = `org=${o.id}`
  return (
    <Layout
      title={o.name}
      path={paths.organizations()}
      description={`What ${o.name} offers in AI safety: ${open} open.`}
      canonical={origin + paths.organization(o.id, o.name)}
    >
      <main id="main" class="narrow organizations">
        <h1>
          {o.name}
          {o.example && <span class="kind example">example</span>}
          {o.verifiedDomain && <VerifiedBadge />}
        </h1>
        {o.verifiedDomain && <MailboxesAt domain={o.verifiedDomain} />}
        <Facts organization={o} />
        {/* Safe since it was written: foreign HTML sanitised. */}
        {o.aboutHtml && <div class="prose body" dangerouslySetInnerHTML={{ __html: o.aboutHtml }} />}
        <p class="actions">
          <a class="button main" href={paths.subscribe(search)}>
            Mail me what it opens
          </a>
          <a class="button" href={paths.board(open ? search : '')}>
            {open ? 'Narrow down what it has open' : 'See what others have open'}
          </a>
        </p>
        <h2 class="num">{open ? `${open} open` : 'Nothing is open'}</h2>
        {open > 0 && <Open shown={shown} now={now} />}
        {open > most && (
          <p>
            <a href={paths.board(search)}>{`See all ${open} on the board`}</a>
          </p>
        )}
        {o.past.length > 0 && <Past past={o.past} most={most} />}
        <p class="small">
          <a href={paths.membership(o.id)}>Work here?</a> <span class="soft">Post its opportunities yourself.</span>
        </p>
      </main>
    </Layout>
  )
}

const Open = ({ shown, now }: Pick<Props, 'shown' | 'now'>) => (
  <ol class="list">
    {shown.map((opportunity) => (
      <KeptRow key={opportunity.id} opportunity={opportunity} now={now} />
    ))}
  </ol>
)

function Facts({ organization: o }: { organization: Organization }) {
  const facts = [
    { name: 'Countries', value: o.countries.map(countryName).join(', ') },
    { name: 'Founded', value: o.foundedOn && foundedWords(o.foundedOn) },
    { name: 'Also called', value: o.aliases.join(', ') },
    {
      name: 'Part of',
      value: o.parent,
      href: paths.organizations(new URLSearchParams({ q: o.parent ?? '' }).toString()),
    },
    { name: 'Website', value: o.website && new URL(o.website).hostname.replace(/^www\./, ''), href: o.website ?? '' },
  ].filter(({ value }) => value)
  if (!facts.length) return null
  return (
    <dl class="facts">
      {facts.map(({ name, value, href }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {href ? (
              <a href={href} rel={href === o.website ? 'nofollow noopener' : undefined}>
                {value}
              </a>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** "2018", "April 2018", "1 Apr 2018": as exactly as it is known. */
function foundedWords(foundedOn: string): string {
  const [year = '', month, day] = foundedOn.split('-')
  if (!month) return year
  return day ? formatDay(foundedOn) : `${facetValueName('months', String(Number(month)))} ${year}`
}

const reasons: Record<ClosingReason, string> = {
  filled: 'filled',
  withdrawn: 'taken down',
  expired: 'closed',
  unreachable: 'no answer whether it was still open',
}

const Past = ({ past, most }: { past: readonly PastOpportunity[]; most: number }) => (
  <>
    <h2>Past</h2>
    {past.length > most && <p class="soft small">{`The newest ${most}.`}</p>}
    <ul class="list">
      {past.slice(0, most).map((o) => (
        <li key={o.id} class="organization past">
          <a href={paths.opportunity(o.id, o.title)}>{o.title}</a>
          <span class="soft small num">{`${say(o.kind)}, ${reasons[o.reason]} ${formatDay(o.endedOn)}`}</span>
        </li>
      ))}
    </ul>
  </>
)
