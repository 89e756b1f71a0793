import { eq } from 'drizzle-orm'
import { notices } from '../../src/mail/table.ts'
import { openChecks, opportunities } from '../../src/opportunities/table.ts'
import { organizations } from '../../src/organizations/table.ts'
import { openClient, signIn } from '../support/sign-in.ts'
import type { World } from '../support/world.ts'

export const ORGANIZATION = 'org_northlight'
export const office = `/organizations/${ORGANIZATION}/office/opportunities`

/** A member of the organization that `publish` publishes for. */
export async function memberOf(world: World, email = 'member@northlight.test') {
  const name = 'Northlight Institute'
  const organization = { id: ORGANIZATION, name, nameKey: name.toLowerCase(), createdAt: 0, updatedAt: 0 }
  await world.db.insert(organizations).values(organization).onConflictDoNothing()
  return signIn(world, email, { organizations: { [ORGANIZATION]: 'member' } })
}

export async function rowOf(world: World, id: string) {
  const [row] = await world.db.select().from(opportunities).where(eq(opportunities.id, id))
  if (!row) throw new Error(`${id} is gone`)
  return row
}

export async function checkOf(world: World, id: string) {
  const [row] = await world.db.select().from(openChecks).where(eq(openChecks.opportunityId, id))
  return row
}

export const noticesOf = (world: World) => world.db.select().from(notices)

/** The mails since the last look. */
export const newMails = (world: World) => world.mails.splice(0)

/** A reader's browser in a network of its own. */
export function reader(world: World, network: string) {
  const client = openClient(world)
  const headers = { 'CF-Connecting-IP': network, Origin: 'http://onward.test', 'Sec-Fetch-Site': 'same-origin' }
  return {
    get: (path: string, more: Record<string, string> = {}) =>
      client.request(path, { headers: { ...headers, ...more } }),
    head: (path: string) => client.request(path, { method: 'HEAD', headers }),
    post: (path: string, fields: Record<string, string> = {}) =>
      client.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) }),
  }
}
