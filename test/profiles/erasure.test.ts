import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { sealEvents } from '../../src/audit/sealing.ts'
import { verifyChain } from '../../src/audit/verifying.ts'
import { DAY } from '../../src/calendar.ts'
import { builtOf, type Db } from '../../src/db/client.ts'
import { erasures } from '../../src/people/table.ts'
import { erasePerson, exportPerson } from '../../src/privacy.ts'
import { personCalled } from '../opportunities/actors.ts'
import { tick } from '../support/given.ts'
import { type Client, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { columnsOf, keptIn, tableNames } from './tables.ts'
import { fillTheRest, type Life, traces, whoseOf } from './traces.ts'
import { ADDRESS, liveWholeLife, MARK } from './whole-life.ts'

type Browsing = Life & { browser: Pick<Client, 'post'> }
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
        'addressChanges',
        'apiAnswers',
        'apiKeys',
        'applications',
        'auditEvents',
        'dismissals',
        'drafts',
        'estimates',
        'estimatesMade',
        'groupLandings',
        'introductions',
        'landings',
        'messages',
        'passkeys',
        'profile',
        'submissions',
        'subscriptions',
        'suggestions',
        'termProposals',
        'engagementChanges',
        'imports',
        'participants',
        'stageChanges',
        'surveyAnswers',
        'checkInAnswers',
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
      'groupInvitations',
      'digests',
      'digestItems',
      'notices',
      'signInRequests',
      'mailRequests',
      'surveyAsks',
      'checkIns',
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
  const triggers = await world.db.all<{ sql: string }>(
    sql`select sql from sqlite_master where type = 'trigger' and (name like 'people_erased%' or name = 'subscriptions_removed')`,
  )
  const words = new Set([...said, ...triggers.map(({ sql }) => sql)].join(' ').match(/\w+/g))
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
