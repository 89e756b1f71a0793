import { dayIn, formatDay } from '../../src/calendar.ts'
import type { Issue } from '../../src/errors.ts'
import type { ComparedOrganization } from '../../src/organizations/comparing.ts'
import type { LookAlike } from '../../src/organizations/look-alikes.ts'
import { paths } from '../../src/paths.ts'
import { countryName } from '../../src/places/countries.ts'
import { Layout } from '../layout.tsx'
import { StaffLinks } from '../moderation/staff-links.tsx'
import { Field } from '../ui/field.tsx'
import { FormSummary } from '../ui/form-summary.tsx'

type Props = {
  from: ComparedOrganization
  into: ComparedOrganization | null
  q: string
  found: readonly LookAlike[]
  typed?: string
  issues?: Issue[]
}

export const MergePage = ({ from, into, q, found, typed = '', issues = [] }: Props) => (
  <Layout title={`Merge ${from.name}`} path={paths.moderation()} hidden workspace>
    <main id="main" class="narrow">
      <StaffLinks />
      <h1>{`Merge ${from.name} into another`}</h1>
      <FormSummary issues={issues} labels={into ? { reason: 'Reason' } : {}} />
      {into ? <Compared from={from} into={into} typed={typed} issues={issues} /> : null}
      <section class="panel">
        <h2>{into ? 'Another one instead?' : 'Which one stays?'}</h2>
        <form class="search" method="get" action={paths.organizationMerge(from.id)}>
          <input type="search" name="q" maxlength={200} aria-label="Search organizations" value={q} />
          <button class="button" type="submit">
            Search
          </button>
        </form>
        {found.length === 0 && (
          <p class="soft">{q ? `No other organization is called “${q}”.` : 'Search for it by name.'}</p>
        )}
        <ul class="lines">
          {found.map(({ id, name, website }) => (
            <li key={id}>
              <span>
                {name}
                {website && <span class="soft small"> {new URL(website).hostname}</span>}
              </span>
              <a class="button" href={paths.organizationMerge(from.id, `into=${id}`)}>
                Compare<span class="visually-hidden">{` with ${name}`}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </main>
  </Layout>
)

type Row = { label: string; of: (o: ComparedOrganization) => string | number }
const rows: Row[] = [
  { label: 'Name', of: (o) => o.name },
  { label: 'Also called', of: (o) => o.aliases.join(', ') },
  { label: 'Website', of: (o) => o.website?.replace(/^https?:\/\//, '') ?? '' },
  { label: 'Countries', of: (o) => o.countries.map(countryName).join(', ') },
  { label: 'Here since', of: (o) => formatDay(dayIn(o.createdAt, 'UTC')) },
  { label: 'Opportunities', of: (o) => o.opportunities },
  { label: 'Members', of: (o) => o.members && `${o.members} (owners: ${o.owners})` },
  { label: 'From sources', of: (o) => o.imports },
  { label: 'Verified domain', of: (o) => o.verifiedDomain ?? 'none' },
  { label: 'Trusted', of: (o) => (o.isTrusted ? 'yes' : 'no') },
]

type Both = { from: ComparedOrganization; into: ComparedOrganization }

const Compared = ({ from, into, typed, issues }: Both & { typed: string; issues: Issue[] }) => (
  <form method="post" action={paths.organizationMerge(from.id)} class="panel">
    <table class="compared">
      <caption class="visually-hidden">The two organizations side by side</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">What</span>
          </th>
          <th scope="col">Goes</th>
          <th scope="col">Stays</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, of }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{of(from) || '–'}</td>
            <td>{of(into) || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p>{`Everything of the left one moves to ${into.name}: opportunities and what waits, members, invitations, keys, what sources say. Its names become other names, and its address leads there. What ${into.name} says of itself stays; only gaps are filled.`}</p>
    {into.owners > 0 && from.owners > 0 && <p>Owners who come along become members: owners there can raise them.</p>}
    {into.isTrusted && !from.isTrusted && from.members > 0 && (
      <p class="flag">It loses its trust, for the members who come along are not trusted. You can trust it again.</p>
    )}
    <p>
      <b>This cannot be undone.</b>
    </p>
    <input type="hidden" name="into" value={into.id} />
    <Field
      name="reason"
      label="Reason, for the record"
      required
      value={typed}
      error={issues.find(({ path }) => path === 'reason')?.message}
    />
    <p class="actions">
      <button class="button main" type="submit">
        Merge
      </button>{' '}
      <a class="button" href={paths.organizationMerge(into.id, `into=${from.id}`)}>
        The other way round
      </a>
    </p>
  </form>
)
