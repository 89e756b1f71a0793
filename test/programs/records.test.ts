import { beforeEach, expect, test } from 'vitest'
import { emailKeyOf } from '../../src/mail/allowance.ts'
import { objections } from '../../src/programs/participants/table.ts'
import { participants, stageChanges } from '../../src/programs/table.ts'
import { forged, linkIn } from '../support/given.ts'
import { openClient, signIn } from '../support/sign-in.ts'
import { groupWorld } from './participants/given.ts'

let here: Awaited<ReturnType<typeof groupWorld>>
const ADA = 'ada@people.test'

beforeEach(async () => {
  here = await groupWorld()
  const emailKey = await emailKeyOf(here.world.ctx(), ADA)
  const held = { basis: 'consent' as const, basisBy: here.builder.id, basisAt: 0, createdAt: 0, updatedAt: 0 }
  await here.world.db.insert(participants).values({
    id: 'ptc_ada',
    groupId: here.groupId,
    name: 'Ada',
    nameKey: 'ada',
    email: ADA,
    emailKey,
    externalId: 'x1',
    ...held,
  })
  const change = {
    participantId: 'ptc_ada',
    happenedOn: '2026-01-01',
    source: 'Ada said',
    recordedBy: 'x',
    act: 'act_1',
  }
  await here.world.db.insert(stageChanges).values({ id: 'stg_1', at: 0, stage: 'research', ...change })
})

const record = async () => (await here.world.db.select().from(participants))[0]

/** Presses "Tell them"; answers the link in the mail. */
async function told(): Promise<string> {
  await here.builder.post(`${here.people}/ptc_ada/telling`)
  await here.world.drain()
  return linkIn(here.world.mails.at(-1)?.text ?? '', 'records/')
}

test('they are told once; opening the link changes nothing; a forged one opens nothing', async () => {
  const link = await told()
  expect(here.world.mails.at(-1)).toMatchObject({ to: ADA, subject: 'Lantern keeps a record of you' })
  expect(await record()).toMatchObject({ toldAt: expect.any(Number), name: 'Ada' })
  const visitor = openClient(here.world)
  const page = await (await visitor.get(link)).text()
  expect([page.includes('you agreed to it'), page.includes(ADA)]).toEqual([true, false])
  expect((await visitor.get(forged(link))).status).toBe(404)
  expect((await visitor.post(forged(link), { answer: 'erase' })).status).toBe(404)
  await told()
  expect(here.world.mails.filter(({ to }) => to === ADA)).toHaveLength(1)
  const stranger = await signIn(here.world, 'stranger@example.test')
  expect((await stranger.post(`${here.people}/ptc_ada/telling`)).status).toBe(404)
})

test.each(['object', 'erase'] as const)(
  '%s: the group keeps a count, and its list does not bring them back',
  async (answer) => {
    const link = await told()
    const visitor = openClient(here.world)
    expect((await visitor.post(link, { answer: 'nothing' })).status).toBe(422)
    expect((await visitor.post(link, { answer })).status).toBe(200)
    expect(await record()).toMatchObject({ name: '', nameKey: '', email: null, emailKey: null, externalId: null })
    expect(await here.world.db.select().from(stageChanges)).toMatchObject([{ source: '', stage: 'research' }])
    expect(await here.world.db.select().from(objections)).toHaveLength(1)
    expect((await visitor.get(link)).status).toBe(404)
    expect((await here.builder.get(`${here.people}/ptc_ada`)).status).toBe(404)
    const again = await here.builder.post(`${here.people}/new`, { name: 'Ada', email: ADA, basis: 'consent' })
    expect(await again.text()).toContain('has asked not to be held')
  },
)

test('only the owner of the mailbox claims, from the link or from their own pages', async () => {
  const link = await told()
  const stranger = await signIn(here.world, 'stranger@example.test')
  expect((await openClient(here.world).post(link, { answer: 'claim' })).status).toBe(403)
  expect((await stranger.post(link, { answer: 'claim' })).status).toBe(403)
  expect((await stranger.post('/me/records', { record: 'ptc_ada', answer: 'object' })).status).toBe(404)
  expect((await record())?.personId).toBeNull()
  const ada = await signIn(here.world, ADA)
  expect(await (await ada.get('/me/records')).text()).toContain('Lantern')
  await here.world.db.update(participants).set({ toldAt: null })
  await ada.post('/me/records', { record: 'ptc_ada', answer: 'claim' })
  expect(await record()).toMatchObject({ personId: ada.id, toldAt: expect.any(Number) })
  await ada.post('/me/records', { record: 'ptc_ada', answer: 'object' })
  expect(await record()).toMatchObject({ personId: null, objectedAt: expect.any(Number), name: '' })
})
