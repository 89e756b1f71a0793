import { paths } from '../../src/paths.ts'

const entries = [
  { path: paths.me(), label: 'Account' },
  { path: paths.profile(), label: 'Profile' },
  { path: paths.ownMatches(), label: 'Matches' },
  { path: paths.applications(), label: 'Applications' },
  { path: paths.ownIntroductions(), label: 'Introductions' },
  { path: paths.ownSubscriptions(), label: 'Mail' },
  { path: paths.personalData(), label: 'Your data' },
]

/** The way around among one's own pages, in the same place on each of them. */
export const OwnNav = ({ current }: { current: string }) => (
  <nav class="own-pages" aria-label="Your pages">
    {entries.map(({ path, label }) => (
      <a key={path} href={path} aria-current={path === current ? 'page' : undefined}>
        {label}
      </a>
    ))}
  </nav>
)
