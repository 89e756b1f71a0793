import type { OrganizationKey } from './organizations.ts'

type Account = {
  email: string
  name: string
  role: 'person' | 'moderator' | 'admin'
  is: string
  /** What they own. */
  organization?: OrganizationKey
  group?: string
}

/** People to sign in as: the link is mailed to `/dev/mail`. */
export const exampleAccounts: readonly Account[] = [
  { email: 'moderator@onward.test', name: 'Mira Exampleton', role: 'moderator', is: 'moderator' },
  {
    email: 'operator@onward.test',
    name: 'Otto Musterbild',
    role: 'admin',
    is: 'operator, with every right: see /admin/mail',
  },
  {
    email: 'poster@northlight.test',
    name: 'Pavel Testov',
    role: 'person',
    is: 'owner of Northlight Institute',
    organization: 'northlight',
  },
  {
    email: 'builder@lantern.test',
    name: 'Benoît Exemple',
    role: 'person',
    is: 'owner of the group Lantern',
    group: 'Lantern',
  },
  { email: 'alum@onward.test', name: 'Alma Beispiel', role: 'person', is: 'alumna with a profile' },
  { email: 'mentor@onward.test', name: 'Mentor Placeholder', role: 'person', is: 'mentor' },
  { email: 'mentee@onward.test', name: 'Mei Sample', role: 'person', is: 'mentee, with a profile' },
]
