import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/context.ts'
import { atomically } from '../../src/db/client.ts'
import { eventDetails, events } from '../../src/db/table.ts'
import { giveConsent } from '../../src/profiles/consenting.ts'
import { profileData } from '../../src/profiles/personal-data.ts'
import { consents, profiles, termAnswers, termProposals } from '../../src/profiles/table.ts'
import { moderator } from '../moderation/given.ts'
import { openClient } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { alum } from './given.ts'

const proposals = async (world: World) =>
  (await world.db.select().from(termProposals)).map(({ term, side }) => [term, side]).sort()

/** Two people who write of the same in two ways. */
async function twoOfThem() {
  const world = await createWorld()
  const ada = await alum(world, 'ada@example.test')
  const ben = await alum(world, 'ben@example.test')
  await ada.state([
    ['other_skill', 'Bird counting'],
    ['other_skill', 'Falconry (technical)'],
  ])
  await ben.state([
    ['other_skill', 'bird-counting'],
    ['skill', 'facilitation'],
    ['skill_level', 'facilitation:learning'],
  ])
  return { world, ada, ben, mod: await moderator(world) }
}

describe('a skill in one’s own words', () => {
  test('is kept as text and proposed as long as the profile states it', async () => {
    const { world, ada } = await twoOfThem()
    expect(await proposals(world)).toEqual([
      ['Bird counting', null],
      ['Falconry (technical)', 'technical'],
      ['bird-counting', null],
    ])
    await ada.state([['other_skill', 'Bird Counting']])
    expect(await proposals(world)).toEqual([
      ['Bird Counting', null],
      ['bird-counting', null],
    ])
  })

  test('named in the vocabulary, it is that skill', async () => {
    const { state, kept, world } = await alum()
    await state([
      ['other_skill', 'py torch, Writing (technical)'],
      ['other_skill', 'PyTorch'],
    ])
    const { skills, otherSkills } = (await kept()).profile
    expect([skills.map(({ id }) => id), otherSkills]).toEqual([['writing', 'pytorch'], ['py torch']])
    expect(await proposals(world)).toEqual([['py torch', null]])
  })

  test('the older of two tabs proposes nothing', async () => {
    const { state, world } = await alum()
    await state([['other_skill', 'Kept']])
    await state([['other_skill', 'Lost']], 0)
    expect(await proposals(world)).toEqual([['Kept', null]])
  })
})

describe('what moderators make of it', () => {
  test('the list says what is proposed and how many state it, the open ones first', async () => {
    const { mod } = await twoOfThem()
    const html = await (await mod.get('/moderation/terms')).text()
    expect(html.indexOf('Bird counting')).toBeLessThan(html.indexOf('Falconry'))
    expect(html).toContain('2 people state it')
    expect(html).toContain('1 person states it')
    await mod.post('/moderation/terms', { term: 'bird counting', verdict: 'declined', seen: '0' })
    const after = await (await mod.get('/moderation/terms?done=1')).text()
    expect(after).toContain('Answered.')
    expect(after).toMatch(/Bird counting<span class="kind">declined/)
    expect(after.indexOf('Falconry')).toBeLessThan(after.indexOf('Bird counting'))
  })

  test('merged, it becomes the skill in every profile, and in those that come', async () => {
    const { world, ada, ben, mod } = await twoOfThem()
    const answer = await mod.post('/moderation/terms', {
      term: 'bird counting',
      verdict: 'merged',
      into: 'Facilitation',
      seen: '0',
    })
    expect(answer.headers.get('location')).toBe('/moderation/terms?done=1')
    expect(await ada.kept()).toMatchObject({
      version: 2,
      profile: { skills: [{ id: 'facilitation', level: null }], otherSkills: ['Falconry (technical)'] },
    })
    expect(await ben.kept()).toMatchObject({
      version: 2,
      profile: { skills: [{ id: 'facilitation', level: 'learning' }], otherSkills: [] },
    })
    expect(await proposals(world)).toEqual([['Falconry (technical)', 'technical']])
    const cleo = await alum(world, 'cleo@example.test')
    await cleo.state([['other_skill', 'BIRD counting']])
    expect((await cleo.kept()).profile).toMatchObject({
      skills: [{ id: 'facilitation', level: null }],
      otherSkills: [],
    })
    expect(await (await mod.get('/moderation/terms')).text()).toMatch(
      /Bird counting <span class="soft">is<\/span> Facilitation/,
    )
    const [event] = await world.db.select().from(events).where(eq(events.name, 'term.merged'))
    const [detail] = await world.db
      .select()
      .from(eventDetails)
      .where(eq(eventDetails.eventId, event?.id ?? ''))
    expect([event?.actorId, detail?.detail]).toEqual([mod.id, 'Bird counting is facilitation'])
  })

  test('a tab that was open meanwhile is told', async () => {
    const { ada, mod } = await twoOfThem()
    await mod.post('/moderation/terms', { term: 'bird counting', verdict: 'merged', into: 'Facilitation' })
    const html = await (await ada.state([['other_skill', 'Falconry']], 1)).text()
    expect(html).toMatch(/<th scope="row">Skills<\/th><td>—<\/td><td>Facilitation<\/td>/)
  })

  test('to come or declined, it stays as text; a later answer takes its place, an older one does not', async () => {
    const { world, ada, mod } = await twoOfThem()
    const other = await moderator(world)
    const say = (verdict: string, seen: number, by = mod) =>
      by.post('/moderation/terms', { term: 'falconry (technical)', verdict, into: 'PyTorch', seen: String(seen) })
    expect((await say('accepted', 0)).status).toBe(303)
    const late = await say('declined', 0, other)
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('Somebody has answered this meanwhile')
    expect((await ada.kept()).profile.otherSkills).toContain('Falconry (technical)')
    const [answer] = await world.db.select().from(termAnswers)
    expect(answer).toMatchObject({ verdict: 'accepted', mergedInto: null })
    expect((await say('merged', answer?.answeredAt ?? 0)).status).toBe(303)
    expect((await ada.kept()).profile.skills).toEqual([{ id: 'pytorch', level: null }])
  })

  const wrong: [string, Record<string, string>, number, string][] = [
    ['no verdict', { term: 'bird counting' }, 422, 'Choose what to make of it'],
    ['merged into nothing', { term: 'bird counting', verdict: 'merged' }, 422, 'Name the skill that it is merged into'],
    [
      'merged into what is none',
      { term: 'bird counting', verdict: 'merged', into: 'Facilitatio' },
      422,
      'Did you mean “Facilitation”?',
    ],
    [
      'merged into two',
      { term: 'bird counting', verdict: 'merged', into: 'PyTorch, Facilitation' },
      422,
      'Name one skill',
    ],
    ['what nobody states', { term: 'juggling', verdict: 'declined' }, 404, 'Nothing is here'],
  ]
  test.each(wrong)('%s is refused and explained', async (_what, fields, status, words) => {
    const { world, mod } = await twoOfThem()
    const answer = await mod.post('/moderation/terms', fields)
    const html = await answer.text()
    expect(answer.status).toBe(status)
    expect(html).toContain(words)
    if (fields.into) expect(html).toContain(`value="${fields.into}"`)
    expect(await world.db.select().from(termAnswers)).toEqual([])
  })

  test('nobody else sees or answers them', async () => {
    const { world, ada } = await twoOfThem()
    for (const [who, statuses] of [
      [openClient(world), [303, 401]],
      [ada, [404, 404]],
    ] as const) {
      const answer = await who.post('/moderation/terms', { term: 'bird counting', verdict: 'declined' })
      expect([(await who.get('/moderation/terms')).status, answer.status]).toEqual(statuses)
    }
    expect(await world.db.select().from(termAnswers)).toEqual([])
  })
})

test('everything of a person is exported, and erased', async () => {
  const { world, ada, ben } = await twoOfThem()
  const ctx = world.ctx()
  await giveConsent(ctx, { id: ada.id } as Person, 'public_page')
  expect(await profileData.export(ctx, ada.id)).toMatchObject({
    profile: [{ otherSkills: ['Bird counting', 'Falconry (technical)'] }],
    consents: [{ purpose: 'public_page', withdrawnAt: null }],
    termProposals: [{ term: 'Bird counting' }, { term: 'Falconry (technical)', side: 'technical' }],
  })
  await atomically(world.db, profileData.erase(ctx, ada.id))
  for (const table of [profiles, consents, termProposals])
    expect(JSON.stringify(await world.db.select().from(table))).not.toContain(ada.id)
  expect((await ben.kept()).profile.otherSkills).toEqual(['bird-counting'])
})
