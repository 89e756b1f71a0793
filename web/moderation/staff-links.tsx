import { paths } from '../../src/paths.ts'

const links = [
  { path: paths.moderation(), name: 'Queue' },
  { path: paths.moderationReports(), name: 'Reports' },
  { path: paths.moderationTerms(), name: 'Terms' },
  { path: paths.audit(), name: 'Audit log' },
  { path: paths.admin(), name: 'Administration' },
]

/** The way around for moderators and admins, above each of their pages. */
export const StaffLinks = ({ path }: { path?: string }) => (
  <nav class="staff small" aria-label="Moderation">
    {links.map((link) => (
      <a key={link.path} href={link.path} aria-current={link.path === path ? 'page' : undefined}>
        {link.name}
      </a>
    ))}
  </nav>
)
