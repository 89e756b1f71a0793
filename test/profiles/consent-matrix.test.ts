import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../src/app.tsx'
import type { Person } from '../../src/context.ts'
import { rulesOf } from '../../src/http/access.ts'
import { giveConsent, withdrawConsent } from '../../src/profiles/consenting.ts'
import { findProfile } from '../../src/profiles/queries.ts'
import { saveProfile } from '../../src/profiles/saving.ts'
import { OwnProfile, type Purpose, purposes } from '../../src/profiles/schema.ts'
import { type House, keyToken, openHouse, type Role, roles } from '../policy/fixtures.ts'
import type { Row } from '../policy/rows/row.ts'
import { table } from '../policy/table.ts'
import { nextDueAt, subscribed, tick } from '../support/given.ts'

/** What stands in one profile only, and is sought everywhere. */
const marks = {
  name: 'Zqxname',
  lookingFor: 'zqxwish',
  links: 'zqxlink.test',
  otherSkills: 'zqxcraft',
  city: 'Zqxville',
  audience: 'zqxguild',
  hours: '13.37',
} as const
type Mark = keyof typeof marks
const all = Object.keys(marks) as Mark[]

const owner = { type: 'person', id: 'per_person' } as Person
const content = OwnProfile.parse({
  professions: ['engineering'],
  lookingFor: marks.lookingFor,
  links: [`https://${marks.links}/`],
  otherSkills: [marks.otherSkills],
  places: [{ country: 'FR', city: marks.city }],
  remote: true,
  audiences: [marks.audience],
  availability: { hours: Number(marks.hours) },
})

type Allowed = {
  /** The beginning of the routes. */
  route: RegExp
  roles: readonly Role[]
  /** Which consent opens it; null for what needs none. */
  purpose: Purpose | null
  marks: readonly Mark[]
}
const staff: Role[] = ['moderator', 'admin']

/** The matrix: who may find what where, under which consent. What stands in no row may stand nowhere. */
const matrix: Allowed[] = [
  { route: /^GET \/(me|api\/v1\/me)\b/, roles: ['person'], purpose: null, marks: all },
  { route: /^GET \/(api\/v1\/)?people\//, roles, purpose: 'public_page', marks: all },
  // What they call a skill is proposed to moderators, without whose it is.
  { route: /^GET \/moderation\/terms/, roles: staff, purpose: null, marks: ['otherSkills'] },
  // Somebody asks them to be introduced.
  { route: /^GET \/introductions\//, roles: ['person'], purpose: null, marks: all },
  // Its owner may always look at what it would be.
  { route: /^GET \/people\//, roles: ['person'], purpose: null, marks: all },
  {
    route: /^GET \/opportunities\/:id\/talent/,
    roles: ['author', 'member', 'owner', ...staff],
    purpose: 'organizations',
    marks: ['hours'],
  },
  {
    route: /^GET \/(groups|opportunities)\/:id\/(people|suggestions)/,
    roles: ['groupMember', 'groupOwner', ...staff],
    purpose: 'groups',
    marks: all,
  },
]

/** What must be found where the route is there: a page that shows nothing would pass everything else. */
const shown: { route: string; role: Role; purpose: Purpose; mark: Mark }[] = [
  { route: 'GET /people/:id', role: 'visitor', purpose: 'public_page', mark: 'lookingFor' },
  { route: 'GET /opportunities/:id/talent', role: 'member', purpose: 'organizations', mark: 'hours' },
]

const app = buildApp(() => {
  throw new Error('No request is made here')
})
const routes = rulesOf(app).filter(({ method }) => method === 'GET')
const known = new Map(routes.map(({ method, path, rule }) => [`${method} ${path}`, rule]))
/** Where nobody is asked who they are, the answer is the same for everybody: one asks. */
const askers = (route: string): readonly Role[] => (known.get(route) === 'open' ? ['visitor'] : roles)

/** Each way to read something: pages as the policy's table reaches them, and the API. */
function* readings(): Generator<{ route: string; path: string }> {
  const seen = new Set<string>()
  const rows: Pick<Row, 'route' | 'on'>[] = [
    ...table,
    ...routes.map(({ path }) => ({ route: `GET ${path}`, on: { id: 'opp_published' } })),
  ]
  // Of whatever names a person, this one.
  const people: typeof rows = rows
    .filter(({ route }) => /\/people\/:\w+/.test(route))
    .map((row) => ({ ...row, on: { ...row.on, id: owner.id, personId: owner.id } }))
  for (const { route, on = {} } of [...rows, ...people]) {
    if (!route.startsWith('GET ')) continue
    const path = route.slice(4).replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => on[name] ?? 'none')
    if (seen.has(path)) continue
    seen.add(path)
    yield { route, path }
  }
}
const everything = [...readings()]

async function stateProfile(house: House): Promise<void> {
  const ctx = house.world.ctx({ actor: owner })
  await house.world.db.run(sql`update people set name = ${marks.name} where id = ${owner.id}`)
  for (const purpose of purposes) await withdrawConsent(ctx, owner, purpose)
  const { version } = await findProfile(ctx, owner.id)
  expect(await saveProfile(ctx, owner, { content, version })).toBe(true)
}

type Found = { route: string; path: string; role: string; mark: Mark }

/** Every place where a mark stands, as every role and with every key. */
async function search(house: House): Promise<Found[]> {
  const found: Found[] = []
  const note = (at: Omit<Found, 'mark'>, text: string) => {
    for (const mark of all) if (text.includes(marks[mark])) found.push({ ...at, mark })
  }
  for (const { route, path } of everything) {
    for (const role of askers(route)) note({ route, path, role }, await textOf(await house.ask(role, 'GET', path)))
    if (!path.startsWith('/api/')) continue
    for (const key of ['own', 'foreign', 'personal'] as const) {
      const headers = { Authorization: `Bearer ${keyToken(key)}` }
      const role = key === 'personal' ? 'person' : key === 'own' ? 'member' : 'foreign'
      note({ route, path, role }, await textOf(await house.world.request(path, { headers })))
    }
  }
  const csv = await house.ask('admin', 'POST', '/admin/audit.csv', { reason: 'a look' })
  note({ route: 'POST /admin/audit.csv', path: '/admin/audit.csv', role: 'admin' }, await textOf(csv))
  for (const { to, html, text, subject } of await mailsOf(house))
    if (to !== 'person@example.test') note({ route: 'mail', path: to, role: 'reader' }, html + text + subject)
  return found
}

/** Where a redirect leads counts as well. */
const textOf = async (answer: Response) => `${answer.headers.get('location') ?? ''} ${await answer.text()}`

/** What a week of cron mails, to a reader of everything too. */
async function mailsOf({ world }: House) {
  const at = world.now
  await tick(world, await nextDueAt(world))
  world.now = at
  return world.mails.splice(0)
}

const mayStand = (given: ReadonlySet<Purpose>, { route, role, mark }: Found) =>
  matrix.some(
    (row) =>
      row.route.test(route) &&
      (row.roles as readonly string[]).includes(role) &&
      (row.purpose === null || given.has(row.purpose)) &&
      row.marks.includes(mark),
  )

const say = ({ route, path, role, mark }: Found) => `${mark} in ${route} (${path}) as ${role}`

/** Each alone; on the slower database all at once, for what they mean is read by the same statements. */
const allowances: Purpose[][] = process.env.TEST_DB === 'd1' ? [[...purposes]] : purposes.map((purpose) => [purpose])

describe('what stands in a profile is found only where its owner allows it', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
    await stateProfile(house)
    await subscribed(house.world)
  })
  const acting = () => house.world.ctx({ actor: owner })
  const wrongWith = async (given: readonly Purpose[]) =>
    (await search(house)).filter((found) => !mayStand(new Set(given), found)).map(say)

  test('nothing allowed: with its owner', async () => {
    const found = await search(house)
    expect(found.filter((one) => !mayStand(new Set(), one)).map(say)).toEqual([])
    expect(new Set(found.filter(({ role }) => role === 'person').map(({ mark }) => mark))).toEqual(new Set(all))
  }, 240_000)

  test.each(allowances)(
    '%s allowed, and withdrawn with the next request',
    async (...given) => {
      for (const purpose of given) await giveConsent(acting(), owner, purpose)
      const found = await search(house)
      expect(found.filter((one) => !mayStand(new Set(given), one)).map(say)).toEqual([])
      for (const must of shown) {
        if (!given.includes(must.purpose) || !known.has(must.route)) continue
        const isThere = ({ route, role, mark }: Found) =>
          route === must.route && role === must.role && mark === must.mark
        expect(found.some(isThere), `${must.mark} in ${must.route} as ${must.role}`).toBe(true)
      }
      // Only what showed something can go on showing it.
      const open = found.filter((one) => !mayStand(new Set(), one))
      for (const purpose of given) await withdrawConsent(acting(), owner, purpose)
      for (const { path, role, mark } of open)
        expect(await textOf(await house.ask(role as Role, 'GET', path)), path).not.toContain(marks[mark])
    },
    240_000,
  )

  test(
    'everything withdrawn: as if nothing had ever been allowed',
    async () => expect(await wrongWith([])).toEqual([]),
    240_000,
  )

  test('a page that showed a profile unasked would be found', () => {
    const leak = { path: '/', role: 'visitor', mark: 'name' } as const
    expect(mayStand(new Set(), { ...leak, route: 'GET /' })).toBe(false)
    expect(mayStand(new Set(['organizations']), { ...leak, route: 'GET /people/:id' })).toBe(false)
    expect(
      mayStand(new Set(['organizations']), { ...leak, route: 'GET /opportunities/:id/talent', role: 'member' }),
    ).toBe(false)
  })
})
