import type { Person } from '../../src/context.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'
import { StaffLinks } from '../moderation/staff-links.tsx'

const places = [
  { path: paths.moderation(), name: 'Queue', about: 'Opportunities that wait for a decision, oldest first' },
  { path: paths.moderationReports(), name: 'Reports', about: 'What readers say is closed, broken or misleading' },
  { path: paths.audit(), name: 'Audit log', about: 'Everything that was done, by whom, sealed in a chain' },
  { path: paths.auditCsv(), name: 'Export the log', about: 'As CSV; asks for a reason and keeps it' },
  {
    path: paths.organizations(),
    name: 'Organizations',
    about: 'Each has an office with trust, merging and suspension',
  },
]

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
        {places.map(({ path, name, about }) => (
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
