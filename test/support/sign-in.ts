import { eq } from 'drizzle-orm'
import { sessions } from '../../src/auth/table.ts'
import type { Membership } from '../../src/context.ts'
import { members, organizations } from '../../src/organizations/table.ts'
import type { Role } from '../../src/people/schema.ts'
import { people } from '../../src/people/table.ts'
import { linkIn } from './given.ts'
import { ORIGIN, type World } from './world.ts'

/** A browser: it keeps the cookies it is given. */
export function openClient(world: World) {
  const jar = new Map<string, string>()
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (jar.size) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await world.request(path, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    jar,
    request,
    get: (path: string) => request(path),
    /** Posts a form as a browser does from a page of ours. */
    post: (path: string, fields: Record<string, string> | [string, string][] = {}) =>
      request(path, {
        method: 'POST',
        headers: { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' },
        body: new URLSearchParams(fields),
      }),
    postJson: (path: string, body: unknown) =>
      request(path, {
        method: 'POST',
        headers: { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
  }
}
export type Client = ReturnType<typeof openClient>

/** Asks for a link as `email` and answers its path; the mail is taken out of the collected ones. */
export async function askForLink(world: World, client: Client, email: string, next = ''): Promise<string> {
  await client.post('/sign-in', { email, next })
  await world.drain()
  return linkIn(world.mails.pop()?.text ?? '', 'sign-in/')
}

type As = { role?: Role; organizations?: Record<string, Membership>; example?: boolean }

/** Signs somebody in as people do: form, mail, press. Answers their browser and their id. */
export async function signIn(world: World, email: string, { role, organizations: of = {}, example }: As = {}) {
  const client = openClient(world)
  await client.post(await askForLink(world, client, email))
  const [person] = await world.db.select({ id: people.id }).from(people).where(eq(people.email, email))
  const id = person?.id ?? ''
  // Staff are examples here: they get by without a passkey.
  const staff = example ?? (role !== undefined && role !== 'person')
  if (role || staff)
    await world.db
      .update(people)
      .set({ role: role ?? 'person', example: staff })
      .where(eq(people.id, id))
  for (const [organizationId, membership] of Object.entries(of))
    await world.db
      .insert(members)
      .values({ organizationId, personId: id, role: membership, addedBy: 'test', addedAt: world.now })
  return { ...client, id }
}

/** An account that others set up for an address, with a session of theirs, `ses_x`; answers its id. */
export async function preparedAccount(world: World, email: string): Promise<string> {
  const emailKey = await world.ctx().secrets.fingerprint(email)
  const id = 'per_x'
  await world.db.insert(people).values({ id, name: '', email, emailKey, role: 'person', createdAt: 0 })
  const times = { createdAt: 0, seenAt: 0, expiresAt: world.now * 2 }
  await world.db.insert(sessions).values({ id: 'ses_x', tokenHash: 'x', personId: id, agent: '', ...times })
  return id
}

/** An invented organization; answers its id. */
export async function organizationCalled(world: World, name: string, website: string | null = null): Promise<string> {
  const id = world.ctx().newId('org')
  const nameKey = name.toLowerCase()
  await world.db
    .insert(organizations)
    .values({ id, name, nameKey, website, createdAt: world.now, updatedAt: world.now })
  return id
}

/** An API key of a person's own. */
export async function personalKey(maker: Pick<Client, 'post'>): Promise<string> {
  const page = await (await maker.post('/me/keys', { name: 'Mine' })).text()
  return /onw_[\w-]{43}/.exec(page)?.[0] ?? ''
}

/** An API key of an organization, made by a new member of it as people do. */
export async function keyFor(world: World, organizationId: string, email = 'maker@example.test') {
  const maker = await signIn(world, email, { organizations: { [organizationId]: 'member' } })
  const page = await (await maker.post('/me/keys', { name: 'Careers page', subject: organizationId })).text()
  const [token = ''] = /onw_[\w-]{43}/.exec(page) ?? []
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    world.request(`/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { token, maker, send }
}
