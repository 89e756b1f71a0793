import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { atomically } from '../../src/db/client.ts'
import { events } from '../../src/db/table.ts'
import { told } from '../../src/matching/disclosing.ts'
import { matchingData } from '../../src/matching/personal-data.ts'
import { dismissals } from '../../src/matching/table.ts'
import { retractions } from '../../src/opportunities/table.ts'
import { paths } from '../../src/paths.ts'
import { people } from '../../src/people/table.ts'
import { memberOf, office } from '../life/given.ts'
import { publish } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { personWith } from './given.ts'

let world: World
let id: string
let alum: Awaited<ReturnType<typeof personWith>>

beforeEach(async () => {
  world = await createWorld()
  id = await publish(world, { title: 'Course facilitator', skills: [{ id: 'facilitation', must: true }] })
  alum = await personWith(world, { skills: [{ id: 'facilitation' }] })
})

const rows = () => world.db.select().from(dismissals)
const saidNo = () => world.db.select().from(events).where(eq(events.name, 'opportunity.dismissed'))
const matches = async () => (await alum.get(paths.ownMatches())).text()
const setAside = (fields: Record<string, string> = {}) =>
  alum.post(paths.dismissals(), { opportunity: id, reason: 'hours', ...fields })

describe('"not for me"', () => {
  test('takes it out of the matches at once, is kept with its reason and counted', async () => {
    expect(await matches()).toContain('Course facilitator</a>')
    const answer = await setAside({ back: '/me/matches?kind=role' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/matches?kind=role&done=set_aside'])
    expect(await rows()).toMatchObject([{ personId: alum.id, opportunityId: id, reason: 'hours', note: '' }])
    expect(await saidNo()).toMatchObject([{ actorId: alum.id, subjectId: id }])
    const html = await matches()
    expect(html).not.toContain('Course facilitator')
    expect(html).toMatch(/<a href="\/me\/matches\/dismissals" class="num">1 set aside<\/a>/)
  })

  test('said twice at once it is one row, and the newer reason counts', async () => {
    await Promise.all([setAside(), setAside()])
    await setAside({ reason: 'other', note: '  I  run it\nmyself ' })
    expect(await rows()).toMatchObject([{ reason: 'other', note: 'I run it myself' }])
  })

  test('a visitor, and what is not there or not to be seen, is refused; nothing is written', async () => {
    expect((await world.post(paths.dismissals(), { opportunity: id, reason: 'hours' })).status).toBe(401)
    expect((await setAside({ opportunity: 'opp_none' })).status).toBe(404)
    expect((await setAside({ opportunity: '' })).status).toBe(404)
    const why = { reason: 'mistake', note: 'x', retractedBy: 'per_m', retractedAt: 1 } as const
    await world.db.insert(retractions).values({ opportunityId: id, ...why })
    expect((await setAside()).status).toBe(404)
    expect([await rows(), await saidNo()]).toEqual([[], []])
  })

  test.each([
    ['no reason', { reason: '' }, 'Choose why it is not for you'],
    ['a reason that is none', { reason: 'bored' }, 'Choose why it is not for you'],
    ['another reason without words', { reason: 'other', note: ' ' }, 'Say in a few words why'],
    ['too many words', { note: 'x'.repeat(201) }, 'Keep it to 200 bytes'],
    ['a field that there is not', { person: 'per_2' }, '`person` is not known here'],
  ])(
    '%s shows the form with what to change and loses nothing',
    async (_what, fields: Record<string, string>, words) => {
      const answer = await setAside({ note: 'What I typed', back: '/me/matches?q=x', ...fields })
      const html = await answer.text()
      expect(answer.status).toBe(422)
      expect(html).toContain(words)
      expect(html).toContain('Nothing was saved yet')
      expect(html).toContain(`value="${fields.note?.trim() ?? 'What I typed'}"`.replace('value=""', 'value'))
      expect(html).toContain('name="back" value="/me/matches?q=x"')
      expect(await rows()).toEqual([])
    },
  )

  test.each(['https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test', ''])(
    'it never leads away from here: %s',
    async (back) => {
      expect((await setAside({ back })).headers.get('location')).toMatch(/^\/me(\/matches)?\?done=set_aside$/)
    },
  )
})

describe('taking it back', () => {
  const takeBack = (who = alum, of = id) => who.post(paths.dismissalRemoval(of))

  test('it stands on the page with its reason, and is matched again after a press', async () => {
    await setAside({ reason: 'other', note: 'Not <now>' })
    const page = await (await alum.get(paths.dismissals())).text()
    expect(page).toContain('Not &lt;now>')
    expect(page).toContain(`action="${paths.dismissalRemoval(id)}"`)
    const answer = await takeBack()
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/matches/dismissals?done=taken_back'])
    expect(await rows()).toEqual([])
    expect(await matches()).toContain('Course facilitator</a>')
  })

  test('nobody takes back what another set aside', async () => {
    await setAside()
    const stranger = await signIn(world, 'other@example.test')
    expect((await takeBack(stranger)).status).toBe(404)
    expect((await world.post(paths.dismissalRemoval(id), {})).status).toBe(401)
    expect(await rows()).toHaveLength(1)
    expect(await (await stranger.get(paths.dismissals())).text()).not.toContain('Course facilitator')
  })

  test('what was never set aside is not found', async () => {
    expect((await takeBack(alum, 'opp_none')).status).toBe(404)
    expect(await world.db.select().from(events).where(eq(events.name, 'opportunity.dismissal_taken_back'))).toEqual([])
  })

  test('of one retracted since, the words are gone', async () => {
    await setAside()
    const why = { reason: 'hazardous', note: 'x', retractedBy: 'per_m', retractedAt: 1 } as const
    await world.db.insert(retractions).values({ opportunityId: id, ...why })
    const page = await (await alum.get(paths.dismissals())).text()
    expect(page).toContain('One that a moderator has retracted since')
    expect(page).not.toContain('Course facilitator')
  })

  test('more than a page of them, none twice and none lost', async () => {
    const titles = Array.from({ length: 130 }, (_, i) => `Number ${i}.`)
    const values = []
    for (const title of titles)
      values.push({
        opportunityId: await publish(world, { title }),
        personId: alum.id,
        reason: 'known' as const,
        note: '',
        at: 7,
      })
    for (let i = 0; i < values.length; i += 10) await world.db.insert(dismissals).values(values.slice(i, i + 10))
    const first = await (await alum.get(paths.dismissals())).text()
    const older = /href="([^"]+)">Older/.exec(first)?.[1] ?? ''
    const second = await (await alum.get(older)).text()
    const found = [...(first + second).matchAll(/>(Number \d+\.)<\/a>/g)].map(([, title]) => title)
    expect(found.sort()).toEqual([...titles].sort())
    expect(second).not.toContain('Older')
  })
})

describe('what the organization sees of it', () => {
  const dismissedBy = async (reasons: ('hours' | 'place' | 'other')[]) => {
    for (const [i, reason] of reasons.entries()) {
      const personId = `per_${reason}${i}`
      const person = {
        name: '',
        email: `${personId}@example.test`,
        emailKey: personId,
        role: 'person' as const,
        createdAt: 0,
      }
      await world.db.insert(people).values({ id: personId, ...person })
      await world.db.insert(dismissals).values({ personId, opportunityId: id, reason, note: 'A secret', at: 1 })
    }
    const member = await memberOf(world)
    return (await member.get(office)).text()
  }

  test('nothing of four people', async () => {
    const html = await dismissedBy(['hours', 'hours', 'hours', 'place'])
    expect(html).toContain('Course facilitator')
    expect(html).not.toContain('set it aside')
  })

  test('of ten how many and why, never their words', async () => {
    const html = await dismissedBy([...Array(5).fill('hours'), ...Array(6).fill('place')])
    expect(html).toContain('11 set it aside as not for them: 6 wrong place, 5 too many hours')
    expect(html).not.toContain('A secret')
  })

  test.each([
    [{ hours: 4 }, null],
    [{}, null],
    [{ hours: 5 }, { total: 5, parts: [] }],
    [
      { hours: 3, place: 2 },
      { total: 5, parts: [] },
    ],
    [
      { hours: 9, place: 1 },
      { total: 10, parts: [] },
    ],
    [
      { hours: 5, place: 5 },
      { total: 10, parts: ['hours 5', 'place 5'] },
    ],
    [
      { hours: 5, place: 6, other: 2 },
      { total: 13, parts: ['place 6'] },
    ],
    [
      { hours: 8, known: 3, other: 2 },
      { total: 13, parts: ['hours 8'] },
    ],
  ])('%o is told as %o', (counts, expected) => {
    const said = told(counts)
    expect(said && { ...said, parts: said.parts.map(({ name, count }) => `${name} ${count}`) }).toEqual(expected)
  })
})

test('it goes with a person’s data, and is erased with them', async () => {
  await setAside({ reason: 'other', note: 'Mine' })
  const ctx = world.ctx()
  expect(await matchingData.export(ctx, alum.id)).toMatchObject({
    dismissals: [{ opportunityId: id, reason: 'other', note: 'Mine' }],
  })
  expect(await matchingData.export(ctx, 'per_none')).toEqual({ dismissals: [] })
  await atomically(world.db, matchingData.erase(ctx, 'per_none'))
  expect(await rows()).toHaveLength(1)
  await atomically(world.db, matchingData.erase(ctx, alum.id))
  expect(await rows()).toEqual([])
})
