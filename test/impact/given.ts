import { apiKeys } from '../../src/auth/table.ts'
import type { Membership } from '../../src/context.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { cohorts, participants, participations, programs } from '../../src/programs/table.ts'
import { sha256 } from '../../src/secrets.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

export const GROUP = 'grp_ours'

const at = { createdAt: 0, updatedAt: 0 }

/** A group with somebody signed in for each membership named. */
export async function groupWith(...members: Membership[]) {
  const world = await createWorld()
  await addGroup(world)
  const owner = await memberOfGroup(world, 'owner@example.test', members[0] ?? 'owner')
  return { world, owner }
}

export const addGroup = (world: Pick<World, 'db'>, id = GROUP, name = 'Lighthouse') =>
  world.db.insert(groups).values({ id, name, nameKey: `${name} ${id}`.toLowerCase(), createdAt: 0 })

export async function memberOfGroup(world: World, email: string, role: Membership, groupId = GROUP) {
  const person = await signIn(world, email)
  await world.db.insert(groupMembers).values({ groupId, personId: person.id, role, addedAt: 0 })
  return person
}

const emptyProgram = { about: '', aboutHtml: '', languages: [], audiences: [] }

type Held = { groupId?: string; cohorts?: number; people?: string[]; cost?: number | null; name?: string }

/** A program with so many cohorts, and who took part in the first. */
export async function programHeld(world: Pick<World, 'db'>, id: string, held: Held = {}): Promise<string> {
  const { groupId = GROUP, cohorts: count = 1, people = [], cost = null, name = `Program ${id}` } = held
  const program = { id, groupId, name, activity: 'bootcamp' as const }
  await world.db.insert(programs).values({ ...program, ...emptyProgram, ...at })
  for (let number = 1; number <= count; number++)
    await world.db.insert(cohorts).values({
      ...{ id: `${id}_${number}`, programId: id, number, name: `Cohort ${number}` },
      ...{ startsOn: '2025-09-01', endsOn: '2025-12-01', cost, currency: cost === null ? null : 'EUR', ...at },
    })
  for (const person of people) await tookPart(world, person, `${id}_1`, groupId)
  return id
}

/** Records somebody as a participant, once, and that they took part. */
export async function tookPart(
  world: Pick<World, 'db'>,
  person: string,
  cohortId: string,
  groupId = GROUP,
): Promise<string> {
  const id = `ptc_${person}`
  const held = { basis: 'consent', basisBy: 'test', basisAt: 0 } as const
  await world.db
    .insert(participants)
    .values({ id, groupId, name: `${person} Example`, email: `${person}@example.test`, emailKey: id, ...held, ...at })
    .onConflictDoNothing()
  await world.db
    .insert(participations)
    .values({ id: `prt_${person}_${cohortId}`, participantId: id, cohortId, role: 'participant', ...at })
  return id
}

/** Sends to the API with a key of the group, made by one of its members. */
export async function groupKey(world: World, personId: string, groupId = GROUP) {
  const token = `onw_${`key${groupId}`.padEnd(43, '_')}`
  const key = { id: `key_${groupId}`, name: 'Key', scope: 'group', subjectId: groupId, personId } as const
  await world.db.insert(apiKeys).values({ ...key, tokenHash: await sha256(token), createdAt: 0 })
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    world.request(`/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    })
}

export const estimate = {
  participantId: '',
  effect: 'kickstarting',
  with: '0.9',
  without: '0.2',
  low: '0.5',
  high: '0.8',
  method: 'interview',
  note: 'We asked twice.',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  estimatedOn: '2026-03-01',
  after: '0',
}
