import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { events } from '../../src/db/table.ts'
import { OwnProfile } from '../../src/profiles/schema.ts'
import { profiles } from '../../src/profiles/table.ts'
import { publish } from '../support/given.ts'
import { openClient } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { alum } from './given.ts'

const everything: [string, string][] = [
  ['hours', '10'],
  ['per', 'week'],
  ['from', '2026-06-01'],
  ['months', '6'],
  ['months', '7'],
  ['skill', 'facilitation'],
  ['skill', 'python'],
  ['skill_level', 'facilitation:expert'],
  ['skill_level', 'pytorch:learning'],
  ['skill_level', ''],
  ['other_skill', 'Bird counting (non-technical)'],
  ['profession', 'research_technical'],
  ['side', 'technical'],
  ['kind', 'role'],
  ['work_group', 'governance'],
  ['audience', 'osint'],
  ['looking_for', 'A quiet place\r\nto think'],
  ['country', 'Lyon, France'],
  ['country', 'Germany'],
  ['relocate', 'yes'],
  ['visa_needed', 'yes'],
  ['pay_needed', 'yes'],
  ['language', 'French, English'],
  ['level', 'graduate'],
  ['degree', 'master'],
  ['link', 'alma.test/my work'],
]

describe('stating a profile', () => {
  test('everything is kept as it was stated, and shown again', async () => {
    const { state, kept, get } = await alum()
    const answer = await state([...everything, ['step', 'where']])
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/profile?done=where#background'])
    expect((await kept()).profile).toEqual(
      OwnProfile.parse({
        availability: { hours: 10, per: 'week', from: '2026-06-01', months: [6, 7] },
        skills: [
          { id: 'facilitation', level: 'expert' },
          { id: 'python', level: null },
        ],
        otherSkills: ['Bird counting (non-technical)'],
        professions: ['research_technical'],
        sides: ['technical'],
        kinds: ['role'],
        workGroups: ['governance'],
        audiences: ['osint'],
        lookingFor: 'A quiet place\nto think',
        places: [
          { country: 'FR', city: 'Lyon' },
          { country: 'DE', city: null },
        ],
        relocate: true,
        visaNeeded: true,
        payNeeded: true,
        languages: ['fr', 'en'],
        level: 'graduate',
        degree: 'master',
        links: ['https://alma.test/my%20work'],
      }),
    )
    const page = await get('/me/profile?done=where')
    expect(page.headers.get('cache-control')).toBe('private, no-store')
    const html = await page.text()
    expect(html).toMatch(/id="background"[^>]*>.{0,80}<\/h2><p class="done" role="status">Saved\./)
    expect(html).toContain('value="facilitation:expert" selected')
    expect(html).toContain('name="country" value="Lyon, France"')
    expect(html).toContain('class="year fill-2"')
    expect(html).toContain('A quiet place\nto think')
    expect(html).toContain('name="version" value="1"')
  })

  test('each saving is recorded, by its owner', async () => {
    const { world, id, state } = await alum()
    await state([['hours', '3']])
    const rows = await world.db.select().from(events).where(eq(events.name, 'profile.saved'))
    expect(rows).toMatchObject([{ subjectId: id, actorId: id }])
  })

  test('nobody else reads or writes it: a visitor is led to sign in and back, and refused', async () => {
    const world = await createWorld()
    const visitor = openClient(world)
    const led = await visitor.get('/me/profile?skill=python')
    expect(led.headers.get('location')).toBe('/sign-in?next=%2Fme%2Fprofile%3Fskill%3Dpython')
    expect((await visitor.post('/me/profile', { version: '0', hours: '3' })).status).toBe(401)
    const ada = await alum(world)
    await ada.state([['hours', '3']])
    const ben = await alum(world, 'ben@example.test')
    await ben.state([['hours', '40']])
    expect([(await ada.kept()).profile.availability.hours, (await world.db.select().from(profiles)).length]).toEqual([
      3, 2,
    ])
  })

  test('what the form leaves out is taken out', async () => {
    const { state, kept } = await alum()
    await state(everything)
    await state([])
    expect((await kept()).profile).toEqual(OwnProfile.parse({}))
  })
})

describe('two tabs', () => {
  test('the older one is shown what the newer says, and may save over it knowingly', async () => {
    const { state, kept } = await alum()
    await state([
      ['hours', '3'],
      ['looking_for', 'Older words'],
    ])
    await state(
      [
        ['hours', '5'],
        ['looking_for', 'Newer words'],
      ],
      1,
    )
    const stale: [string, string][] = [
      ['hours', '8'],
      ['looking_for', 'My words'],
    ]
    const answer = await state(stale, 1)
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toMatch(/<th scope="row">Hours<\/th><td>8 h a week<\/td><td>5 h a week<\/td>/)
    expect(html).toMatch(/<td>My words<\/td><td>Newer words<\/td>/)
    expect(html).toMatch(/id="looking_for"[^>]*>My words</)
    expect(html).toContain('form="own-profile">Save what I typed over it')
    expect((await kept()).profile.lookingFor).toBe('Newer words')
    expect(html).toContain('name="version" value="2"')
    expect((await state(stale, 2)).status).toBe(303)
    expect(await kept()).toMatchObject({ version: 3, profile: { lookingFor: 'My words' } })
  })

  test('a button pressed twice is no conflict', async () => {
    const { state, kept } = await alum()
    expect((await state([['hours', '3']], 0)).status).toBe(303)
    expect((await state([['hours', '3']], 0)).status).toBe(303)
    expect((await kept()).version).toBe(1)
  })

  test.each(['-1', '1.5', 'many', '9'])('version %s writes nothing', async (version) => {
    const { state, post, kept } = await alum()
    await state([['hours', '3']])
    expect((await post('/me/profile', { version, hours: '5' })).status).toBe(409)
    expect((await kept()).profile.availability.hours).toBe(3)
  })
})

describe('beside the form', () => {
  test('what was said at Match me is filled in and not saved', async () => {
    const { state, kept, get } = await alum()
    await state([
      ['hours', '3'],
      ['skill', 'python'],
      ['skill_level', 'python:expert'],
      ['looking_for', 'Mine'],
    ])
    const html = await (await get('/me/profile?skill=python&skill=facilitation&hours=6&per=month&q=x')).text()
    expect(html).toContain('Filled in from what you said at “Match me”')
    expect(html).toContain('name="skill" value="facilitation" checked')
    expect(html).toContain('value="python:expert" selected')
    expect(html).toMatch(/id="hours"[^>]*value="6"/)
    expect(html).toContain('>Mine<')
    expect((await kept()).version).toBe(1)
    const match = await (await get('/match?skill=python&hours=6')).text()
    expect(match).toContain(
      '<a href="/me/profile?skill=python&amp;hours=6" rel="nofollow">Keep this as your profile</a>',
    )
    expect(await (await get('/match')).text()).not.toContain('Keep this as your profile')
  })

  test('what matches, and how much more each open answer could open', async () => {
    const { world, state, get } = await alum()
    const hours = { basis: 'stated', hoursMin: 5, hoursMax: 5, per: 'week' } as never
    await publish(world, { skills: [{ id: 'facilitation', must: true }], commitment: hours })
    await publish(world, { skills: [{ id: 'python', must: true }], commitment: hours })
    await state([['skill', 'facilitation']])
    const html = await (await get('/me/profile')).text()
    expect(html).toContain('1 opportunity matches you now')
    expect(html).toContain('<a href="#time">Adding hours</a>: up to 2 more match')
    expect(html).not.toContain('Adding skills')
    await state([
      ['skill', 'facilitation'],
      ['hours', '5'],
    ])
    expect(await (await get('/me/profile')).text()).not.toContain('Adding hours')
  })

  test('the account leads there', async () => {
    const { get } = await alum()
    const html = await (await get('/me')).text()
    for (const path of ['/me/profile', '/me/matches', '/me/applications', '/me/data'])
      expect(html).toContain(`href="${path}"`)
  })
})
