import { apiKeys, sessions } from '../../src/auth/table.ts'
import { DAY } from '../../src/calendar.ts'
import type { Membership } from '../../src/context.ts'
import { insertMany } from '../../src/db/bulk.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { interests } from '../../src/opportunities/life/table.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { closures, decisions, drafts, opportunities, retractions, revisions } from '../../src/opportunities/table.ts'
import { contentOf } from '../../src/opportunities/writing.ts'
import { invitations, members, organizations } from '../../src/organizations/table.ts'
import type { Role as StaffRole } from '../../src/people/schema.ts'
import { people } from '../../src/people/table.ts'
import { sha256 } from '../../src/secrets.ts'
import { type Given, givenBy } from '../support/given-rows.ts'
import { createWorld, ORIGIN, type World } from '../support/world.ts'
import { applicationFixtures } from './rows/applications.ts'
import { groupFixtures } from './rows/groups.ts'
import { impactFixtures } from './rows/impact.ts'
import { introductionFixtures } from './rows/introductions.ts'
import { matchingFixtures } from './rows/matching.ts'
import { peopleFixtures } from './rows/people.ts'
import { profileFixtures } from './rows/profiles.ts'
import { surveyFixtures } from './rows/surveys.ts'

/** The columns of the table, in its order. */
export const roles = [
  'visitor',
  'person',
  'author',
  'member',
  'owner',
  'foreign',
  'groupMember',
  'groupOwner',
  'moderator',
  'admin',
] as const
export type Role = (typeof roles)[number]

const OURS = 'org_ours'
const THEIRS = 'org_theirs'
const DAY_MS = DAY
const states = ['draft', 'waiting', 'published', 'closed', 'expired', 'retracted'] as const
type State = (typeof states)[number]

const staff: Partial<Record<Role, StaffRole>> = { moderator: 'moderator', admin: 'admin' }
const membership: Partial<Record<Role, [string, Membership]>> = {
  member: [OURS, 'member'],
  owner: [OURS, 'owner'],
  foreign: [THEIRS, 'owner'],
}
const personId = (role: Role) => `per_${role}`
const known = roles.filter((role) => role !== 'visitor')

const input = (state: State) =>
  OpportunityInput.parse({
    kind: 'role',
    title: `What is ${state}`,
    commitment: { basis: 'stated', hoursMin: 3, hoursMax: 3, per: 'month' },
    ...(state === 'expired' ? { closesOn: '2026-01-31' } : {}),
  })

/** Two organizations, a group, somebody in each role, and an opportunity in each state. The author is no member. */
export async function openHouse() {
  rows ??= createWorld().then(rowsOf)
  const world = await createWorld(await rows)
  world.now += 1
  return { world, ask: asker(world) }
}

let rows: Promise<Given> | undefined

async function rowsOf({ db, now }: World): Promise<Given> {
  const sessionRows = await Promise.all(
    known.map(async (role) => {
      const times = { createdAt: now, seenAt: now + DAY_MS, expiresAt: now + 30 * DAY_MS, passkeyAt: now }
      return {
        id: `ses_${role}`,
        tokenHash: await sha256(tokenOf(role)),
        personId: personId(role),
        agent: 'A browser',
        ...times,
      }
    }),
  )
  const keyRows = await Promise.all(
    (
      [
        ['own', 'member', 'organization', OURS],
        ['foreign', 'foreign', 'organization', THEIRS],
        ['personal', 'person', 'person', 'per_person'],
      ] as const
    ).map(async ([name, role, scope, subjectId]) => ({
      id: `key_${name}`,
      tokenHash: await sha256(keyToken(name)),
      name,
      scope,
      subjectId,
      personId: personId(role),
      createdAt: now,
      usedAt: now + DAY_MS,
    })),
  )
  const organization = (id: string, name: string) => ({
    id,
    name,
    nameKey: name.toLowerCase(),
    createdAt: 0,
    updatedAt: 0,
  })
  const shown = states.filter((state) => state !== 'draft' && state !== 'waiting')
  const at = { createdAt: 0, updatedAt: 0 }
  return givenBy([
    ...insertMany(db, people, [
      ...known.map((role) => ({
        id: personId(role),
        name: role,
        email: `${role}@example.test`,
        emailKey: `key of ${role}`,
        role: staff[role] ?? ('person' as const),
        example: false,
        createdAt: 0,
        provenAt: 0,
      })),
    ]),
    ...insertMany(db, sessions, sessionRows),
    ...insertMany(db, organizations, [organization(OURS, 'Ours'), organization(THEIRS, 'Theirs')]),
    ...insertMany(
      db,
      members,
      Object.entries(membership).map(([role, [organizationId, is]]) => ({
        organizationId,
        personId: personId(role as Role),
        role: is,
        addedBy: 'test',
        addedAt: 0,
      })),
    ),
    ...insertMany(db, groups, [{ id: 'grp_ours', name: 'A group', nameKey: 'a group', createdAt: 0 }]),
    ...insertMany(db, groupMembers, [
      { groupId: 'grp_ours', personId: 'per_groupMember', role: 'member' as const, addedAt: 0 },
      { groupId: 'grp_ours', personId: 'per_groupOwner', role: 'owner' as const, addedAt: 0 },
    ]),
    ...insertMany(db, apiKeys, keyRows),
    ...insertMany(
      db,
      opportunities,
      shown.map((state) => ({
        ...contentOf(input(state)),
        id: `opp_${state}`,
        organizationId: OURS,
        publishedAt: 1,
        ...at,
      })),
    ),
    ...insertMany(
      db,
      revisions,
      (['waiting', ...shown] as const).map((state) => ({
        id: `rev_${state}`,
        opportunityId: `opp_${state}`,
        organizationId: OURS,
        authorId: 'per_author',
        content: input(state),
        typed: {},
        submittedAt: now,
      })),
    ),
    ...insertMany(
      db,
      decisions,
      shown.map((state) => ({
        revisionId: `rev_${state}`,
        opportunityId: `opp_${state}`,
        verdict: 'approved' as const,
        reason: '',
        before: null,
        decidedBy: 'per_moderator',
        decidedAt: now,
      })),
    ),
    ...insertMany(db, drafts, [
      {
        opportunityId: 'opp_draft',
        organizationId: OURS,
        authorId: 'per_author',
        typed: { title: 'What is draft' },
        version: 1,
        ...at,
      },
    ]),
    ...insertMany(db, closures, [
      { opportunityId: 'opp_closed', reason: 'filled' as const, closedBy: 'test', closedAt: now },
    ]),
    ...insertMany(db, retractions, [
      {
        opportunityId: 'opp_retracted',
        reason: 'mistake' as const,
        note: 'test',
        retractedBy: 'per_moderator',
        retractedAt: now,
      },
    ]),
    ...insertMany(db, invitations, [
      {
        id: 'inv_open',
        organizationId: OURS,
        email: 'person@example.test',
        emailKey: 'key of person',
        role: 'member' as const,
        invitedBy: 'per_owner',
        invitedAt: now,
      },
    ]),
    ...insertMany(db, interests, [interestOf(now)]),
    ...introductionFixtures(db, now),
    ...profileFixtures(db),
    ...applicationFixtures(db),
    ...matchingFixtures(db),
    ...surveyFixtures(db),
    ...groupFixtures(db, now),
    ...peopleFixtures(db),
    ...impactFixtures(db),
  ])
}

const tokenOf = (role: Role) => `token-of-${role}`

const interestOf = (now: number): typeof interests.$inferInsert => ({
  id: 'int_open',
  opportunityId: 'opp_published',
  personId: 'per_person',
  name: 'Somebody',
  message: 'I have done this for two years and would like to help.',
  sentAt: now,
})

export type KeyName = 'own' | 'foreign' | 'personal'
/** The shape of real ones: `onw_` and 43 signs. */
export const keyToken = (name: KeyName) => `onw_${name.padEnd(43, '_')}`

function asker(world: World) {
  return (role: Role, method: string, path: string, body: Record<string, string> = {}) => {
    const cookie: Record<string, string> = role === 'visitor' ? {} : { Cookie: `__Host-session=${tokenOf(role)}` }
    if (method === 'GET') return world.request(path, { headers: cookie })
    const headers = { ...cookie, Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' }
    return world.request(path, { method, headers, body: new URLSearchParams(body) })
  }
}
export type House = Awaited<ReturnType<typeof openHouse>>
