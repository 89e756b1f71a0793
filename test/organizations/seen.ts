import { eq } from 'drizzle-orm'
import { events } from '../../src/db/table.ts'
import { members, organizations, renamings, verifications } from '../../src/organizations/table.ts'
import { signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

/** Adds an organization as somebody signed in does, and answers its id. */
export async function added(
  client: { post: (path: string, fields: Record<string, string>) => Promise<Response> },
  name: string,
  fields: Record<string, string> = {},
): Promise<string> {
  const answer = await client.post('/organizations/new', { name, ...fields })
  const [, id] = /\/organizations\/(\w+)\/office\?done=added$/.exec(answer.headers.get('location') ?? '') ?? []
  if (!id) throw new Error(`${answer.status} ${await answer.text()}`)
  return id
}

/** Everybody's rows, as `person role`. */
export const rolesIn = async (world: World, organizationId: string) =>
  (await world.db.select().from(members).where(eq(members.organizationId, organizationId)))
    .map(({ personId, role }) => `${personId} ${role}`)
    .sort()

export const organizationOf = async (world: World, id: string) =>
  (await world.db.select().from(organizations).where(eq(organizations.id, id)))[0]

export const domainOfBadge = async (world: World, organizationId: string) =>
  (await world.db.select().from(verifications).where(eq(verifications.organizationId, organizationId)))[0]?.domain ??
  null

export const eventsOf = async (world: World, subjectId: string) =>
  (await world.db.select().from(events).where(eq(events.subjectId, subjectId))).map(({ name }) => name)

export const moderator = (world: World) => signIn(world, 'moderator@onward.test', { role: 'moderator' })

/** Approves or refuses the name that waits, as it stands in the database. */
export async function approve(
  world: World,
  client: { post: (path: string, fields: Record<string, string>) => Promise<Response> },
  id: string,
  answer = 'approved',
): Promise<Response> {
  const [row] = await world.db.select().from(renamings).where(eq(renamings.organizationId, id))
  return client.post(`/organizations/${id}/renaming`, { answer, askedAt: String(row?.askedAt ?? 0) })
}
