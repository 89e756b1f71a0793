import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { MINUTE } from '../../src/calendar.ts'
import { notices } from '../../src/mail/table.ts'
import { startNotices } from '../../src/notices/jobs.ts'
import { askWhereTheyAre } from '../../src/outcomes/check-ins/asking.ts'
import { checkInAsks, checkIns } from '../../src/outcomes/check-ins/table.ts'
import { participants } from '../../src/programs/table.ts'
import { runJob } from '../../src/queue.ts'
import { askSurveys } from '../../src/surveys/asking.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { tracker } from '../applications/given.ts'
import { publish } from '../support/given.ts'
import { NOON, type World } from '../support/world.ts'
import { made, openGroup, surveyForm, takingPart } from '../surveys/given.ts'
import { askAllAt, asked, days, groupThatAsks, SIX_MONTHS_ON } from './check-ins-given.ts'

const askedOf = async (world: World) =>
  (await world.db.select().from(checkInAsks)).map(({ participantId }) => participantId).sort()
const objected = (world: World, id: string) =>
  world.db.update(participants).set({ objectedAt: 1 }).where(sql`id = ${id}`)

/** Claimed by a tick, and not mailed yet. */
async function claimed(more: { second?: boolean } = {}) {
  const given = await groupThatAsks(more)
  given.world.now = SIX_MONTHS_ON
  return { ...given, claim: () => askWhereTheyAre(given.world.ctx()) }
}
async function mail(world: World) {
  await startNotices(world.ctx())
  await world.drain()
}

describe('whom no mail reached was not asked', () => {
  const faults: Record<string, (world: World) => Promise<unknown>> = {
    'the server refused it': async (world) => {
      world.deliver = ({ to }) =>
        to === 'ada@example.test' ? { outcome: 'refused', cause: 'no' } : { outcome: 'sent', providerId: 'p' }
    },
    'nobody was there to get it': (world) => objected(world, 'ptc_ada'),
    'it could not be sent for a week': async (world) => {
      await world.db
        .update(notices)
        .set({ createdAt: 0 })
        .where(sql`subject_id = (select id from check_ins
        where email_key = (select email_key from participants where id = 'ptc_ada'))`)
    },
  }
  test.each(Object.entries(faults))('because %s', async (fault, happens) => {
    const { world, claim } = await claimed()
    await claim()
    expect(await askedOf(world)).toHaveLength(3)
    await happens(world)
    await mail(world)
    expect([fault, await askedOf(world)]).toEqual([fault, ['ptc_bert', 'ptc_cleo']])
  })

  test('but who may have got it was', async () => {
    const { world, claim } = await claimed()
    world.deliver = () => ({ outcome: 'ambiguous', cause: 'cut off' })
    await claim()
    await mail(world)
    expect(await askedOf(world)).toHaveLength(3)
  })

  test('so that another mail asks them within the window, once', async () => {
    const { world, claim, member, groupId, mailsTo } = await claimed()
    await claim()
    await member.post(`/groups/${groupId}/check-ins/prg_ours`, { asks: 'no' })
    await mail(world)
    await member.post(`/groups/${groupId}/check-ins/prg_ours`, { asks: 'yes' })
    for (const day of [1, 2, 30]) await askAllAt(world, days(day))
    expect([mailsTo('ada').length, (await askedOf(world)).length]).toEqual([1, 3])
  })

  test('it goes to any record of the mailbox that is left, and asks for that alone', async () => {
    for (const gone of ['ptc_ada', 'ptc_ada2']) {
      const { world, claim, mailsTo } = await claimed({ second: true })
      await claim()
      await objected(world, gone)
      await mail(world)
      expect([gone, mailsTo('ada').length]).toEqual([gone, 1])
      expect((await askedOf(world)).filter((id) => id.startsWith('ptc_ada'))).toEqual(
        ['ptc_ada', 'ptc_ada2'].filter((id) => id !== gone),
      )
    }
  })
})

describe('what somebody tracks, which was to go with it,', () => {
  async function tracked() {
    const given = await claimed()
    const alum = await tracker(given.world, 'ada@example.test')
    given.world.now = NOON
    await alum.track(await publish(given.world, { title: 'Applied long ago' }), 'applied')
    given.world.now = SIX_MONTHS_ON
    given.world.mails.length = 0
    const stop = () => given.member.post(`/groups/${given.groupId}/check-ins/prg_ours`, { asks: 'no' })
    return { ...given, stop }
  }

  test('goes with the survey that is left', async () => {
    const { world, claim, member, stop, mailsTo } = await tracked()
    const survey = surveyForm('program_post', 'prg_ours')
    await member.post('/groups/grp_ours/surveys/new', { ...survey, opensOn: '2026-08-28', closesOn: '2026-10-20' })
    await claim()
    await stop()
    await mail(world)
    expect(mailsTo('ada')).toHaveLength(1)
    expect(mailsTo('ada')[0]?.text).toMatch(/\/surveys\/srv_[\s\S]*\/check-in\/per_/)
    expect(await askedOf(world)).toEqual([])
  })

  test('comes by itself where nothing is left', async () => {
    const { world, claim, stop, mailsTo } = await tracked()
    await claim()
    await stop()
    await mail(world)
    expect(mailsTo('ada')).toEqual([])
    await askAllAt(world, SIX_MONTHS_ON + 15 * MINUTE)
    expect(mailsTo('ada').map(({ text }) => /\/check-in\/per_/.test(text))).toEqual([true])
    await askAllAt(world, days(1))
    expect(mailsTo('ada')).toHaveLength(1)
  })
})

test('the mail says that one press is enough only where a group knows something', async () => {
  const { world, claim, member, groupId, mailsTo } = await claimed()
  await member.post(`/groups/${groupId}/outcomes`, { participant: 'ptc_ada', outcome: 'looking', on: '2026-07-01' })
  await claim()
  await mail(world)
  expect(['ada', 'bert'].map((name) => /one press/.test(mailsTo(name)[0]?.text ?? ''))).toEqual([true, false])
})

test('a shard of surveys that are all refused takes no more statements than an invocation may', async () => {
  const { world, make, ...given } = await openGroup()
  for (let i = 0; i < 6; i++) await takingPart(made(world), `More${i}`, given)
  await make()
  await askSurveys(world.ctx())
  await startNotices(world.ctx())
  world.deliver = () => ({ outcome: 'refused', cause: 'no such mailbox', noMailbox: true })
  const trips = countRoundTrips(world)
  const [job] = world.jobs.splice(0)
  if (job) await runJob(world.ctx(), job)
  expect(trips.statements).toBeGreaterThan(20)
  expect(trips.statements).toBeLessThanOrEqual(50)
})

test('a check-in knows its mailbox until the last record of it is erased', async () => {
  const { world } = await asked({ second: true })
  const erase = (id: string) =>
    world.db.update(participants).set({ erasedAt: 1, email: null, emailKey: null }).where(sql`id = ${id}`)
  const blank = async () => (await world.db.select().from(checkIns)).filter(({ emailKey }) => emailKey === '').length
  await erase('ptc_ada')
  expect(await blank()).toBe(0)
  await erase('ptc_ada2')
  expect(await blank()).toBe(1)
})
