import type { Issue } from '../../src/errors.ts'
import type { DirectoryQuery } from '../../src/organizations/directory.ts'
import type { DirectoryRow } from '../../src/organizations/queries.ts'
import { paths } from '../../src/paths.ts'
import { countryName } from '../../src/places/countries.ts'
import { say } from '../../src/search/naming.ts'
import type { Offer } from '../../src/search/of-organizations.ts'
import { Layout } from '../layout.tsx'
import { Notices } from '../ui/notices.tsx'
import { VerifiedBadge } from './verified-domain.tsx'

type Props = {
  query: DirectoryQuery
  issues: Issue[]
  organizations: DirectoryRow[]
  offers: ReadonlyMap<string, Offer>
  total: number
  next: string | null
  previous: string | null
}

export function DirectoryPage({ query, issues, organizations, offers, total, next, previous }: Props) {
  return (
    <Layout
      title="Organizations"
      path={paths.organizations()}
      description="Who offers internships, fellowships and roles in AI safety, from A to Z."
    >
      <main id="main" class="narrow organizations">
        <h1>Organizations</h1>
        <search>
          <form class="search" method="get" action={paths.organizations()}>
            <label for="q">Name</label>
            <input id="q" type="search" name="q" maxlength={200} value={query.q} />
            <button class="button main" type="submit">
              Search
            </button>
          </form>
        </search>
        <Notices notices={issues} />
        {organizations.length ? (
          <>
            <h2 class="num">{countWords(total, query.q)}</h2>
            <ol class="list">
              {organizations.map((organization) => (
                <Row key={organization.id} organization={organization} offer={offers.get(organization.id)} />
              ))}
            </ol>
          </>
        ) : (
          <Nothing q={query.q} />
        )}
        <Paging q={query.q} next={next} previous={previous} />
      </main>
    </Layout>
  )
}

const countWords = (total: number, q: string) =>
  `${total} ${total === 1 ? 'organization' : 'organizations'}${q ? ` for “${q}”` : ' from A to Z'}`

const COUNTRIES_SHOWN = 3

function Row({ organization: o, offer }: { organization: DirectoryRow; offer: Offer | undefined }) {
  const countries = o.countries.slice(0, COUNTRIES_SHOWN).map(countryName)
  if (o.countries.length > COUNTRIES_SHOWN) countries.push(`${o.countries.length - COUNTRIES_SHOWN} more`)
  return (
    <li class="organization">
      <h3>
        <a href={paths.organization(o.id, o.name)}>{o.name}</a>
        {o.example && <span class="kind example">example</span>}
        {o.verifiedDomain && <VerifiedBadge />}
      </h3>
      <p class="soft small">{[countries.join(', '), offer?.kinds.map(say).join(', ')].filter(Boolean).join(' · ')}</p>
      {offer?.open ? (
        <a href={paths.board(`org=${o.id}`)}>{`${offer.open} open`}</a>
      ) : (
        <span class="soft small">nothing open</span>
      )}
    </li>
  )
}

const Nothing = ({ q }: { q: string }) => (
  <div class="panel">
    <h2>{q ? `No organization is called “${q}”` : 'No organization is here yet'}</h2>
    <p>
      {q && (
        <>
          <a href={paths.organizations()}>See all of them</a>, or{' '}
        </>
      )}
      <a href={paths.board(q ? new URLSearchParams({ q }).toString() : '')}>
        {q ? 'search what is open for it' : 'See what is open'}
      </a>
      .
    </p>
  </div>
)

function Paging({ q, next, previous }: { q: string } & Pick<Props, 'next' | 'previous'>) {
  if (!next && !previous) return null
  const at = (cursor: string) =>
    paths.organizations(new URLSearchParams([...(q ? [['q', q]] : []), ['cursor', cursor]]).toString())
  return (
    <nav class="paging" aria-label="Pages">
      {previous && (
        <a class="button" rel="prev" href={at(previous)}>
          Previous page
        </a>
      )}
      {next && (
        <a class="button" rel="next" href={at(next)}>
          Next page
        </a>
      )}
    </nav>
  )
}
