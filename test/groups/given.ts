import { asc, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { events } from '../../src/db/table.ts'
import { groupMembers, groups } from '../../src/groups/table.ts'
import { type Client, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'

/** Founds a group as people do; answers its id. */
export async function founded(client: Client, name: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await client.post('/groups/new', { ...fields, name })
  expect([answer.status, await answer.text()]).toEqual([303, ''])
  return /\/groups\/(\w+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
}

/** A group with its owner, and somebody who has nothing to do with it. */
export async function givenGroup() {
  const world = await createWorld()
  const ada = await signIn(world, 'ada@example.test')
  const id = await founded(ada, 'Lantern')
  const stranger = await signIn(world, 'stranger@example.test')
  return { world, ada, id, stranger }
}

/** Somebody who works in a group. */
export async function groupMember(world: World, groupId: string, email: string, role: 'owner' | 'member' = 'member') {
  const client = await signIn(world, email)
  await world.db.insert(groupMembers).values({ groupId, personId: client.id, role, addedAt: world.now })
  return client
}

export const groupOf = async ({ db }: World, id: string) => (await db.select().from(groups).where(eq(groups.id, id)))[0]

export const rolesInGroup = async ({ db }: World, id: string) => {
  const rows = await db.select().from(groupMembers).where(eq(groupMembers.groupId, id)).orderBy(groupMembers.addedAt)
  return rows.map(({ personId, role }) => `${personId} ${role}`)
}

/** The names of what was recorded about something, in order. */
export const eventsOf = async ({ db }: World, subjectId: string) => {
  const rows = await db
    .select()
    .from(events)
    .where(eq(events.subjectId, subjectId))
    .orderBy(asc(events.at), asc(events.id))
  return rows.map(({ name }) => name)
}
