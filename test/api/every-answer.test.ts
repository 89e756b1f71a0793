import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeKey } from '../../src/auth/api-keys.ts'
import { apiKeys, keptAnswers } from '../../src/auth/table.ts'
import { groupMembers } from '../../src/groups/table.ts'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { closures, opportunities } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { profiles } from '../../src/profiles/table.ts'
import { objections } from '../../src/programs/participants/table.ts'
import { sha256 } from '../../src/secrets.ts'
import { importOpenings, opening } from '../imports/importing-rows.ts'
import { groupCalled } from '../programs/participants/given.ts'
import { publish } from '../support/given.ts'
import { keyFor, organizationCalled, personalKey } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { type Document, readingBy } from './documented.ts'
import { everyField, publishProgram } from './given.ts'
import { impactAsks } from './impact-asks.ts'

let world: World
let document: Document
let faults: ReturnType<typeof readingBy>
let ids: { full: string; bare: string; closed: string; filled: string; foreign: string }
let key: Awaited<ReturnType<typeof keyFor>>
let personal: string
let ofGroup: string

/** One with every field, one with none, one closed: what is not stated must be null. */
beforeAll(async () => {
  world = await createWorld()
  const full = await publish(world, everyField)
  await publish(world, { kind: 'training', teaches: ['facilitation'], pay: { kind: 'unpaid' } as never })
  const bare = await publish(world)
  const closed = await publish(world)
  await world.db
    .insert(closures)
    .values({ opportunityId: closed, reason: 'filled', closedBy: 'test', closedAt: world.now })
  const foreign = await publish(world)
  const other = await organizationCalled(world, 'Other')
  await world.db.update(opportunities).set({ organizationId: other }).where(eq(opportunities.id, foreign))
  key = await keyFor(world, 'org_northlight')
  personal = await personalKey(key.maker)
  ofGroup = await groupKey()
  ids = { full, bare, closed, filled: await publish(world), foreign }
  await publishProgram(world, ids.full)
  document = (await (await world.get(paths.openapi())).json()) as Document
  faults = readingBy(document)
})

/** A key of a group with a cohort, made by who made the other ones. */
async function groupKey(): Promise<string> {
  const groupId = await groupCalled(world)
  await world.db.insert(groupMembers).values({ groupId, personId: key.maker.id, role: 'member', addedAt: 0 })
  return makeKey(world.ctx(), { personId: key.maker.id, scope: 'group', subjectId: groupId, name: 'Group' })
}

const get = (path: string) => () => world.get(`/api/v1${path}`)
const post = (path: string, body: unknown) => () => world.postJson(`/api/v1${path}`, body)
const form = (path: string) => () =>
  world.request(`/api/v1${path}`, { method: 'POST', body: new URLSearchParams({ profile: '{}' }) })
const large = { more: 'x'.repeat(65 * 1024) }
const asked = { email: 'reader@example.test' }

async function askTooOften(): Promise<Response> {
  for (let i = 0; ; i++) {
    const answer = await world.postJson('/api/v1/subscriptions', { email: `reader${i}@example.test` })
    if (answer.status !== 202 || i > 500) return answer
  }
}

const write = (method: string, path: () => string, body: unknown, headers?: Record<string, string>) => () =>
  key.send(method, path(), body, headers)
const written = { kind: 'role', title: 'Written' }
const closing = { reason: 'filled' }
const keyless = { Authorization: 'Bearer onw_nobody' }
const asPerson = (method: string, path: () => string, body: unknown) => () =>
  key.send(method, path(), body, { Authorization: `Bearer ${personal}` })
const mine = (path: string) => asPerson('GET', () => path, undefined)
/** The key's maker has stated something of themselves. */
async function ownMatches(): Promise<Response> {
  const { id } = key.maker
  const at = { createdAt: 0, updatedAt: 0 }
  await world.db.insert(profiles).values({ personId: id, content: OwnProfile.parse({}), version: 1, ...at })
  const answer = await asPerson('GET', () => '/me/matches', undefined)()
  await world.db.delete(profiles).where(eq(profiles.personId, id))
  return answer
}
const asForm = { 'Content-Type': 'application/x-www-form-urlencoded' }
/** As long as the first request under an Idempotency-Key has not answered. */
const underWay = (method: string, path: () => string, body: unknown) => async () => {
  const requestHash = await sha256(`${method} /api/v1${path()} ${JSON.stringify(body)}`)
  const [holder] = await world.db.select().from(apiKeys)
  const idempotencyKey = `${method}:${path()}`
  await world.db.insert(keptAnswers).values({ keyId: holder?.id ?? '', idempotencyKey, requestHash, at: world.now })
  return key.send(method, path(), body, { 'Idempotency-Key': idempotencyKey })
}
async function writeTooOften(method: string, path: () => string): Promise<Response> {
  for (let i = 0; ; i++) {
    const answer = await key.send(method, path(), { ...written, title: `Written ${i}` })
    if (answer.status >= 400 || i > 100) return answer
  }
}
const asGroup =
  (method: string, path: () => string, body: unknown, headers: Record<string, string> = {}) =>
  () =>
    key.send(method, path(), body, { Authorization: `Bearer ${ofGroup}`, ...headers })
const took = () => '/groups/grp_lantern/participations'
const elsewhere = () => '/groups/grp_none/participations'
const taken = () => ({
  externalId: 'x1',
  name: 'Ada Example',
  basis: 'consent',
  cohortId: 'coh_lantern1',
  stage: 'research',
})
/** The owner of the mailbox asked not to be held. */
async function refusing(): Promise<Response> {
  const emailKey = await emailKeyOf(world.ctx(), 'no@people.test')
  await world.db.insert(objections).values({ groupId: 'grp_lantern', emailKey, objectedAt: 0 })
  return asGroup('POST', took, { ...taken(), externalId: undefined, email: 'no@people.test' })()
}
const all = () => '/opportunities'
const tracker = () => '/me/applications'
const tracking = () => ({ opportunityId: ids.bare, state: 'applied' })
const full = () => `/opportunities/${ids.full}`
const foreign = () => `/opportunities/${ids.foreign}`
const none = () => '/opportunities/opp_none'
const closureOf = (path: () => string) => () => `${path()}/closure`

/** Every answer that the document promises, and how to get it. */
const asks: Record<string, () => Response | Promise<Response>> = {
  'get /opportunities 200': get('/opportunities?limit=50'),
  'get /opportunities 422': get('/opportunities?kind=job&limit=0'),
  'get /opportunities/facets 200': get('/opportunities/facets?pay=stipend'),
  'get /opportunities/facets 422': get('/opportunities/facets?flavour=sweet'),
  'get /opportunities/{id} 200': () => world.get(paths.apiOpportunity(ids.full)),
  'get /opportunities/{id} 404': get('/opportunities/opp_none'),
  'get /opportunities/{id} 422': () => world.get(`${paths.apiOpportunity(ids.full)}?deep=1`),
  'post /opportunities 201': write('POST', all, written),
  'post /opportunities 400': write('POST', all, '{'),
  'post /opportunities 401': write('POST', all, written, keyless),
  'post /opportunities 403': asPerson('POST', all, written),
  'post /opportunities 409': underWay('POST', all, written),
  'post /opportunities 413': write('POST', all, large),
  'post /opportunities 415': write('POST', all, '', asForm),
  'post /opportunities 422': write('POST', all, { ...written, role: 'admin' }),
  'patch /opportunities/{id} 200': write('PATCH', full, { seats: 5 }),
  'patch /opportunities/{id} 400': write('PATCH', full, '{'),
  'patch /opportunities/{id} 401': write('PATCH', full, {}, keyless),
  'patch /opportunities/{id} 403': write('PATCH', foreign, { seats: 5 }),
  'patch /opportunities/{id} 404': write('PATCH', none, { seats: 5 }),
  'patch /opportunities/{id} 409': underWay('PATCH', full, { seats: 6 }),
  'patch /opportunities/{id} 413': write('PATCH', full, large),
  'patch /opportunities/{id} 415': write('PATCH', full, '', asForm),
  'patch /opportunities/{id} 422': write('PATCH', full, { seats: 'two' }),
  'post /opportunities/{id}/closure 400': write('POST', closureOf(full), '{'),
  'post /opportunities/{id}/closure 401': write('POST', closureOf(full), closing, keyless),
  'post /opportunities/{id}/closure 403': write('POST', closureOf(foreign), closing),
  'post /opportunities/{id}/closure 404': write('POST', closureOf(none), closing),
  'post /opportunities/{id}/closure 413': write('POST', closureOf(full), large),
  'post /opportunities/{id}/closure 415': write('POST', closureOf(full), '', asForm),
  'post /opportunities/{id}/closure 422': write('POST', closureOf(full), { reason: 'bored' }),
  'post /opportunities/{id}/closure 200': write(
    'POST',
    closureOf(() => `/opportunities/${ids.filled}`),
    closing,
  ),
  'post /opportunities/{id}/closure 409': write(
    'POST',
    closureOf(() => `/opportunities/${ids.closed}`),
    closing,
  ),
  'get /me/applications 200': () => asPerson('GET', tracker, undefined)(),
  'get /me/applications 401': write('GET', tracker, undefined, keyless),
  'get /me/applications 403': write('GET', tracker, undefined),
  'get /me/applications 422': asPerson('GET', () => `${tracker()}?cursor=opp_1`, undefined),
  'post /me/applications 200': () => asPerson('POST', tracker, tracking())(),
  'post /me/applications 400': asPerson('POST', tracker, '{'),
  'post /me/applications 401': write('POST', tracker, {}, keyless),
  'post /me/applications 403': () => write('POST', tracker, tracking())(),
  'post /me/applications 404': asPerson('POST', tracker, { opportunityId: 'opp_none', state: 'saved' }),
  'post /me/applications 409': () => underWay('POST', tracker, tracking())(),
  'post /me/applications 413': asPerson('POST', tracker, large),
  'post /me/applications 415': () =>
    key.send('POST', tracker(), '', { ...asForm, Authorization: `Bearer ${personal}` }),
  'post /me/applications 422': asPerson('POST', tracker, { state: 'hired' }),
  'post /groups/{id}/participations 200': () => asGroup('POST', took, taken())(),
  'post /groups/{id}/participations 400': asGroup('POST', took, '{'),
  'post /groups/{id}/participations 401': write('POST', took, {}, keyless),
  'post /groups/{id}/participations 403': () => asPerson('POST', took, taken())(),
  'post /groups/{id}/participations 404': () => asGroup('POST', elsewhere, taken())(),
  'post /groups/{id}/participations 409': refusing,
  'post /groups/{id}/participations 413': asGroup('POST', took, large),
  'post /groups/{id}/participations 415': asGroup('POST', took, '', asForm),
  'post /groups/{id}/participations 422': () => asGroup('POST', took, { ...taken(), shoeSize: 38 })(),
  'get /groups/{id}/participations 200': asGroup('GET', took, undefined),
  'get /groups/{id}/participations 401': write('GET', took, undefined, keyless),
  'get /groups/{id}/participations 403': asPerson('GET', took, undefined),
  'get /groups/{id}/participations 404': asGroup('GET', elsewhere, undefined),
  'get /groups/{id}/participations 422': asGroup('GET', () => `${took()}?cursor=opp_1`, undefined),
  ...impactAsks({ world: () => world, personal: () => personal }),
  'get /organizations 200': get('/organizations'),
  'get /organizations 422': get('/organizations?q=%21%21'),
  'get /organizations/{id} 200': get('/organizations/org_northlight'),
  'get /organizations/{id} 404': get('/organizations/org_none'),
  'get /organizations/{id} 422': get('/organizations/org_northlight?deep=1'),
  'get /programs 200': get('/programs'),
  'get /programs 422': get('/programs?activity=party'),
  'get /programs/{id} 200': get('/programs/prg_full'),
  'get /programs/{id} 404': get('/programs/prg_none'),
  'get /programs/{id} 422': get('/programs/prg_full?deep=1'),
  'get /me 200': mine('/me'),
  'get /me 401': () => key.send('GET', '/me', undefined, keyless),
  'get /me 403': () => key.send('GET', '/me'),
  'get /me 422': mine('/me?deep=1'),
  'get /taxonomy 200': get('/taxonomy'),
  'get /taxonomy 422': get('/taxonomy?deep=1'),
  'get /me/matches 200': ownMatches,
  'get /me/matches 401': write('GET', () => '/me/matches', undefined, keyless),
  'get /me/matches 403': write('GET', () => '/me/matches', undefined),
  'get /me/matches 404': asPerson('GET', () => '/me/matches', undefined),
  'get /me/matches 422': asPerson('GET', () => '/me/matches?kind=job', undefined),
  'post /match 200': post('/match', { profile: { skills: [{ id: 'facilitation' }], payNeeded: true } }),
  'post /match 400': post('/match', '{"profile":'),
  'post /match 413': post('/match', large),
  'post /match 415': form('/match'),
  'post /match 422': post('/match', { profile: { skils: [] } }),
  'post /subscriptions 202': post('/subscriptions', asked),
  'post /subscriptions 400': post('/subscriptions', '{'),
  'post /subscriptions 413': post('/subscriptions', large),
  'post /subscriptions 415': form('/subscriptions'),
  'post /subscriptions 422': post('/subscriptions', { ...asked, query: 'kind=job' }),
  'post /subscriptions 429': askTooOften,
  'post /opportunities 429': () => writeTooOften('POST', all),
  'patch /opportunities/{id} 429': () => writeTooOften('PATCH', full),
}

test('the test asks for everything that is documented, and for nothing else', () => {
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => `${method} ${path} ${status}`),
    ),
  )
  expect(Object.keys(asks).sort()).toEqual(documented.sort())
})

describe('every documented answer is as documented', () => {
  test.each(Object.entries(asks))('%s', async (name, ask) => {
    const [method = '', path = '', status = ''] = name.split(' ')
    const answer = await ask()
    expect(answer.status).toBe(Number(status))
    const at = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema']
    expect(faults(at, await answer.json())).toEqual([])
  })

  test.each(['bare', 'closed'] as const)('an opportunity that is %s', async (which) => {
    const answer = await world.get(paths.apiOpportunity(ids[which]))
    const body = (await answer.json()) as { data: Record<string, unknown> }
    expect(faults(['components', 'schemas', 'Opportunity'], body.data)).toEqual([])
    expect(body.data).toMatchObject({
      status: which === 'closed' ? 'closed' : 'published',
      ...{ startsOn: null, level: null, summary: null, bodyHtml: null, applyUrl: null, seats: null, validation: null },
    })
  })

  test('one whose addresses hold letters and signs of all kinds, and its organization', async () => {
    const organization = { name: 'Café', website: 'https://münchen.example/über uns?q=ä' }
    const row = opening(1, { organization }, { title: 'Barista', applyUrl: 'https://example.org/café/ stelle?x="y"' })
    expect((await importOpenings(world, [row])).total.created).toBe(1)
    expect((await importOpenings(world, [row])).total.unchanged).toBe(1)
    const read = async (path: string) => (await (await world.get(path)).json()) as { data: Record<string, unknown> }
    const [card] = (await read('/api/v1/opportunities?q=barista')).data as unknown as {
      id: string
      organization: { id: string }
    }[]
    const { data } = await read(paths.apiOpportunity(card?.id ?? ''))
    expect(data.applyUrl).toBe('https://example.org/caf%C3%A9/%20stelle?x=%22y%22')
    expect(faults(['components', 'schemas', 'Opportunity'], data)).toEqual([])
    const { data: of } = await read(`/api/v1/organizations/${card?.organization.id}`)
    expect(of.website).toBe('https://xn--mnchen-3ya.example/%C3%BCber%20uns?q=%C3%A4')
    expect(faults(['components', 'schemas', 'Organization'], of)).toEqual([])
  })

  test('a fault is noticed', () => {
    const card = ['components', 'schemas', 'OpportunityCard']
    const given = { kind: 'job', more: 1, seats: 'two', publishedAt: 'today', organization: { url: 'an address' } }
    const found = faults(card, given).join('\n')
    for (const fault of [
      '/kind must be equal to one of the allowed values',
      ' must NOT have additional properties {"additionalProperty":"more"}',
      '/seats must be integer,null',
      '/publishedAt must match format "date-time"',
      '/organization/url must match format "uri"',
      " must have required property 'title'",
    ])
      expect(found).toContain(fault)
  })
})
