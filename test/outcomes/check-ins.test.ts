import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, MINUTE } from '../../src/calendar.ts'
import { notices, suppressions } from '../../src/mail/table.ts'
import { startNotices } from '../../src/notices/jobs.ts'
import { askWhereTheyAre } from '../../src/outcomes/check-ins/asking.ts'
import { checkInAnswers, checkInAsks, checkIns } from '../../src/outcomes/check-ins/table.ts'
import { participants } from '../../src/programs/table.ts'
import { runJob } from '../../src/queue.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { tracker } from '../applications/given.ts'
import { linkIn, publish } from '../support/given.ts'
import type { World } from '../support/world.ts'
import { made, signedIn, surveyForm, takingPart } from '../surveys/given.ts'
import {
  askAllAt,
  asked,
  claimed,
  days,
  engineer,
  groupThatAsks,
  SIX_MONTHS_ON,
  TWELVE_MONTHS_ON,
} from './check-ins-given.ts'

const subject = 'Where are you now? Group ours asks'

describe('the mail that asks where people are', () => {
  test('goes out 6, 12 and 24 months after a cohort, once each, to those who took part, and tells of the record', async () => {
    const { world, mailsTo, linkTo } = await groupThatAsks()
    await askAllAt(world, SIX_MONTHS_ON - DAY)
    expect(world.mails).toEqual([])
    for (const day of [0, 1, 40]) await askAllAt(world, days(day))
    expect(world.mails.map(({ to, subject }) => [to, subject]).sort()).toEqual(
      ['ada', 'bert', 'cleo'].map((name) => [`${name}@example.test`, subject]),
    )
    const [mail] = mailsTo('ada')
    expect(mail?.text).toContain('Where are you now, 6 months after Northern bootcamp 1 of Group ours?')
    expect(mail?.text).toContain('Group ours keeps a record of you')
    expect(mail?.text).not.toContain('nothing has changed')
    expect(linkTo('ada')).not.toContain('@')
    expect((await world.get(linkTo('ada'))).status).toBe(200)
    await askAllAt(world, TWELVE_MONTHS_ON)
    await askAllAt(world, Date.parse('2028-02-29T09:00:00Z'))
    expect(mailsTo('ada')).toHaveLength(3)
    expect(mailsTo('ada')[1]?.text).not.toContain('keeps a record')
    const asks = await world.db.select().from(checkInAsks).where(eq(checkInAsks.participantId, 'ptc_ada'))
    expect(asks.map(({ horizon }) => horizon).sort((a, b) => a - b)).toEqual([6, 12, 24])
  })

  test('is not sent for a horizon that was over before', async () => {
    const { world } = await groupThatAsks()
    await askAllAt(world, days(61))
    expect([world.mails.length, (await world.db.select().from(checkInAsks)).length]).toEqual([0, 0])
  })

  test('comes once however many ticks run at once, and after one was killed', async () => {
    const { world, mailsTo } = await groupThatAsks()
    world.now = SIX_MONTHS_ON
    await Promise.all(Array.from({ length: 8 }, () => askWhereTheyAre(world.ctx())))
    // Killed before the queue got it: the next tick hands it over.
    await Promise.all([1, 2].map(() => startNotices(world.ctx())))
    await Promise.all(world.jobs.splice(0).map((job) => runJob(world.ctx(), job)))
    await askAllAt(world, SIX_MONTHS_ON + 15 * MINUTE)
    for (const name of ['ada', 'bert', 'cleo']) expect([name, mailsTo(name).length]).toEqual([name, 1])
    expect(await world.db.select().from(checkIns)).toHaveLength(3)
  })

  test('takes as many statements whoever is due, and a shard of mails no more than an invocation may, were all refused', async () => {
    const ticked = async (more: number, isRefused = false) => {
      const given = await groupThatAsks()
      const { world } = given
      if (isRefused) world.deliver = () => ({ outcome: 'refused', cause: 'no such mailbox', noMailbox: true })
      for (let i = 0; i < more; i++) await takingPart(made(world), `More${i}`, given)
      world.now = SIX_MONTHS_ON
      const trips = countRoundTrips(world)
      await askWhereTheyAre(world.ctx())
      const { statements } = trips
      await startNotices(world.ctx())
      const before = trips.statements
      const [job] = world.jobs.splice(0)
      if (job) await runJob(world.ctx(), job)
      return { statements, mailed: world.mails.length, shard: trips.statements - before }
    }
    const [few, many] = [await ticked(0), await ticked(20)]
    expect(few.statements).toBe(many.statements)
    expect(many).toMatchObject({ mailed: 3 })
    expect(many.shard).toBeLessThanOrEqual(50)
    const refused = await ticked(20, true)
    expect(refused.shard).toBeGreaterThan(many.shard)
    expect(refused.shard).toBeLessThanOrEqual(50)
  })

  const off: Record<string, (world: World) => Promise<unknown>> = {
    objected: (world) => world.db.update(participants).set({ objectedAt: 1 }).where(eq(participants.id, 'ptc_ada')),
    'held on a contract alone': (world) =>
      world.db.update(participants).set({ basis: 'contract' }).where(eq(participants.id, 'ptc_ada')),
    suppressed: async (world) =>
      world.db.insert(suppressions).values({ emailKey: await keyOf(world), reason: 'bounced', at: 1 }),
    suspended: async (world) => {
      const { id } = await signedIn(world, 'ada@example.test')
      await world.db.insert(suspensions).values({ subjectId: id, reason: 'x', suspendedBy: 't', suspendedAt: 1 })
    },
    'claimed, without a consent': claimed,
    'wants no check-ins': async (world) => {
      const { id } = await signedIn(world, 'ada@example.test')
      await world.db.run(sql`insert into tracker_settings (person_id, check_ins) values (${id}, 0)`)
    },
    'asked something this month': async (world) =>
      world.db.run(
        sql`insert into asks (email_key, asked_at, act) values (${await keyOf(world)}, ${SIX_MONTHS_ON - 27 * DAY}, 'x')`,
      ),
  }
  const keyOf = (world: World) => world.ctx().secrets.fingerprint('ada@example.test')

  test.each(Object.entries(off))('is not sent to who is %s; they stay in the base', async (_, happens) => {
    const { world, mailsTo, text, groupId } = await groupThatAsks()
    await happens(world)
    await askAllAt(world, SIX_MONTHS_ON)
    expect([mailsTo('ada').length, mailsTo('bert').length]).toEqual([0, 1])
    expect(await text(`/groups/${groupId}/check-ins`)).toMatch(
      /Northern bootcamp 1 , after 6 months .* 3 took part, 2 asked 0 of 3 \(0 %\)/,
    )
  })

  test('stopped between the tick and the mail, nothing is sent', async () => {
    const { world, member, groupId } = await groupThatAsks()
    world.now = SIX_MONTHS_ON
    await askWhereTheyAre(world.ctx())
    await startNotices(world.ctx())
    await member.post(`/groups/${groupId}/check-ins/prg_ours`, { asks: 'no' })
    await world.drain()
    expect(world.mails).toEqual([])
    const faults = await world.db.select({ fault: notices.fault }).from(notices)
    expect(faults).toEqual(Array(3).fill({ fault: 'nothing is left to ask' }))
    expect(await world.db.select().from(checkInAsks)).toEqual([])
  })
})

describe('one mail for all that waits', () => {
  test('of two groups, a survey and their own applications; none asks again within a month', async () => {
    const given = await groupThatAsks({ second: true })
    const { world, member, mailsTo } = given
    const alum = await tracker(world, 'ada@example.test')
    await alum.track(await publish(world, { title: 'Applied long ago' }), 'applied')
    const survey = surveyForm('program_post', 'prg_ours')
    await member.post('/groups/grp_ours/surveys/new', { ...survey, opensOn: '2026-08-28', closesOn: '2026-10-20' })
    await askAllAt(world, SIX_MONTHS_ON)
    const [mail, ...more] = mailsTo('ada')
    expect(more).toEqual([])
    expect(mail?.subject).toBe('Where are you now? Group ours and Group second ask')
    for (const part of ['/outcomes/', '/surveys/srv_', '/check-in/per_']) expect(mail?.text).toContain(part)
    for (const part of ['outcomes/', 'surveys/', 'check-in/'])
      expect([part, (await world.get(linkIn(mail?.text ?? '', part))).status]).toEqual([part, 200])
    expect(mail?.text.match(/\/records\/ptc_/g)).toHaveLength(2)
    await askAllAt(world, days(27))
    expect(mailsTo('ada')).toHaveLength(1)
    // Who is only asked by the survey gets that alone.
    expect(mailsTo('bert').map(({ text }) => /\/surveys\/srv_/.test(text))).toEqual([true])
  })

  test('names no group that holds another address by then, and takes no answer to it', async () => {
    const { world, mailsTo, linkTo, say } = await asked({ second: true })
    await world.db
      .update(participants)
      .set({ email: 'new@example.test', emailKey: 'another' })
      .where(sql`id = 'ptc_ada2'`)
    expect(mailsTo('ada')[0]?.text).toContain('Group second')
    expect(await (await world.get(linkTo('ada'))).text()).not.toContain('Group second')
    await say(engineer, ['ptc_ada', 'ptc_ada2'])
    expect((await world.db.select().from(checkInAnswers)).map(({ participantId }) => participantId)).toEqual([
      'ptc_ada',
    ])
  })
})
