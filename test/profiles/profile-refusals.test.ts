import { describe, expect, test } from 'vitest'
import { alum, fieldIn } from './given.ts'

describe('what cannot be so is explained beside its field, and nothing typed is lost', () => {
  const wrong: [string, [string, string][], string, string, string][] = [
    ['a week too long', [['hours', '169']], 'hours', '169', 'A week has only 168 hours'],
    [
      'a month too long',
      [
        ['hours', '745'],
        ['per', 'month'],
      ],
      'hours',
      '745',
      'At most 744 hours',
    ],
    ['no number', [['hours', 'a few']], 'hours', 'a few', 'Give the hours as a number'],
    ['a start that has passed', [['from', '2026-02-01']], 'from', '2026-02-01', 'This day has passed'],
    ['no day', [['from', 'soon']], 'from', 'soon', 'Give a day as YYYY-MM-DD'],
    ['no country', [['country', 'Atlantis']], 'country', 'Atlantis', 'Give a country such as France'],
    [
      'a city of no country behind one that is known',
      [
        ['country', 'France'],
        ['country', 'Ys, Atlantis'],
      ],
      'country-2',
      'Ys, Atlantis',
      'Give a country such as France',
    ],
    ['no language', [['language', 'Klingon']], 'language', 'Klingon', 'Give a language such as French'],
    ['no remote work and no place', [['remote', 'no']], 'remote', '', 'Without remote work there is nowhere left'],
    ['an inner link', [['link', 'http://localhost:1']], 'link', 'http://localhost:1', 'Give a web address'],
    ['an address for a link', [['link', 'me@alma.test']], 'link', 'me@alma.test', 'This is a mail address'],
    [
      'a skill that is ticked and typed',
      [
        ['skill', 'facilitation'],
        ['other_skill', 'Facilitation'],
      ],
      'other_skill',
      'Facilitation',
      '“Facilitation” is ticked above already: leave it out here',
    ],
    [
      'a skill of both sides',
      [['other_skill', 'Writing']],
      'other_skill',
      'Writing',
      'It can be “Writing (technical)” or “Writing (non-technical)”',
    ],
    ['a skill of signs', [['other_skill', '!!!']], 'other_skill', '!!!', 'Name a skill, in letters'],
    [
      'an address for a skill',
      [['other_skill', 'a@alma.test']],
      'other_skill',
      'a@alma.test',
      'Name a skill, in letters',
    ],
    ['a skill too long', [['other_skill', 'x'.repeat(81)]], 'other_skill', 'x'.repeat(81), 'Keep it to 80 bytes'],
  ]
  test.each(wrong)('%s', async (_what, fields, id, typed, problem) => {
    const { state, kept } = await alum()
    await state([['looking_for', 'What stood there before']])
    const answer = await state([...fields, ['looking_for', 'Words that must stay'], ['work_group', 'strategy']])
    const html = await answer.text()
    expect(answer.status).toBe(422)
    const field = fieldIn(html, id) ?? new RegExp(`<input[^>]* id="${id}"[^>]*>`).exec(html)?.[0]
    expect(field).toContain('aria-invalid="true"')
    expect(field).toContain(`aria-describedby="${id}-error"`)
    if (typed) expect(field).toContain(`value="${typed}"`)
    expect(new RegExp(`id="${id}-error"[^>]*>([^<]*)`).exec(html)?.[1]).toContain(problem)
    expect(html).toMatch(/<div class="summary"[^>]* autofocus/)
    expect(html).toContain(`href="#${id}"`)
    expect(html).toContain('Words that must stay')
    expect(html).toContain('name="work_group" value="strategy" checked')
    expect((await kept()).profile.lookingFor).toBe('What stood there before')
  })

  test('a thirteenth month and a field that is none are named', async () => {
    const { state } = await alum()
    const html = await (
      await state([
        ['months', '13'],
        ['admin', 'yes'],
      ])
    ).text()
    expect(html).toContain('months: months go from 1 to 12')
    expect(html).toContain('admin: this field is not known here')
  })

  test('an address in what one looks for, and too many words', async () => {
    const { state } = await alum()
    const html = await (await state([['looking_for', 'Write to me (alma@alma.test).']])).text()
    expect(html).toContain('Leave your mail address out')
    expect(html).toContain('Write to me (alma@alma.test).')
    expect(await (await state([['looking_for', 'x'.repeat(2_001)]])).text()).toContain('Keep it to 2,000 bytes')
  })

  test('months without hours, and moving from nowhere, are fine', async () => {
    const { state } = await alum()
    expect(
      (
        await state([
          ['months', '6'],
          ['relocate', 'yes'],
          ['remote', 'no'],
        ])
      ).status,
    ).toBe(303)
  })

  test('a start that was to come when it was stated may stay', async () => {
    const { world, state, kept } = await alum()
    await state([['from', '2026-03-05']])
    world.now += 10 * 24 * 3_600_000
    expect(
      (
        await state([
          ['from', '2026-03-05'],
          ['hours', '5'],
        ])
      ).status,
    ).toBe(303)
    expect((await kept()).profile.availability).toMatchObject({ hours: 5, from: '2026-03-05' })
  })

  test('twenty-one places: the last is refused, the others stay', async () => {
    const { state } = await alum()
    const cities = Array.from({ length: 21 }, (_, i): [string, string] => ['country', `City ${i}, France`])
    const html = await (await state(cities)).text()
    expect(html).toContain('At most 20 can be named')
    for (const [, text] of cities) expect(html).toContain(`value="${text}"`)
  })

  test('every skill with its level fits into one form', async () => {
    const { state, kept, get } = await alum()
    const html = await (await get('/me/profile')).text()
    const ids = [...html.matchAll(/name="skill" value="(\w+)"/g)].map(([, id = '']) => id)
    expect(ids.length).toBeGreaterThan(80)
    await state(
      ids.flatMap((id): [string, string][] => [
        ['skill', id],
        ['skill_level', `${id}:learning`],
      ]),
    )
    const { skills } = (await kept()).profile
    expect(skills.map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(skills.every(({ level }) => level === 'learning')).toBe(true)
  })
})
