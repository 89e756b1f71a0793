import { describe, expect, test } from 'vitest'
import { suspensions } from '../../src/auth/table.ts'
import type { Person } from '../../src/context.ts'
import { atomically } from '../../src/db/client.ts'
import { giveConsent, withdrawConsent } from '../../src/profiles/consenting.ts'
import { profileData } from '../../src/profiles/personal-data.ts'
import { purposes } from '../../src/profiles/schema.ts'
import { alum } from './given.ts'

async function somebodyPublic(name = 'Alma Beispiel') {
  const ada = await alum()
  if (name) await ada.post('/me/name', { name })
  await ada.state([
    ['looking_for', 'A quiet place <b>to think</b>'],
    ['skill', 'facilitation'],
    ['skill_level', 'facilitation:expert'],
    ['other_skill', 'Bird counting'],
    ['profession', 'research_technical'],
    ['work_group', 'governance'],
    ['kind', 'fellowship'],
    ['hours', '10'],
    ['months', '6'],
    ['months', '7'],
    ['country', 'Lyon, France'],
    ['language', 'French'],
    ['link', 'https://alma.test/work'],
    ['side', 'technical'],
    ['side', 'non_technical'],
    ['audience', 'students'],
    ['level', 'graduate'],
    ['degree', 'master'],
    ['remote', 'no'],
    ['relocate', 'yes'],
    ['pay_needed', 'yes'],
    ['visa_needed', 'yes'],
  ])
  const person = { id: ada.id } as Person
  const read = async (path = `/people/${ada.id}`) => ada.world.get(path)
  return { ...ada, person, read }
}

describe('a public page', () => {
  test('shows what its owner states, never an address and nothing they need', async () => {
    const { world, person, read } = await somebodyPublic()
    await giveConsent(world.ctx(), person, 'public_page')
    const answer = await read()
    const html = await answer.text()
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    for (const words of [
      '<h1>Alma Beispiel</h1>',
      'A quiet place &lt;b>to think&lt;/b>',
      'Facilitation (expert) · Bird counting',
      'technical, non-technical',
      '<dd>Students</dd>',
      'graduate · master’s degree',
      'Lyon, France · no remote work · would move',
      'Research (technical)',
      'governance',
      'fellowship',
      '10 h a week · Jun–Jul',
      'class="strip"',
      'French',
      '<a href="https://alma.test/work" rel="me nofollow ugc noopener">alma.test/work</a>',
    ])
      expect(html).toContain(words)
    expect(html).not.toMatch(/alum@|@example\.test|noindex|pay|visa/i)
    expect(html).not.toContain('Edit your profile')
  })

  test('its owner is told that it is theirs', async () => {
    const { world, person, get } = await somebodyPublic()
    await giveConsent(world.ctx(), person, 'public_page')
    expect(await (await get(`/people/${person.id}`)).text()).toContain('Edit your profile')
    expect(await (await get('/me/profile')).text()).toContain(`href="/people/${person.id}"`)
  })

  test('without a name they are somebody', async () => {
    const { world, person, read } = await somebodyPublic('')
    await giveConsent(world.ctx(), person, 'public_page')
    expect(await (await read()).text()).toContain('<h1>Somebody</h1>')
  })
})

test('who has stated nothing has a page that says so', async () => {
  const { world, id, get } = await alum()
  await giveConsent(world.ctx(), { id } as Person, 'public_page')
  expect(await (await get(`/people/${id}`)).text()).toContain('Nothing is said here yet.')
})

describe('as if there were nobody, to the byte', () => {
  const states: [string, (of: Awaited<ReturnType<typeof somebodyPublic>>) => Promise<unknown>][] = [
    ['nothing is allowed', async () => undefined],
    [
      'everything else is allowed',
      async ({ world, person }) => {
        for (const purpose of purposes.filter((name) => name !== 'public_page'))
          await giveConsent(world.ctx(), person, purpose)
      },
    ],
    [
      'it was allowed and is not any more',
      async ({ world, person }) => {
        await giveConsent(world.ctx(), person, 'public_page')
        await withdrawConsent(world.ctx(), person, 'public_page')
      },
    ],
    [
      'they are suspended',
      async ({ world, person }) => {
        await giveConsent(world.ctx(), person, 'public_page')
        const row = { subjectId: person.id, reason: 'For the test', suspendedBy: 'test', suspendedAt: world.now }
        await world.db.insert(suspensions).values(row)
      },
    ],
    [
      'what they state and allow is erased',
      async ({ world, person }) => {
        await giveConsent(world.ctx(), person, 'public_page')
        await atomically(world.db, profileData.erase(world.ctx(), person.id))
      },
    ],
  ]
  test.each(states)('where %s', async (_what, make) => {
    const of = await somebodyPublic()
    await make(of)
    const [hidden, missing] = [await of.read(), await of.read('/people/per_none')]
    expect([hidden.status, missing.status]).toEqual([404, 404])
    expect(await hidden.text()).toBe(await missing.text())
    expect(hidden.headers.get('cache-control')).toBe(missing.headers.get('cache-control'))
  })
})
