import type { ComponentChildren } from 'preact'
import type { Group } from '../../src/groups/queries.ts'
import { paths } from '../../src/paths.ts'
import { Layout } from '../layout.tsx'

const entries = [
  { path: paths.group, label: 'This week' },
  { path: paths.groupPeople, label: 'People' },
  { path: paths.groupPrograms, label: 'Programs' },
  { path: paths.groupLandings, label: 'Landings' },
  { path: paths.groupCheckIns, label: 'Check-ins' },
  { path: paths.groupSurveys, label: 'Surveys' },
  { path: paths.groupImpact, label: 'Impact' },
  { path: paths.groupSettings, label: 'Settings' },
]

type Props = {
  group: Pick<Group, 'id' | 'name' | 'example'>
  title: string
  current: string
  children: ComponentChildren
}

/** A page of a group's workspace, with the way around in the same place on each of them. */
export const GroupFrame = ({ group, title, current, children }: Props) => (
  <Layout
    title={`${title}: ${group.name}`}
    path={paths.me()}
    around={<GroupNav group={group} current={current} />}
    hidden
    workspace
  >
    <main id="main">{children}</main>
  </Layout>
)

const GroupNav = ({ group, current }: Pick<Props, 'group' | 'current'>) => (
  <nav class="own-pages" aria-label={group.name}>
    <b>{group.name}</b>
    {entries.map(({ path, label }) => (
      <a key={label} href={path(group.id)} aria-current={path(group.id) === current ? 'page' : undefined}>
        {label}
      </a>
    ))}
  </nav>
)
