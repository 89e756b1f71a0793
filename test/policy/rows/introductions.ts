import { insertMany } from '../../../src/db/bulk.ts'
import type { Db, Statement } from '../../../src/db/client.ts'
import { introductions, referrals, suggestions } from '../../../src/introductions/table.ts'
import { OpportunityInput } from '../../../src/opportunities/schema.ts'
import { opportunities } from '../../../src/opportunities/table.ts'
import { contentOf } from '../../../src/opportunities/writing.ts'
import { OwnProfile, WORDS_VERSION } from '../../../src/profiles/schema.ts'
import { consents, profiles } from '../../../src/profiles/table.ts'
import { makeSecrets } from '../../../src/secrets.ts'
import { anyoneSignedIn, everybody, insiders, type Row } from './row.ts'

const FITTING = 'opp_fitting'
/** Whom it fits: of no organization. */
const FOUND = 'per_groupOwner'
/** As the world of the tests makes it. */
const handle = await makeSecrets(['test-key-0123456789abcdef0123456789abcdef']).fingerprint(
  `talent ${FITTING} ${FOUND}`,
)

/** An opportunity that fits somebody, a request and a suggestion that wait for the person, and their link. */
export function introductionFixtures(db: Db, now: number): Statement[] {
  const at = { createdAt: 0, updatedAt: 0 }
  const input = OpportunityInput.parse({ kind: 'role', title: 'What fits', professions: ['engineering'] })
  const request = { message: 'Could we talk about it next week?', askedBy: 'per_owner', askedAt: now }
  const content = OwnProfile.parse({ professions: ['engineering'] })
  const consent = { purpose: 'organizations' as const, wordsVersion: WORDS_VERSION, givenAt: 0 }
  return [
    ...insertMany(db, opportunities, [
      { ...contentOf(input), id: FITTING, organizationId: 'org_ours', publishedAt: 1, ...at },
    ]),
    ...insertMany(db, profiles, [{ personId: FOUND, content, version: 1, ...at }]),
    ...insertMany(db, consents, [
      { id: 'con_1', personId: FOUND, ...consent },
      { id: 'con_2', personId: 'per_person', ...consent },
    ]),
    ...insertMany(db, introductions, [
      { id: 'itr_open', opportunityId: FITTING, organizationId: 'org_ours', personId: 'per_person', ...request },
    ]),
    ...insertMany(db, suggestions, [
      {
        ...{ id: 'sug_open', opportunityId: FITTING, personId: 'per_person', suggestedBy: 'per_moderator' },
        ...{ note: '', suggestedAt: now },
      },
    ]),
    ...insertMany(db, referrals, [
      { id: 'rfl_1', token: 'token', opportunityId: FITTING, personId: 'per_person', createdAt: now },
    ]),
  ]
}

const hidden = 's ---- --- --'
/** Moderators see whom it fits, and do not ask. */
const askers = 's --yy --- xx'
const suggesters = 's xxxx xyy yy'
const own = 's y--- --- --'

const on = { id: FITTING }
const card = { ...on, handle }
const unseen = ['opp_waiting', 'opp_draft', 'opp_retracted']
const suggestion = { email: 'somebody@example.test' }

export const introductionRows: Row[] = [
  { route: 'GET /opportunities/:id/talent', on, cells: insiders },
  { route: 'GET /opportunities/:id/talent', on: { id: 'opp_closed' }, cells: insiders },
  { route: 'GET /opportunities/:id/talent/:handle', on: card, cells: askers },
  {
    route: 'POST /opportunities/:id/talent/:handle',
    on: card,
    cells: askers,
    body: { message: 'Could we talk about it next week?' },
  },
  // What an organization sees of somebody for one opportunity it does not see by another.
  { route: 'GET /opportunities/:id/talent/:handle', on: { id: 'opp_published', handle }, cells: 's ---- --- xx' },
  { route: 'GET /introductions/:id', on: { id: 'itr_open' }, cells: 's y-yy --- --' },
  { route: 'POST /introductions/:id', on: { id: 'itr_open' }, cells: 's y-xx --- --', body: { answer: 'accepted' } },
  { route: 'GET /me/introductions', cells: anyoneSignedIn },
  { route: 'POST /me/suggestions/:id/dismissal', on: { id: 'sug_open' }, cells: own },
  { route: 'GET /opportunities/:id/suggestions', on, cells: suggesters },
  { route: 'POST /opportunities/:id/suggestions', on, cells: suggesters, body: suggestion },
  { route: 'GET /opportunities/:id/referrals', on, cells: anyoneSignedIn },
  { route: 'POST /opportunities/:id/referrals', on, cells: anyoneSignedIn },
  { route: 'GET /opportunities/:id/passed-on/:token', on: { ...on, token: 'token' }, cells: everybody },
  ...unseen.flatMap((id): Row[] => [
    { route: 'GET /opportunities/:id/talent', on: { id }, cells: hidden },
    { route: 'GET /opportunities/:id/suggestions', on: { id }, cells: hidden },
    { route: 'POST /opportunities/:id/suggestions', on: { id }, cells: hidden, body: suggestion },
    { route: 'GET /opportunities/:id/referrals', on: { id }, cells: hidden },
    { route: 'POST /opportunities/:id/referrals', on: { id }, cells: hidden },
  ]),
]
