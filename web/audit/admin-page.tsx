import type { Person } from '../../src/context.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { StaffLinks } from '../moderation/staff-links.tsx'

type Place = { path: string; name: string; about: string; admins?: true }

const places: Place[] = [
  { path: paths.moderation(), name: 'Queue', about: 'Opportunities that wait for a decision, oldest first' },
  { path: paths.moderationReports(), name: 'Reports', about: 'What readers say is closed, broken or misleading' },
  { path: paths.audit(), name: 'Audit log', about: 'Everything that was done, by whom, sealed in a chain' },
  { path: paths.auditCsv(), name: 'Export the log', about: 'As CSV; asks for a reason and keeps it' },
  {
    path: paths.mailRuns(),
    name: 'Mail',
    about: 'Digests by run, what failed, what is uncertain and what to do about it',
    admins: true,
  },
  {
    path: paths.organizations(),
    name: 'Organizations',
    about: 'Each has an office with trust, merging and suspension',
  },
]

const placesOf = ({ role }: Person) => places.filter(({ admins }) => !admins || role === 'admin')

export const AdminPage = ({ person }: { person: Person }) => (
  <Layout title="Administration" hidden workspace>
    <main id="main" class="narrow">
      <StaffLinks />
      <h1>Administration</h1>
      <p class="soft">
        You are here as {person.role}. To find an opportunity or a person by id or address, use the field on the{' '}
        <a href={paths.moderation()}>queue</a>.
      </p>
      <ul class="lines">
        {placesOf(person).map(({ path, name, about }) => (
          <li key={path}>
            <span>
              <a href={path}>{name}</a>
              <br />
              <span class="soft small">{about}</span>
            </span>
          </li>
        ))}
      </ul>
    </main>
  </Layout>
)
