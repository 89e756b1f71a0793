import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { sealEvents } from '../../src/audit/sealing.ts'
import { verifyChain } from '../../src/audit/verifying.ts'
import { DAY } from '../../src/calendar.ts'
import { builtOf, type Db } from '../../src/db/client.ts'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { drafts } from '../../src/opportunities/table.ts'
import { verifications } from '../../src/organizations/table.ts'
import { isErased } from '../../src/people/erasing.ts'
import { erasures, people } from '../../src/people/table.ts'
import { erasePerson, exportPerson, replayErasures } from '../../src/privacy.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { profiles } from '../../src/profiles/table.ts'
import { personCalled } from '../opportunities/actors.ts'
import { subscribed, tick } from '../support/given.ts'
import { type Client, organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { addRow, columnsOf, keptIn, rowsOf, tableNames, textByTable, type Whose } from './tables.ts'
import { ADDRESS, liveWholeLife, MARK } from './whole-life.ts'

/** Where an id may stay: the sealed log. The keyed hash stays where mail is stopped. */
const mayHold = (table: string, what: keyof Whose | 'mark') =>
  (table === 'events' && what === 'id') || (['erasures', 'suppressions'].includes(table) && what === 'emailKey')

type Life = Pick<Awaited<ReturnType<typeof liveWholeLife>>, 'world' | 'id'>
type Browsing = Life & { browser: Pick<Client, 'post'> }

async function whoseOf({ world, id }: Life): Promise<Whose> {
  return { id, address: ADDRESS, emailKey: await emailKeyOf(world.ctx(), ADDRESS) }
}

/** Where something of the person stands, as `table: what`. */
async function traces(life: Life): Promise<string[]> {
  const sought = { ...(await whoseOf(life)), mark: MARK }
  const found: string[] = []
  for (const [table, text] of await textByTable(life.world.db))
    for (const [what, value] of Object.entries(sought) as [keyof typeof sought, string][])
      if (text.includes(value.toLowerCase()) && !mayHold(table, what)) found.push(`${table}: ${what}`)
  return found
}

/** Every column for people that holds nothing of this one yet gets a row that does. */
async function fillTheRest(life: Life): Promise<void> {
  const { db } = life.world
  const whose = await whoseOf(life)
  for (const table of await tableNames(db)) {
    if (table === 'people' || table === 'events' || table === 'erasures') continue
    const columns = await columnsOf(db, table)
    const rows = await rowsOf(db, table)
    const lacking = columns.filter((column) => {
      const kept = keptIn(column, whose)
      return kept && !rows.some((row) => row[column.name] === kept)
    })
    if (lacking.length) await addRow(db, columns, whose)
  }
}

const erase = ({ browser }: Browsing) => browser.post('/me/data/erasure', { word: 'ERASE' })

describe('somebody who used everything', () => {
  let life: Awaited<ReturnType<typeof liveWholeLife>>
  let before: Awaited<ReturnType<typeof exportPerson>>
  let erased: Response
  beforeAll(async () => {
    life = await liveWholeLife()
    before = await exportPerson(life.world.ctx(), life.id)
    await fillTheRest(life)
    await sealEvents(life.world.ctx())
    life.world.mails.length = 0
    erased = await erase(life)
  }, 60_000)

  test('is told everything that is held of them, each feature by itself', () => {
    const marked = Object.entries(before).filter(([, rows]) => JSON.stringify(rows).toLowerCase().includes(MARK))
    expect(marked.map(([name]) => name).sort()).toEqual(
      [
        'account',
        'apiAnswers',
        'apiKeys',
        'applications',
        'auditEvents',
        'dismissals',
        'drafts',
        'introductions',
        'landings',
        'messages',
        'passkeys',
        'profile',
        'submissions',
        'subscriptions',
        'suggestions',
        'termProposals',
      ].sort(),
    )
    const unmarked = [
      'sessions',
      'applicationSteps',
      'referrals',
      'consents',
      'memberships',
      'invitationsReceived',
      'invitationsSent',
      'groups',
      'digests',
      'digestItems',
      'notices',
      'signInRequests',
      'mailRequests',
    ]
    for (const name of unmarked) expect([name, before[name]?.length ?? 0]).not.toEqual([name, 0])
    expect(JSON.stringify(before)).not.toMatch(/tokenHash|publicKey|nonceHash|onw_/)
    expect(before.account).toMatchObject([{ email: ADDRESS, createdAt: expect.stringMatching(/^2026-/) }])
  })

  test('is gone from every table but for the keyed hash, and ids in the sealed log', async () => {
    expect([erased.status, erased.headers.get('location')]).toEqual([303, '/erased'])
    expect(await traces(life)).toEqual([])
    const { emailKey } = await whoseOf(life)
    expect(await life.world.db.select().from(erasures)).toMatchObject([{ emailKey, liftedAt: null }])
  })

  test('leaves a log that still holds', async () => {
    await sealEvents(life.world.ctx())
    expect((await verifyChain(life.world.ctx())).broken).toBeNull()
    const names = await life.world.db.all<{ name: string }>(
      sql`select name from events where subject_id = ${life.id} and name = 'person.erased'`,
    )
    expect(names).toHaveLength(1)
  })

  test('is signed out; their key opens nothing; mail that waited is not sent', async () => {
    const { world, browser, token } = life
    expect((await browser.get('/me')).headers.get('location')).toContain('/sign-in')
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    expect((await world.request('/api/v1/opportunities', { method: 'POST', headers, body: '{}' })).status).toBe(401)
    await world.drain()
    await tick(world, world.now + 8 * DAY)
    expect(world.mails.filter(({ to }) => to.toLowerCase() === ADDRESS)).toEqual([])
    expect(await (await world.get('/erased')).text()).toContain('You are erased')
  })

  test('leaves what was published to the organization, whose pages go on', async () => {
    const { world, organization, opportunity, moderator } = life
    const pages = [`/organizations/${organization}`, `/opportunities/${opportunity}`, '/']
    for (const path of pages) expect([path, (await world.get(path)).status]).toEqual([path, 200])
    const again = await moderator.get('/moderation')
    expect([again.status, (await again.text()).includes(MARK)]).toEqual([200, false])
  })
})

describe('erasing', () => {
  const marked = async () => {
    const world = await createWorld()
    const person = await signIn(world, ADDRESS)
    return { world, person }
  }
  const rows = (world: World) => world.db.select().from(people)

  test('asks for the word, and without it nothing is gone', async () => {
    const { world, person } = await marked()
    const refused = await person.post('/me/data/erasure', { word: 'yes' })
    const text = await refused.text()
    expect(refused.status).toBe(422)
    expect(text).toContain('Type the word ERASE')
    expect(text).toContain('value="yes"')
    expect(await rows(world)).toHaveLength(1)
    expect((await person.post('/me/data/erasure', { word: ' erase ' })).status).toBe(303)
    expect(await rows(world)).toEqual([])
    expect((await person.post('/me/data/erasure', { word: 'ERASE' })).status).toBe(401)
  })

  test('pressed ten times at once it is done once', async () => {
    const { world, person } = await marked()
    const presses = Array.from({ length: 10 }, () => person.post('/me/data/erasure', { word: 'ERASE' }))
    const answers = (await Promise.all(presses)).map(({ status }) => status)
    expect(answers.filter((status) => status === 303)).toHaveLength(1)
    expect(answers.filter((status) => ![303, 401, 409].includes(status))).toEqual([])
    expect(await world.db.all(sql`select id from events where name = 'person.erased'`)).toHaveLength(1)
  })

  test('moderators go too; the last admin is told why not, also when two of them go at once', async () => {
    const world = await createWorld()
    const moderator = await signIn(world, 'mod@example.test', { role: 'moderator' })
    const [one, two] = [
      await signIn(world, 'one@example.test', { role: 'admin' }),
      await signIn(world, 'two@example.test', { role: 'admin' }),
    ]
    expect((await moderator.post('/me/data/erasure', { word: 'ERASE' })).status).toBe(303)
    const answers = await Promise.all([one, two].map((admin) => admin.post('/me/data/erasure', { word: 'ERASE' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const last = answers[0]?.status === 409 ? one : two
    expect(await (await last.get('/me/data/erasure')).text()).toContain('You are the last admin')
    expect(await rows(world)).toMatchObject([{ role: 'admin' }])
  })

  test('names what would stay without an owner, and goes on all the same', async () => {
    const { world, person } = await marked()
    await person.post('/organizations/new', { name: 'Quiet Harbour', another: 'yes' })
    expect(await (await person.get('/me/data/erasure')).text()).toContain('Quiet Harbour')
    expect((await person.post('/me/data/erasure', { word: 'ERASE' })).status).toBe(303)
    expect(await world.db.all(sql`select name from organizations`)).toEqual([{ name: 'Quiet Harbour' }])
  })

  test('the badge of an organization goes on to a colleague with a mailbox there, or ends', async () => {
    const world = await createWorld()
    const organization = await organizationCalled(world, 'Lantern', 'https://lantern.test')
    const of = { organizations: { [organization]: 'owner' } } as const
    const [ada, ben] = [await signIn(world, 'ada@lantern.test', of), await signIn(world, 'ben@lantern.test', of)]
    const verified = { organizationId: organization, domain: 'lantern.test', personId: ada.id, verifiedAt: 1 }
    await world.db.insert(verifications).values(verified)
    await ada.post('/me/data/erasure', { word: 'ERASE' })
    expect(await world.db.select().from(verifications)).toEqual([{ ...verified, personId: ben.id }])
    await ben.post('/me/data/erasure', { word: 'ERASE' })
    expect(await world.db.select().from(verifications)).toEqual([])
  })

  test('a draft that colleagues see stays theirs', async () => {
    const world = await createWorld()
    const organization = await organizationCalled(world, 'Lantern')
    const of = { organizations: { [organization]: 'member' } } as const
    const [ada, ben] = [await signIn(world, 'ada@lantern.test', of), await signIn(world, 'ben@lantern.test', of)]
    const at = { version: 1, createdAt: 1, updatedAt: 1 }
    const draft = { opportunityId: 'opp_d', organizationId: organization, authorId: ada.id, typed: { title: 'Ours' } }
    await world.db.insert(drafts).values([
      { ...draft, ...at },
      { ...draft, ...at, opportunityId: 'opp_e', organizationId: null },
    ])
    await ada.post('/me/data/erasure', { word: 'ERASE' })
    expect(await world.db.select().from(drafts)).toMatchObject([{ opportunityId: 'opp_d', authorId: null }])
    expect(await (await ben.get('/opportunities/drafts')).text()).toContain('Ours')
  })
})

describe('an erased address', () => {
  const erased = async () => {
    const world = await createWorld()
    const person = await signIn(world, ADDRESS)
    const old = await world.db.select().from(people)
    await person.post('/me/data/erasure', { word: 'ERASE' })
    const emailKey = await emailKeyOf(world.ctx(), ADDRESS)
    world.mails.length = 0
    return { world, old, emailKey, known: () => isErased(world.ctx(), emailKey) }
  }

  test('gets no mail that others cause; its owner comes back by their own', async () => {
    const { world, known } = await erased()
    expect(await known()).toBe(true)
    const organization = await organizationCalled(world, 'Lantern')
    const owner = await signIn(world, 'owner@example.test', { organizations: { [organization]: 'owner' } })
    const path = `/organizations/${organization}/invitations`
    expect((await owner.post(path, { email: ADDRESS, role: 'member' })).status).toBe(303)
    await world.drain()
    expect(world.mails).toEqual([])
    await signIn(world, ADDRESS)
    expect(await known()).toBe(false)
    expect(await world.db.select().from(people)).toHaveLength(2)
  })

  test('is known again by a confirmed subscription as well', async () => {
    const { world, known } = await erased()
    await subscribed(world, ADDRESS)
    expect(await known()).toBe(false)
  })

  test('stays erased when a backup brings it back, with or without its own mark of it', async () => {
    const { world, old, emailKey } = await erased()
    const system = world.ctx({ actor: { type: 'system', job: 'restore' } })
    const { now } = world
    for (const known of [[], [{ emailKey, erasedAt: now, liftedAt: null }]]) {
      if (known.length) await world.db.delete(erasures)
      await world.db.insert(people).values(old)
      await world.db.insert(profiles).values({
        personId: old[0]?.id ?? '',
        content: OwnProfile.parse({ lookingFor: MARK }),
        version: 1,
        createdAt: 1,
        updatedAt: 1,
      })
      expect(await replayErasures(system, known)).toBe(1)
      expect([await world.db.select().from(people), await world.db.select().from(profiles)]).toEqual([[], []])
      expect(await replayErasures(system, known)).toBe(0)
    }
  })

  test('what its owner made since they came back is kept', async () => {
    const { world } = await erased()
    await signIn(world, ADDRESS)
    expect(await replayErasures(world.ctx())).toBe(0)
    expect(await world.db.select().from(people)).toHaveLength(1)
  })
})

test('words of the log that name an erased person in others’ events are erased, and the log says so', async () => {
  const world = await createWorld()
  const organization = await organizationCalled(world, 'Lantern')
  const owner = await signIn(world, 'owner@example.test', { organizations: { [organization]: 'owner' } })
  const mate = await signIn(world, ADDRESS, { organizations: { [organization]: 'member' } })
  await owner.post(`/organizations/${organization}/members/${mate.id}/role`, { role: 'owner' })
  await sealEvents(world.ctx())
  expect((await textByTable(world.db)).get('event_details')).toContain(mate.id)
  await mate.post('/me/data/erasure', { word: 'ERASE' })
  expect((await textByTable(world.db)).get('event_details')).toBe('[]')
  await sealEvents(world.ctx())
  expect((await verifyChain(world.ctx())).broken).toBeNull()
})

/** The statements of an erasure, and whom it erased. */
async function statementsOf(world: World, address = ADDRESS) {
  const { id } = await signIn(world, address)
  const said: string[] = []
  const batch: Db['batch'] = (statements) => {
    said.push(...statements.map((statement) => builtOf(statement).getQuery().sql))
    return world.db.batch(statements)
  }
  const db = Object.assign(Object.create(world.db) as Db, { batch })
  await erasePerson(world.ctx({ db, actor: personCalled(id) }), personCalled(id))
  return { id, said }
}

/** Tables with a column for people that no statement of an erasure names. */
async function forgotten(world: World, address = ADDRESS): Promise<string[]> {
  const { id, said } = await statementsOf(world, address)
  const [trigger] = await world.db.all<{ sql: string }>(sql`select sql from sqlite_master where name = 'people_erased'`)
  const words = new Set([...said, trigger?.sql ?? ''].join(' ').match(/\w+/g))
  const whose = { id, address, emailKey: '' }
  const found: string[] = []
  for (const table of await tableNames(world.db)) {
    const columns = await columnsOf(world.db, table)
    const isOfPeople = columns.some((column) => column.parent === 'people' || keptIn(column, whose) !== null)
    if (isOfPeople && !words.has(table) && table !== 'suppressions') found.push(table)
  }
  return found
}

test('an invocation may take fifty statements: an erasure takes fewer, with the session before it', async () => {
  const { said } = await statementsOf(await createWorld())
  expect(said.length).toBeLessThan(48)
})

test('every table that keeps something of people is named by its feature’s `personal-data.ts`', async () =>
  expect(await forgotten(await createWorld())).toEqual([]))

test('a feature that forgets what it keeps of people is named', async () => {
  const life = await liveWholeLife()
  const { db } = life.world
  await db.run(sql`create table later_things (id text primary key not null, person_id text not null, note text)`)
  try {
    await fillTheRest(life)
    await erase(life)
    expect(await traces(life)).toEqual(['later_things: id'])
    expect(await forgotten(life.world, 'another@example.test')).toEqual(['later_things'])
  } finally {
    await db.run(sql`drop table later_things`)
  }
}, 60_000)
