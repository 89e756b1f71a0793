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
    expect(text).toContain('2 fit')
    expect(text).toContain('Facilitation, a must-have')
    expect(text).toContain('href="/opportunities/opp_2-curriculum-course">Curriculum course</a>')
    expect(text).toContain('40 h a week asked, you give 6')
    expect(text).not.toMatch(/ style=|undefined|NaN/)
  })

  test('where names coincide they are the person’s; the board’s own narrow what is matched', async () => {
    expect(await html('kind=role')).toContain('1 fits')
    expect(await html('hours=6&pay=unpaid')).toContain('1 fits')
    expect(await html('q=facilitator&sort=match')).toContain('1 fits')
  })

  test('names and ids are both understood, and kept in the form', async () => {
    const text = await html('skill=Python&country=france&language=EN,fr&months=6')
    expect(text).toContain('name="skill" value="python" checked')
    expect(text).toContain('name="country" value="France"')
    expect(text).toContain('value="en, fr"')
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

  test('when nothing fits it says what to do', async () => {
    expect(await html('kind=phd')).toContain('Nothing open fits all of this')
  })
})
