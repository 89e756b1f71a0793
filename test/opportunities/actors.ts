import type { KeyHolder, Membership, Person } from '../../src/context.ts'
import type { Role } from '../../src/people/schema.ts'

/** Somebody signed in, for commands called without a browser. */
export const personCalled = (
  id: string,
  { role = 'person', organizations = {} }: { role?: Role; organizations?: Record<string, Membership> } = {},
): Person => ({
  type: 'person',
  id,
  name: '',
  role,
  example: false,
  emailKey: `key of ${id}`,
  session: { id: `ses of ${id}`, passkeyAt: 1 },
  hasPasskey: true,
  organizations,
  groups: {},
})

export const keyOf = (organizationId: string, personId: string): KeyHolder => ({
  type: 'key',
  id: `key of ${organizationId}`,
  scope: 'organization',
  subjectId: organizationId,
  personId,
})
