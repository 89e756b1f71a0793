import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { World } from '../support/world.ts'
import { openFour } from './four-opportunities.ts'

let world: World
beforeAll(async () => {
  world = await openFour()
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
    [
      'hours outside availability',
      { profile: { hours: 10 } },
      'profile.hours',
      '`hours` belongs in `availability.hours`',
    ],
    [
      'months of a snake',
      { profile: { work_groups: [] } },
      'profile.work_groups',
      '`work_groups` is not known, `workGroups` is',
    ],
    ['a beginning', { profile: { visa: true } }, 'profile.visa', '`visa` is not known, `visaNeeded` is'],
    ['one letter short', { profile: { skils: [] } }, 'profile.skils', '`skils` is not known, `skills` is'],
    ['a country', { profile: { country: 'FR' } }, 'profile.country', '`country` belongs in `places[].country`'],
    [
      'a level too deep',
      { profile: { availability: { level: null } } },
      'profile.availability.level',
      '`level` belongs in `profile.level`',
    ],
    ['one beside the profile', { profile: {}, hours: 10 }, 'hours', '`hours` belongs in `profile.availability.hours`'],
    [
      'something else',
      { profile: { shoeSize: 42 } },
      'profile.shoeSize',
      '`shoeSize` is not known here; correct its name or leave it out',
    ],
    ['no profile', {}, 'profile', 'Give an object; it may be empty'],
  ]
  test.each(misplaced)('%s is told in words', async (_what, body, path, message) => {
    const { status, error } = await api(body)
    expect([status, error.issues]).toEqual([422, [{ path, message }]])
  })

  test('of two wrong keys each is told', async () => {
    const { error } = await api({ profile: { hours: 1, shoeSize: 42 } })
    expect(error.issues.map(({ path }: { path: string }) => path)).toEqual(['profile.hours', 'profile.shoeSize'])
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
