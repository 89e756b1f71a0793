import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import { DAY, MINUTE } from '../../src/calendar.ts'
import { notices, suppressions } from '../../src/mail/table.ts'
import { startNotices } from '../../src/notices/jobs.ts'
import { askWhereTheyAre } from '../../src/outcomes/check-ins/asking.ts'
import { checkInAnswers, checkInAsks, checkIns } from '../../src/outcomes/check-ins/table.ts'
import { groupLandings, outcomes } from '../../src/outcomes/table.ts'
import { consents } from '../../src/profiles/table.ts'
import { cohorts, participants } from '../../src/programs/table.ts'
import { runJob } from '../../src/queue.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { tracker } from '../applications/given.ts'
import { linkIn, publish } from '../support/given.ts'
import { NOON, type World } from '../support/world.ts'
import { made, memberOfGroup, signedIn, surveyForm, takingPart } from '../surveys/given.ts'
import { askAllAt, asked, days, engineer, groupThatAsks, SIX_MONTHS_ON, TWELVE_MONTHS_ON } from './check-ins-given.ts'

const subject = 'Where are you now? Group ours asks'
const rowsOf = async (world: World) => [
  await world.db.select().from(groupLandings),
  await world.db.select().from(outcomes),
  await world.db.select().from(checkInAnswers),
]

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

async function claimed(world: World): Promise<string> {
  const { id } = await signedIn(world, 'ada@example.test')
  await world.db.update(participants).set({ personId: id }).where(eq(participants.id, 'ptc_ada'))
  return id
}

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

describe('an answer', () => {
  test('is an outcome and a landing of each ticked group at once, and of no other', async () => {
    const { world, say, text, groupId } = await asked({ second: true })
    const answer = await say(engineer, ['ptc_ada'])
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(/\?done=saved$/)])
    const [landings, said] = await rowsOf(world)
    expect(landings).toMatchObject([
      {
        ...{ groupId, participantId: 'ptc_ada', organizationName: 'Northlight Institute', title: 'Research engineer' },
        ...{ fteActive: 1, startsOn: '2026-06-01', recordedBy: 'check-in', verifiedAt: null },
      },
    ])
    expect(said).toMatchObject([{ outcome: 'full_time', happenedOn: '2026-08-28', checkInId: expect.any(String) }])
    const shown = await text(`/groups/${groupId}/landings`)
    for (const words of [
      'Research engineer, Northlight Institute',
      'Said at a check-in on 28 Aug 2026',
      'full-time position 1 33 %',
    ])
      expect(shown).toContain(words)
    expect(await text(`/groups/${groupId}/check-ins`)).toContain('1 of 3 (33 %)')
    expect(await text(`/groups/${groupId}/check-ins`)).toContain('through A friend')
    expect(await text(`/groups/${groupId}`)).toMatch(/1 of 1 landing is not verified/)
  })

  test('the same again changes nothing; another takes its place until it closes', async () => {
    const { world, say, linkTo } = await asked()
    await say(engineer)
    const before = await rowsOf(world)
    await say(engineer)
    expect(await rowsOf(world)).toEqual(before)
    expect(await (await world.get(linkTo('ada'))).text()).toContain('value="Research engineer"')
    await say({ ...engineer, title: 'Team lead' })
    const [changed, said] = await rowsOf(world)
    expect(changed).toMatchObject([{ title: 'Team lead', version: 2 }])
    expect(said).toHaveLength(1)
    await say({ outcome: 'looking' })
    const [none, looking, answers] = await rowsOf(world)
    expect([none, looking, answers]).toMatchObject([[], [{ outcome: 'looking', landingId: null }], [{ version: 3 }]])
    world.now = days(62)
    const late = await say({ outcome: 'not_looking' })
    expect([late.status, (await late.text()).includes('was not saved')]).toEqual([409, true])
    expect((await rowsOf(world))[1]).toMatchObject([{ outcome: 'looking' }])
  })

  test('"nothing has changed" is one press: each group keeps what it knew, said again today', async () => {
    const { world, say, shown, same, linkTo, member, groupId } = await asked({ second: true })
    const known = { participantId: 'ptc_ada', organizationName: 'Northlight', title: 'Lead', outcome: 'fractional' }
    await member.post(`/groups/${groupId}/landings`, { ...known, time: '', startsOn: '2026-03-01', version: '0' })
    expect(await (await world.get(linkTo('ada'))).text()).toContain(
      'Group ours has: fractional, beside other work, Lead, Northlight.',
    )
    const seen = await shown()
    expect((await same(seen)).status).toBe(303)
    const [landings, said, answers] = await rowsOf(world)
    expect([landings?.length, answers?.length]).toEqual([1, 1])
    expect(said).toMatchObject([
      { outcome: 'fractional', happenedOn: '2026-03-01', checkInId: null },
      { outcome: 'fractional', happenedOn: '2026-08-28', checkInId: expect.any(String), landingId: expect.any(String) },
    ])
    expect((await same(seen)).status).toBe(303)
    expect((await rowsOf(world))[1]).toHaveLength(2)
    await say({ outcome: 'looking' })
    const [kept, after] = await rowsOf(world)
    expect([kept?.length, after]).toMatchObject([1, [{ outcome: 'fractional' }, { outcome: 'looking' }]])
    await same(seen)
    expect((await rowsOf(world))[1]).toEqual(after)
  })

  test('through an opportunity here is tied to it', async () => {
    const { world, say } = await asked()
    const id = await publish(world, { title: 'Course lead' })
    await say({ ...engineer, through: `http://onward.test/opportunities/${id}-course-lead` })
    expect((await rowsOf(world))[0]).toMatchObject([{ opportunityId: id }])
  })

  test('what cannot be is said beside its field, and nothing typed is lost', async () => {
    const { world, say } = await asked({ second: true })
    const bad: [Record<string, string>, string, string][] = [
      [{ ...engineer, outcome: '' }, 'outcome', 'Choose where you are now'],
      [{ ...engineer, outcome: 'no_answer' }, 'outcome', 'Choose from'],
      [{ ...engineer, organizationName: '' }, 'organizationName', 'Say where it is'],
      [{ ...engineer, title: ' ' }, 'title', 'Say as what'],
      [{ ...engineer, startsOn: '' }, 'startsOn', 'Give the first day'],
      [{ ...engineer, startsOn: '2026-02-30' }, 'startsOn', 'Give a day'],
      [{ ...engineer, time: 'lots' }, 'time', 'was not understood'],
      [{ outcome: 'outside', title: 'Baker' }, 'startsOn', 'Give the first day'],
    ]
    for (const [fields, key, message] of bad) {
      const answer = await say({ through: 'Kept <words>', ...fields })
      const html = await answer.text()
      expect([key, answer.status, html.includes(`id="${key}-error"`)]).toEqual([key, 422, true])
      expect(html).toContain(message)
      if (!fields.through) expect(html).toContain('Kept &lt;words>')
    }
    const nobody = await say(engineer, [])
    expect([nobody.status, (await nobody.text()).includes('Tick at least one group')]).toEqual([422, true])
    expect((await say({ ...engineer, nonsense: '1' })).status).toBe(422)
    expect(await rowsOf(world)).toEqual([[], [], []])
  })

  test('of who is outside, independent or looking asks for no more than it needs', async () => {
    const { world, say } = await asked()
    for (const [fields, landing] of [
      [{ outcome: 'outside' }, []],
      [
        { outcome: 'funded_independent', title: 'Researcher', startsOn: '2026-05-01' },
        [{ organizationName: 'Independent' }],
      ],
      [{ ...engineer, outcome: 'not_looking' }, []],
    ] as const) {
      expect((await say(fields)).status).toBe(303)
      expect((await rowsOf(world))[0]).toMatchObject(landing)
    }
  })

  test('is written by its own link alone, and by no GET', async () => {
    const { world, linkTo } = await asked()
    const link = linkTo('ada')
    const forged = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
    for (const path of [forged, '/outcomes/none', link.replace(/chk_\w+/, 'chk_other')])
      for (const answer of [await world.get(path), await world.post(path, { ...engineer, to: 'ptc_ada' })])
        expect([path, answer.status]).toEqual([path, 404])
    for (const search of ['?same=yes&to=ptc_ada', `?${new URLSearchParams(engineer)}`]) await world.get(link + search)
    await world.post(link, { ...engineer, to: 'ptc_bert' })
    expect(await rowsOf(world)).toEqual([[], [], []])
  })

  test('four presses at once leave one answer and one landing', async () => {
    const { world, say } = await asked()
    await Promise.all(['A', 'B', 'C', 'D'].map((title) => say({ ...engineer, title })))
    expect((await rowsOf(world)).map((rows) => rows.length)).toEqual([1, 1, 1])
  })
})

describe('taken back', () => {
  const backs: Record<string, (given: Awaited<ReturnType<typeof asked>>) => Promise<unknown>> = {
    'asking nothing more': ({ world, linkTo }) => world.post(`${linkTo('ada')}/objection`, { from: 'ptc_ada' }),
    'erasing the record': ({ world, mailsTo }) =>
      world.post(linkIn(mailsTo('ada')[0]?.text ?? '', 'records/'), { answer: 'erase' }),
    'withdrawing the consent': async ({ world }) => {
      await world.db.insert(consents).values({ ...consent, personId: await claimed(world) })
      await world.db.update(consents).set({ withdrawnAt: world.now })
    },
  }
  const consent = { id: 'cns_1', purpose: 'surveys' as const, wordsVersion: 1, givenAt: 1 }

  test.each([
    ['asking nothing more', 409],
    ['erasing the record', 404],
    ['withdrawing the consent', 409],
  ] as const)('by %s: the landing goes, the person counts as no answer', async (how, status) => {
    const given = await asked()
    const { world, say, text, groupId } = given
    await say(engineer)
    await backs[how]?.(given)
    expect(await rowsOf(world)).toEqual([[], [], []])
    const shown = await text(`/groups/${groupId}/landings`)
    expect(shown).toContain('no answer 3 100 %')
    expect(await text(`/groups/${groupId}/check-ins`)).toMatch(/3 took part, 3 asked 0 of 3 \(0 %\)/)
    const again = await say({ ...engineer, title: 'Again' })
    expect([again.status, await rowsOf(world)]).toEqual([status, [[], [], []]])
  })

  test('what a group has changed since is its own record, and stays', async () => {
    const given = await asked()
    const { world, say, shown, same, member, groupId } = given
    await say(engineer)
    const [landing] = await world.db.select().from(groupLandings)
    const edited = { ...engineer, participantId: 'ptc_ada', title: 'Seen there', version: '1' }
    const { through: _, ...fields } = edited
    expect((await member.post(`/groups/${groupId}/landings/${landing?.id}`, fields)).status).toBe(303)
    await askAllAt(world, TWELVE_MONTHS_ON)
    await same(await shown())
    expect((await rowsOf(world)).map(({ length }) => length)).toEqual([1, 2, 2])
    await backs['withdrawing the consent']?.(given)
    expect((await rowsOf(world)).map(({ length }) => length)).toEqual([1, 1, 0])
  })

  test('an objection is by its own link, of a group that asked', async () => {
    const { world, linkTo } = await asked()
    expect((await world.post(`${linkTo('ada')}/objection`, { from: 'ptc_bert' })).status).toBe(404)
    expect((await world.get(`${linkTo('ada')}/objection`)).status).toBe(404)
    expect((await world.db.select().from(participants)).every(({ objectedAt }) => objectedAt === null)).toBe(true)
    await world.post(`${linkTo('ada')}/objection`, { from: 'ptc_ada' })
    expect(await (await world.get(linkTo('ada'))).text()).toContain('ask you nothing more')
  })
})

describe('a program that asks nobody', () => {
  test('is switched by members alone, and asks again', async () => {
    const { world, member, groupId, mailsTo } = await groupThatAsks()
    const path = `/groups/${groupId}/check-ins/prg_ours`
    const stranger = await signedIn(world, 'stranger@group.test')
    expect((await stranger.post(path, { asks: 'no' })).status).toBe(404)
    expect((await member.post(path, { asks: 'perhaps' })).status).toBe(422)
    expect((await member.post(`/groups/${groupId}/check-ins/prg_other`, { asks: 'no' })).status).toBe(404)
    expect((await member.post(path, { asks: 'no' })).status).toBe(303)
    expect(await (await member.get(`/groups/${groupId}/check-ins`)).text()).toContain('asks nobody')
    await askAllAt(world, SIX_MONTHS_ON)
    expect(world.mails).toEqual([])
    await member.post(path, { asks: 'yes' })
    await askAllAt(world, days(1))
    expect(mailsTo('ada')).toHaveLength(1)
  })
})

test('a group sees its own check-ins alone, due, sent and answered', async () => {
  const { world, text, groupId, say } = await asked({ second: true })
  await world.db.insert(cohorts).values({
    ...{ id: 'coh_next', programId: 'prg_ours', number: 2, name: 'Next', startsOn: '2026-03-01', endsOn: '2026-04-01' },
    ...{ createdAt: NOON, updatedAt: NOON },
  })
  await world.db.run(sql`insert into participations (id, participant_id, cohort_id, role, created_at, updated_at)
    values ('pcn_next', 'ptc_bert', 'coh_next', 'participant', 0, 0)`)
  await say({ outcome: 'looking' }, ['ptc_ada'])
  const page = await text(`/groups/${groupId}/check-ins`)
  for (const words of [
    'What became of applications that they track is asked apart',
    'Northern bootcamp 2 , after 6 months Due on 1 Oct 2026 · 1 took part, 0 asked',
    'Northern bootcamp 1 , after 6 months Asking since 28 Aug 2026 · 3 took part, 3 asked 1 of 3 (33 %) answered',
    'Ada , Northern bootcamp 1, 6 months: asked on 28 Aug 2026 Answered on 28 Aug 2026: Still looking',
    'No answer yet; open until 27 Oct 2026',
  ])
    expect(page).toContain(words)
  expect(page).not.toMatch(/Southern|second|@example/)
  const second = await memberOfGroup(world, 'grp_second', 'second@group.test')
  const theirs = await (await second.get('/groups/grp_second/check-ins')).text()
  expect(theirs).not.toMatch(/Northern|Still looking/)
  expect((await second.get(`/groups/${groupId}/check-ins`)).status).toBe(404)
})

test('the rate of a horizon is of every cohort that reached it, however long the list and whoever could be asked', async () => {
  const { world, text, groupId, say } = await asked()
  await say({ outcome: 'looking' })
  const rows = JSON.stringify(Array.from({ length: 70 }, (_, i) => i + 2))
  // Ended in March 2026, so that all reached six months by October: of Bert, who wants to hear nothing.
  await world.db.run(sql`update participants set objected_at = 1 where id = 'ptc_bert'`)
  await world.db.run(sql`insert into cohorts (id, program_id, number, name, starts_on, ends_on, created_at, updated_at)
    select 'coh_x' || value, 'prg_ours', value, '', '2026-03-01', '2026-03-10', 0, 0 from json_each(${rows})`)
  await world.db.run(sql`insert into participations (id, participant_id, cohort_id, role, created_at, updated_at)
    select 'pcn_x' || value, 'ptc_bert', 'coh_x' || value, 'participant', 0, 0 from json_each(${rows})`)
  // Of one that came in when its six months were over for long, nothing is said.
  await world.db.run(sql`update cohorts set ends_on = '2024-03-10' where id = 'coh_x71'`)
  await world.db.run(sql`update participations set created_at = ${SIX_MONTHS_ON} where id = 'pcn_x71'`)
  await askAllAt(world, Date.parse('2026-12-20T09:00:00Z'))
  const page = await text(`/groups/${groupId}/check-ins`)
  expect(page).toContain('answered after 6 months 1 of 72 (1 %)')
  expect(page).toContain('The latest 60. The rates above are of every cohort.')
  expect(await text(`/groups/${groupId}/check-ins`)).not.toContain('after 24 months')
})
