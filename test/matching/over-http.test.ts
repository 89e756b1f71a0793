import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { contentOf, insertOpportunities } from '../../src/opportunities/writing.ts'
import { organizations } from '../../src/organizations/table.ts'
import { paths } from '../../src/paths.ts'
import { createWorld, NOON, type World } from '../support/world.ts'

const hours = (least: number, per: 'week' | 'month' = 'week') => ({
  basis: 'stated',
  hoursMin: least,
  hoursMax: least,
  per,
})
const onTheBoard: object[] = [
  {
    kind: 'role',
    title: 'Course facilitator',
    skills: [
      { id: 'facilitation', must: true },
      { id: 'curriculum_design', must: false },
    ],
    workGroups: ['movement_building'],
    commitment: hours(3),
  },
  { kind: 'training', title: 'Curriculum course', teaches: ['curriculum_design'], commitment: hours(5) },
  {
    kind: 'fellowship',
    title: 'Interpretability fellowship',
    skills: [{ id: 'pytorch', must: true }],
    commitment: hours(40),
  },
  { kind: 'project', title: 'Unpaid reading group', pay: { kind: 'unpaid' }, commitment: hours(3, 'month') },
]

let world: World

beforeAll(async () => {
  world = await createWorld()
  const at = NOON - 1
  await world.db
    .insert(organizations)
    .values({ id: 'org_1', name: 'Northlight', nameKey: 'northlight', createdAt: at, updatedAt: at })
  const rows = onTheBoard.map((given, i) => ({
    ...contentOf(OpportunityInput.parse(given)),
    id: `opp_${i + 1}`,
    organizationId: 'org_1',
    publishedAt: at,
    createdAt: at,
    updatedAt: at,
  }))
  for (const statement of insertOpportunities(world.db, rows)) await world.db.batch([statement])
})

type Answer = {
  data: {
    opportunity: { id: string; title: string }
    score: number
    evidence: boolean
    parts: Record<string, number>
    missing: object[]
  }[]
  meta: { count: number; next: null; blocked: object; nearly: { opportunity: { id: string }; blockers: object[] }[] }
  error: { code: string; issues: { path: string; message: string }[] }
}
const api = async (body: unknown) => {
  const response = await world.postJson('/api/v1/match', body)
  return { status: response.status, ...((await response.json()) as Answer) }
}

describe('POST /api/v1/match', () => {
  test('matches with parts that add up, what is missing and where to learn it, and what blocks', async () => {
    const profile = { skills: [{ id: 'facilitation' }], availability: { hours: 6 }, payNeeded: true }
    const { status, data, meta } = await api({ profile })
    expect(status).toBe(200)
    expect(data.map(({ opportunity }) => opportunity.title)).toEqual(['Course facilitator', 'Curriculum course'])
    for (const { score, parts } of data) expect(Object.values(parts).reduce((a, b) => a + b)).toBe(score)
    expect(data[0]?.missing).toContainEqual({
      message: 'AI safety curriculum design, nice to have',
      training: {
        id: 'opp_2',
        title: 'Curriculum course',
        url: `http://onward.test/opportunities/opp_2-curriculum-course`,
      },
    })
    expect(meta).toMatchObject({ count: 2, next: null, blocked: { hours: 1, pay: 1 } })
    expect(meta.nearly.map(({ opportunity, blockers }) => [opportunity.id, blockers])).toEqual([
      ['opp_4', [{ code: 'pay', message: 'Unpaid, and you need pay' }]],
      ['opp_3', [{ code: 'hours', message: '40 h a week asked, you give 6' }]],
    ])
  })

  test('an empty profile is blocked by nothing', async () => {
    expect((await api({ profile: {} })).meta).toMatchObject({ count: 4, blocked: {}, nearly: [] })
  })

  test('equal questions get equal bytes, and nothing is written', async () => {
    const written = () => world.db.all<{ changes: number }>(sql`select total_changes() as changes`)
    const ask = async () => (await world.postJson('/api/v1/match', { profile: { payNeeded: true } })).text()
    const before = await written()
    expect(await ask()).toBe(await ask())
    expect(await written()).toEqual(before)
  })

  test('a wrong key is refused and named', async () => {
    const { status, error } = await api({ profile: { skils: [] } })
    expect([status, error.code]).toEqual([422, 'invalid'])
    expect(JSON.stringify(error.issues)).toContain('skils')
    expect((await api({ profile: {}, limit: 5 })).status).toBe(422)
  })

  const misplaced: [string, unknown, string, string][] = [
    ['hours outside availability', { profile: { hours: 10 } }, 'profile', '`hours` belongs in `availability.hours`'],
    ['months of a snake', { profile: { work_groups: [] } }, 'profile', '`work_groups` is not known, `workGroups` is'],
    ['a beginning', { profile: { visa: true } }, 'profile', '`visa` is not known, `visaNeeded` is'],
    ['one letter short', { profile: { skils: [] } }, 'profile', '`skils` is not known, `skills` is'],
    ['a country', { profile: { country: 'FR' } }, 'profile', '`country` belongs in `places[].country`'],
    [
      'a level too deep',
      { profile: { availability: { level: null } } },
      'profile.availability',
      '`level` belongs in `profile.level`',
    ],
    ['one beside the profile', { profile: {}, hours: 10 }, '', '`hours` belongs in `profile.availability.hours`'],
    ['something else', { profile: { shoeSize: 42 } }, 'profile', '`shoeSize` is not known here'],
    [
      'two',
      { profile: { hours: 1, shoeSize: 42 } },
      'profile',
      '`hours` belongs in `availability.hours`; `shoeSize` is not known here',
    ],
    ['no profile', {}, 'profile', 'Give an object; it may be empty'],
  ]
  test.each(misplaced)('%s is told in words', async (_what, body, path, message) => {
    const { status, error } = await api(body)
    expect([status, error.issues]).toEqual([422, [{ path, message }]])
  })

  test('a shared skill comes before neutral parts, whatever they add up to', async () => {
    const skills = [{ id: 'curriculum_design', level: 'learning' }]
    const { data } = await api({ profile: { skills, workGroups: ['technical'] } })
    expect(data.map(({ opportunity, evidence }) => [opportunity.title, evidence])).toEqual([
      ['Course facilitator', true],
      ['Unpaid reading group', false],
      ['Curriculum course', false],
      ['Interpretability fellowship', false],
    ])
    expect(data[0]?.score).toBeLessThan(data[1]?.score ?? 0)
  })

  const wrong: [string, unknown, string, string][] = [
    ['a skill that is none', { skills: [{ id: 'juggling' }] }, 'profile.skills.0.id', 'This skill is not in the list'],
    ['text for hours', { availability: { hours: 'ten' } }, 'profile.availability.hours', 'Give the hours as a number'],
    ['a week too long', { availability: { hours: 169 } }, 'profile.availability.hours', 'A week has only 168 hours'],
    [
      'a thirteenth month',
      { availability: { months: [13] } },
      'profile.availability.months.0',
      'Months go from 1 to 12',
    ],
    [
      'a country by name',
      { places: [{ country: 'France' }] },
      'profile.places.0.country',
      'Give a country as its two-letter code (ISO 3166)',
    ],
    ['a virtual node for text', { audiences: [{ type: 'b' }] }, 'profile.audiences.0', 'Give text'],
    ['too many', { languages: Array(21).fill('en') }, 'profile.languages', 'At most 20'],
    ['no list', { kinds: 'role' }, 'profile.kinds', 'Give a list'],
  ]
  test.each(wrong)('%s is refused in words', async (_what, profile, path, message) => {
    const { status, error } = await api({ profile })
    expect(status).toBe(422)
    expect(error.issues).toContainEqual({ path, message })
  })

  test('no profile 422, malformed 400, too large 413, no JSON 415', async () => {
    expect((await api({})).status).toBe(422)
    expect((await api('{"profile":')).status).toBe(400)
    expect((await api({ profile: {}, more: 'x'.repeat(65 * 1024) })).status).toBe(413)
    const form = { method: 'POST', body: new URLSearchParams({ profile: '{}' }) }
    expect((await world.request('/api/v1/match', form)).status).toBe(415)
  })
})

describe('GET /match', () => {
  const html = async (search: string) => {
    const response = await world.get(paths.match(search))
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toContain('no-store')
    return response.text()
  }

  test('without a profile it asks for one', async () => {
    const text = await html('')
    expect(text).toContain('Say what you bring')
    expect(text).toContain('Nothing of this is stored')
  })

  test('the address is the profile: matches, what is missing, a link to learn it, and what nearly fits', async () => {
    const text = await html('skill=facilitation&hours=6&pay_needed=yes')
    expect(text).toContain('2 you could take, the best first')
    expect(text).toContain('Facilitation, a must-have')
    expect(text).toContain('href="/opportunities/opp_2-curriculum-course">Curriculum course</a>')
    expect(text).toContain('40 h a week asked, you give 6')
    expect(text).not.toMatch(/ style=|undefined|NaN/)
  })

  test('where names coincide they are the person’s; the board’s own narrow what is matched', async () => {
    expect(await html('kind=role')).toContain('1 you could take')
    expect(await html('hours=6&pay=unpaid')).toContain('1 you could take')
    expect(await html('q=facilitator&sort=match')).toContain('1 you could take')
  })

  test('names and ids are both understood, and kept in the form', async () => {
    const text = await html('skill=Python&country=france&language=EN,fr&months=6')
    expect(text).toContain('name="skill" value="python" checked')
    expect(text).toContain('name="country" value="France"')
    expect(text).toMatch(/name="language" value="English"[\s\S]*name="language" value="French"/)
    expect(text).toContain('name="months" value="6" checked')
  })

  test('nothing of one visitor shows to the next', async () => {
    const before = await html('per=month&hours=9')
    await html(
      'skill=python&kind=role&months=6&months=7&country=FR&from=2026-05-01&language=fr&side=technical&relocate=yes',
    )
    expect(await html('per=month&hours=9')).toBe(before)
    expect(before).not.toMatch(/type="checkbox"[^>]* checked/)
  })

  test.each([
    'skill=juggling',
    'hours=many',
    'hours=0',
    'months=0',
    'kind=job',
    'remote=maybe',
    'country=Nowhere',
    'foo=bar',
    'visa=perhaps',
    '%ff=%ff',
    '__proto__=1',
    'constructor=1',
  ])('%s is named in a notice, never a failure', async (search) => {
    expect(await html(search)).toContain('class="notices"')
  })

  test('when nothing fits it says what to do, and looks at what nearly fits only where something does', async () => {
    const text = await html('kind=phd')
    expect(text).toContain('Nothing open fits all of this')
    expect(text).not.toContain('nearly')
    expect(await html('hours=1&kind=fellowship')).toContain('look at what nearly fits')
  })

  test.each([
    ['language=French', 'French'],
    ['language=français', 'French'],
    ['language=FR', 'French'],
    ['language=Scottish+Gaelic', 'Scottish Gaelic'],
    ['language=French,+German', 'French'],
    ['language=en+fr', 'French'],
    ['language=Spanish+and+French', 'French'],
  ])('%s is a language', async (search, name) => {
    const text = await html(search)
    expect(text).toMatch(new RegExp(`name="language" value="${name}"`))
    expect(text).not.toContain('class="notices"')
  })

  test('what is refused stays in its field, with what to change beside it and on top', async () => {
    const text = await html('hours=many&country=Nowhere&language=Klingon&language=fr&from=soon')
    for (const [id, value] of [
      ['hours', 'many'],
      ['country', 'Nowhere'],
      ['language-2', 'Klingon'],
      ['from', 'soon'],
    ] as const) {
      const field = new RegExp(`<input id="${id}"[^>]*>`).exec(text)?.[0]
      expect(field).toContain(`value="${value}"`)
      expect(field).toContain(`aria-describedby="${id}-error"`)
      expect(field).toContain('aria-invalid="true"')
      expect(text).toContain(`id="${id}-error"`)
    }
    expect(text).toContain('“Klingon” was left out: give a language such as French, or its code fr')
    expect(text).toContain('Give a country such as France, or its code FR')
    expect(await html('hours=169&skill=python')).toMatch(/value="169"[\s\S]*A week has only 168 hours/)
    expect(await html('hours=169&skill=python')).toContain('value="python" checked')
  })

  test('what shares no skill and no profession comes last, folded', async () => {
    const text = await html('skill=curriculum_design&work_group=technical')
    const [strong, weaker] = text.split('Weaker matches (3)')
    expect(strong).toContain('Course facilitator</a> <span class="kind">')
    expect(weaker).toContain('Curriculum course</a> <span class="kind">')
    expect(text).toMatch(/<details class="weaker"><summary>/)
    expect(await html('hours=40')).not.toContain('Weaker matches')
  })

  test('each reason to leave out leads to the same search without it', async () => {
    const text = await html('skill=python&kind=role&hours=2&per=week&pay_needed=yes')
    const links = [...text.matchAll(/<li><a href="([^"]+)"><span class="num">(\d)<\/span> ([^<]+)/g)].map(
      ([, href = '', count, words]) => [href.replaceAll('&amp;', '&'), count, words],
    )
    expect(links).toEqual([
      ['/match?skill=python&hours=2&per=week&pay_needed=yes', '3', 'of another kind: show any kind'],
      ['/match?skill=python&kind=role&pay_needed=yes', '3', 'with more hours than you give: show any hours'],
      ['/match?skill=python&kind=role&hours=2&per=week', '1', 'unpaid: show these too'],
    ])
    expect(await html('pay_needed=yes&per=week')).toContain('<a href="/"><span class="num">1</span> unpaid')
  })

  test('figures stand with their base, on a track of 100, in words of the board', async () => {
    const text = await html('skill=facilitation&hours=6')
    expect(text).toMatch(/skills \d+ of 50 · profession 6 of 15 \(not stated\) · work group 6 of 15/)
    expect(text).toContain('<rect class="track" width="100" height="3">')
    const read = text.replace(/<[^>]+>/g, ' ') + (await html('')).replace(/<[^>]+>/g, ' ')
    expect(read).not.toMatch(/\bopenings?\b/i)
    expect(read).toContain('Nothing is stored. You can also')
  })

  test('fields carry visible labels and suggestions, and the form can be sent half-way', async () => {
    const text = await html('')
    expect(text).not.toContain('placeholder=')
    expect(text).toMatch(/<label for="country">Country<\/label><input id="country"[^>]* list="country-choices"/)
    expect(text).toMatch(/<label for="language">Language<\/label><input id="language"[^>]* list="language-choices"/)
    expect(text).toMatch(/<datalist id="language-choices">[\s\S]*<option value="French">/)
    expect(text).toContain('I can give')
    expect(text).toContain('Technical needs machine-learning knowledge.')
    expect(text.match(/>Match<\/button>/g)).toHaveLength(2)
  })
})
