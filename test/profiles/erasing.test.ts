import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { sealEvents } from '../../src/audit/sealing.ts'
import { verifyChain } from '../../src/audit/verifying.ts'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { drafts } from '../../src/opportunities/table.ts'
import { verifications } from '../../src/organizations/table.ts'
import { isErased } from '../../src/people/erasing.ts'
import { erasures, people } from '../../src/people/table.ts'
import { replayErasures } from '../../src/privacy.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { profiles } from '../../src/profiles/table.ts'
import { subscribed } from '../support/given.ts'
import { organizationCalled, signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { textByTable } from './tables.ts'
import { ADDRESS, MARK } from './whole-life.ts'

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
