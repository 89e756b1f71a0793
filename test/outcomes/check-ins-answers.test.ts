import { describe, expect, test } from 'vitest'
import { checkInAnswers } from '../../src/outcomes/check-ins/table.ts'
import { groupLandings, outcomes } from '../../src/outcomes/table.ts'
import { consents } from '../../src/profiles/table.ts'
import { participants } from '../../src/programs/table.ts'
import { linkIn, publish } from '../support/given.ts'
import type { World } from '../support/world.ts'
import { askAllAt, asked, claimed, days, engineer, TWELVE_MONTHS_ON } from './check-ins-given.ts'

const rowsOf = async (world: World) => [
  await world.db.select().from(groupLandings),
  await world.db.select().from(outcomes),
  await world.db.select().from(checkInAnswers),
]

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
