import { insertMany } from '../../../src/db/bulk.ts'
import type { Db, Statement } from '../../../src/db/client.ts'
import { OwnProfile, WORDS_VERSION } from '../../../src/profiles/schema.ts'
import { consents, profiles, termProposals } from '../../../src/profiles/table.ts'
import type { ApiRow } from './api.ts'
import { anyoneSignedIn, everybody, nobody, type Row, staff } from './row.ts'

export const profileRows: Row[] = [
  { route: 'GET /me/profile', cells: anyoneSignedIn },
  { route: 'POST /me/profile', cells: anyoneSignedIn, body: { version: '0', hours: '3' } },
  // The member has a public page, the author has a profile only.
  { route: 'GET /people/:id', on: { id: 'per_member' }, cells: everybody },
  { route: 'GET /people/:id', on: { id: 'per_author' }, cells: nobody },
  { route: 'GET /moderation/terms', cells: staff },
  { route: 'POST /moderation/terms', cells: staff, body: { term: 'bird counting', verdict: 'declined' } },
]

export const profileApiRows: ApiRow[] = [{ route: 'GET /api/v1/me', json: undefined, cells: 's s yxx' }]

/** Two people with a profile, one of whom has a public page and a skill in words of their own. */
export function profileFixtures(db: Db): Statement[] {
  const at = { createdAt: 0, updatedAt: 0 }
  const content = OwnProfile.parse({ otherSkills: ['Bird counting'] })
  const term = { personId: 'per_member', termKey: 'bird counting', term: 'Bird counting', proposedAt: 0 }
  const consent = { purpose: 'public_page', wordsVersion: WORDS_VERSION, givenAt: 0 } as const
  return [
    ...insertMany(db, profiles, [
      { personId: 'per_member', content, version: 1, ...at },
      { personId: 'per_author', content: OwnProfile.parse({}), version: 1, ...at },
    ]),
    ...insertMany(db, consents, [{ id: 'con_member', personId: 'per_member', ...consent }]),
    ...insertMany(db, termProposals, [term]),
  ]
}
