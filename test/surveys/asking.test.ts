import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, HOUR } from '../../src/calendar.ts'
import { notices, suppressions } from '../../src/mail/table.ts'
import { startNotices } from '../../src/notices/jobs.ts'
import { consents } from '../../src/profiles/table.ts'
import { participants } from '../../src/programs/table.ts'
import { runJob } from '../../src/queue.ts'
import { askSurveys } from '../../src/surveys/asking.ts'
import { surveyAsks } from '../../src/surveys/table.ts'
import { tracker } from '../applications/given.ts'
import { linkIn, publish } from '../support/given.ts'
import { NOON, type World } from '../support/world.ts'
import {
  askAt,
  groupWithCohort,
  linkOfMail,
  made,
  memberOfGroup,
  openGroup,
  openSurvey,
  signedIn,
  surveyForm,
  takingPart,
} from './given.ts'

const mailsTo = (world: World, name: string) => world.mails.filter(({ to }) => to === `${name}@example.test`)

describe('the mail that asks', () => {
  test('goes to everybody it means, with a link that opens the survey, and to nobody else', async () => {
    const { world } = await openSurvey()
    const asked = world.mails.filter(({ subject }) => subject === 'How was it? (Group ours)')
    expect(asked.map(({ to }) => to).sort()).toEqual(['ada@example.test', 'bert@example.test', 'cleo@example.test'])
    for (const { text, html } of asked) {
      const link = linkOfMail(text)
      expect(html).toContain(link)
      expect((await world.get(link)).status).toBe(200)
    }
    expect(new Set(asked.map(({ text }) => linkOfMail(text))).size).toBe(3)
  })

  test('the first of a group tells that a record is held, and how to object; once sent, no later one does', async () => {
    const given = await openGroup()
    const { world } = given
    await given.make()
    await world.db.update(participants).set({ toldAt: 5 }).where(eq(participants.id, 'ptc_bert'))
    world.deliver = ({ to }) =>
      to === 'cleo@example.test' ? { outcome: 'refused', cause: 'no' } : { outcome: 'sent', providerId: 'p' }
    await askAt(world, NOON + HOUR)
    const [ada] = mailsTo(world, 'ada')
    expect(ada?.text).toContain('Group ours keeps a record of you')
    const link = linkIn(ada?.text ?? '', 'records/')
    expect(ada?.html).toContain(link)
    expect(await (await world.get(link)).text()).toContain('Group ours')
    expect(mailsTo(world, 'bert')[0]?.text).not.toContain('/records/')
    const told = await world.db.select({ id: participants.id, at: participants.toldAt }).from(participants)
    expect(told.filter(({ at }) => at !== null).map(({ id }) => id)).toEqual(['ptc_ada', 'ptc_bert'])
    await askAt(world, NOON + 29 * DAY)
    const [, reminder] = mailsTo(world, 'ada')
    expect([reminder?.subject, reminder?.text.includes('/records/')]).toEqual([
      expect.stringMatching(/reminder/),
      false,
    ])
  })

  test('asks mentors apart from those they mentor', async () => {
    const { world } = await openSurvey('mentors_post')
    expect(mailsTo(world, 'mentor')).toHaveLength(1)
    expect(mailsTo(world, 'ada')).toEqual([])
  })

  test('waits for the day it opens, and asks who joins later', async () => {
    const given = await openGroup()
    const { world } = given
    await given.make({ opensOn: '2026-03-09' })
    await askAt(world, NOON + 2 * DAY)
    expect(mailsTo(world, 'ada')).toEqual([])
    await askAt(world, NOON + 7 * DAY)
    expect(mailsTo(world, 'ada')).toHaveLength(1)
    await takingPart(made(world), 'Late', given)
    await askAt(world, NOON + 8 * DAY)
    expect([mailsTo(world, 'late').length, mailsTo(world, 'ada').length]).toEqual([1, 1])
  })

  test('reminds once, a month later, whoever has not answered', async () => {
    const given = await openSurvey()
    const { world } = given
    await given.say('ptc_ada', { recommend: 9 })
    for (const day of [1, 27, 28, 29, 48]) await askAt(world, NOON + day * DAY)
    expect(mailsTo(world, 'ada')).toHaveLength(1)
    expect(mailsTo(world, 'bert').map(({ subject }) => subject)).toEqual([
      'How was it? (Group ours)',
      'A last reminder: How was it? (Group ours)',
    ])
  })

  test('is not sent for what was answered between the tick and the mail', async () => {
    const given = await openGroup()
    const { world } = given
    await given.make()
    await askSurveys(world.ctx())
    await startNotices(world.ctx())
    await world.db.run(sql`insert into survey_answers (survey_id, participant_id, answers, answered_at, updated_at)
      select survey_id, participant_id, '{}', 0, 0 from survey_asks`)
    await world.drain()
    expect(mailsTo(world, 'ada')).toEqual([])
    const faults = await world.db.select({ fault: notices.fault }).from(notices)
    expect(faults).toEqual(Array(3).fill({ fault: 'nothing is left to ask' }))
  })

  test('comes once however many ticks run at once, and what fails is tried again under one key', async () => {
    const given = await openGroup()
    const { world } = given
    await given.make()
    const tries: string[] = []
    world.deliver = ({ to, idempotencyKey }) => {
      if (to === 'ada@example.test') tries.push(idempotencyKey)
      return tries.length === 1 && to === 'ada@example.test'
        ? { outcome: 'ambiguous', cause: 'cut off' }
        : { outcome: 'sent', providerId: 'p' }
    }
    await Promise.all(Array.from({ length: 12 }, () => askSurveys(world.ctx())))
    await Promise.all([1, 2, 3].map(() => startNotices(world.ctx())))
    await Promise.all(world.jobs.splice(0).map((job) => runJob(world.ctx(), job)))
    await askAt(world, world.now + HOUR)
    await askAt(world, world.now + HOUR)
    expect(mailsTo(world, 'bert')).toHaveLength(1)
    expect([tries.length, new Set(tries).size, mailsTo(world, 'ada').length]).toEqual([2, 1, 1])
  })
})

describe('who is never asked stays in the base', () => {
  const off: Record<string, (world: World) => Promise<unknown>> = {
    objected: (world) => world.db.update(participants).set({ objectedAt: 1 }).where(eq(participants.id, 'ptc_ada')),
    erased: (world) =>
      world.db
        .update(participants)
        .set({ erasedAt: 1, name: '', email: null, emailKey: null })
        .where(eq(participants.id, 'ptc_ada')),
    'without an address': (world) =>
      world.db.update(participants).set({ email: null, emailKey: null }).where(eq(participants.id, 'ptc_ada')),
    suppressed: async (world) =>
      world.db.insert(suppressions).values({ emailKey: await keyOf(world), reason: 'bounced', at: 1 }),
    suspended: async (world) => {
      const { id } = await signedIn(world, 'ada@example.test')
      await world.db.insert(suspensions).values({ subjectId: id, reason: 'x', suspendedBy: 't', suspendedAt: 1 })
    },
    'claimed, without a consent': (world) => claimed(world),
  }
  const keyOf = (world: World) => world.ctx().secrets.fingerprint('ada@example.test')
  async function claimed(world: World) {
    const { id } = await signedIn(world, 'ada@example.test')
    await world.db.update(participants).set({ personId: id }).where(eq(participants.id, 'ptc_ada'))
    return id
  }

  test.each(Object.entries(off))('%s', async (_, happens) => {
    const given = await openGroup()
    await happens(given.world)
    await given.make()
    await askAt(given.world, NOON + HOUR)
    expect(mailsTo(given.world, 'ada')).toEqual([])
    expect(mailsTo(given.world, 'bert')).toHaveLength(1)
    const asks = await given.world.db.select().from(surveyAsks)
    expect(asks.map(({ participantId, mailedAt }) => [participantId, mailedAt !== null]).sort()).toEqual([
      ['ptc_ada', false],
      ['ptc_bert', true],
      ['ptc_cleo', true],
    ])
  })

  test('who claimed the record is asked with their consent; withdrawn, their answer counts as none', async () => {
    const given = await openGroup()
    const { world } = given
    const id = await claimed(world)
    const consent = { id: 'cns_1', personId: id, purpose: 'surveys' as const, wordsVersion: 1, givenAt: 1 }
    await world.db.insert(consents).values(consent)
    await given.make()
    await askAt(world, NOON + HOUR)
    const [mail] = mailsTo(world, 'ada')
    await world.post(linkOfMail(mail?.text), { recommend: '10' })
    const shown = async () => (await given.member.get(given.base)).text()
    expect(await shown()).toContain('1 of 3')
    await world.db.update(consents).set({ withdrawnAt: world.now })
    expect(await shown()).toContain('0 of 3')
  })
})

/** Another group that the same mailbox took part in, with a survey of its own, made by its member. */
async function secondGroup({ world }: Awaited<ReturnType<typeof openGroup>>, opensOn: string, closesOn = '2026-06-30') {
  const ids = await groupWithCohort(made(world), 'second', 'Southern school')
  await takingPart(made(world), 'Ada', { ...ids, id: 'ptc_ada2' })
  const member = await memberOfGroup(world, ids.groupId, 'second@group.test')
  const form = { ...surveyForm('hackathon_post', ids.cohortId), title: 'And there?', opensOn, closesOn }
  expect((await member.post(`/groups/${ids.groupId}/surveys/new`, form)).status).toBe(303)
  return ids
}

describe('one mail a month to one address, over all groups', () => {
  test('what waits at once stands in one mail, each with its link', async () => {
    const given = await openGroup()
    await given.make()
    await secondGroup(given, '2026-03-02')
    await askAt(given.world, NOON + HOUR)
    const [mail, ...more] = mailsTo(given.world, 'ada')
    expect([mail?.subject, more.length]).toEqual(['2 short surveys for you', 0])
    const links = mail?.text.match(/\/surveys\/srv_[\w.-]+/g) ?? []
    expect(links).toHaveLength(2)
    for (const link of links) expect((await given.world.get(link)).status).toBe(200)
    for (const day of [1, 9, 27]) await askAt(given.world, NOON + day * DAY)
    expect(mailsTo(given.world, 'ada')).toHaveLength(1)
  })

  test('what comes within the month is put off, and asked after it', async () => {
    const given = await openGroup()
    await given.make()
    await secondGroup(given, '2026-03-05')
    for (const day of [0, 3, 4, 27]) await askAt(given.world, NOON + day * DAY + HOUR)
    expect(mailsTo(given.world, 'ada').map(({ subject }) => subject)).toEqual(['How was it? (Group ours)'])
    await askAt(given.world, NOON + 28 * DAY + 2 * HOUR)
    expect(mailsTo(given.world, 'ada').at(-1)?.text).toContain('And there?')
  })

  test('a check-in of the tracker counts as asking, and a survey counts for it', async () => {
    const given = await openGroup()
    const { world } = given
    const { id } = await signedIn(world, 'ada@example.test')
    await world.db
      .insert(notices)
      .values({ subjectId: id, occasion: 'check-in 2026-03', recipientId: id, createdAt: NOON, sentAt: NOON })
    await given.make()
    await askAt(world, NOON + DAY)
    expect([mailsTo(world, 'ada').length, mailsTo(world, 'bert').length]).toEqual([0, 1])
  })

  test('and the other way round: a check-in waits for a month after a survey', async () => {
    const given = await openGroup()
    const { world } = given
    const bert = await tracker(world, 'bert@example.test')
    await bert.track(await publish(world, { title: 'Applied long ago' }), 'applied')
    world.mails.length = 0
    await given.make({ opensOn: '2026-03-30', closesOn: '2026-06-30' })
    for (const day of [27, 28, 30, 31, 55, 57]) await askAt(world, NOON + day * DAY)
    expect(mailsTo(world, 'bert').map(({ subject }) => subject)).toEqual([
      'How was it? (Group ours)',
      'What became of Applied long ago?',
    ])
  })

  test('whenever groups ask and ticks come: 28 days between', async () => {
    const when = fc.array(fc.integer({ min: 1, max: 30 * 24 }), { minLength: 3, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(when, fc.integer({ min: 2, max: 28 }), async (hours, day) => {
        const given = await openGroup()
        const { world } = given
        await given.make({ closesOn: '2027-01-01' })
        await secondGroup(given, `2026-03-${String(day).padStart(2, '0')}`, '2027-01-01')
        const sent: number[] = []
        world.deliver = ({ to }) => {
          if (to === 'ada@example.test') sent.push(world.now)
          return { outcome: 'sent', providerId: 'p' }
        }
        let at = NOON
        for (const more of hours) {
          at += more * HOUR
          await askAt(world, at)
        }
        for (const [i, one] of sent.entries()) if (i) expect(one - (sent[i - 1] ?? 0)).toBeGreaterThanOrEqual(28 * DAY)
        expect(sent.length).toBeGreaterThan(0)
      }),
      { numRuns: 5 },
    )
  }, 30_000)
})
