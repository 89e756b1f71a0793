import { beforeEach, describe, expect, test } from 'vitest'
import { paths } from '../../src/paths.ts'
import { countRoundTrips } from '../api/round-trips.ts'
import { publish } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld, type World } from '../support/world.ts'
import { personWith, state, weekly } from './given.ts'

const facilitates = { skills: [{ id: 'facilitation' }], availability: { hours: 10 } }

let world: World
let ids: Record<'course' | 'training' | 'fellowship' | 'other', string>

beforeEach(async () => {
  world = await createWorld()
  ids = {
    course: await publish(world, {
      title: 'Course facilitator',
      skills: [
        { id: 'facilitation', must: true },
        { id: 'curriculum_design', must: false },
      ],
      commitment: weekly(3),
    }),
    training: await publish(world, { kind: 'training', title: 'Curriculum course', teaches: ['curriculum_design'] }),
    fellowship: await publish(world, {
      kind: 'fellowship',
      title: 'Evaluations fellowship',
      skills: [{ id: 'facilitation', must: true }],
      commitment: weekly(18),
    }),
    other: await publish(world, { kind: 'project', title: 'Reading group' }),
  }
})

describe('GET /me/matches', () => {
  test('what fits with its parts, what is missing and where to learn it, what nearly fits and what would change it', async () => {
    const alum = await personWith(world, facilitates)
    const html = await (await alum.get(paths.ownMatches())).text()
    expect(html).toContain('3 you could take, the best first')
    expect(html).toContain('Facilitation, a must-have')
    expect(html).toMatch(/AI safety curriculum design, nice to have · taught in <a href="[^"]+">Curriculum course<\/a>/)
    expect(html).toContain('Weaker matches (2)')
    expect(html.split('<h2>Nearly</h2>')[1]).toContain('18 h a week asked, you give 10')
    expect(html.split('What is left out, and why')[1]).toContain('</span> with more hours than you give')
    expect(html).toContain(`href="${paths.matchingExplained()}"`)
    expect(html).not.toMatch(/ style=|undefined|NaN|alum@/)
  })

  test('each can be saved, noted as applied, or set aside, and leads back to the same search', async () => {
    const alum = await personWith(world, facilitates)
    const html = await (await alum.get(paths.ownMatches('kind=role'))).text()
    const [, card = ''] = html.split('class="match-actions"')
    const hidden = `<input type="hidden" name="opportunity" value="${ids.course}"/>`
    const back = '<input type="hidden" name="back" value="/me/matches?kind=role"/>'
    expect(card).toContain(`<form method="post" action="/me/applications">${hidden}${back}`)
    expect(card).toContain('name="state" value="saved"')
    expect(card).toContain('name="state" value="applied"')
    expect(card).toContain(`<form method="post" action="/me/matches/dismissals">${hidden}${back}`)
    expect(card.match(/name="reason" value="\w+"/g)).toHaveLength(6)
  })

  test('without a profile it leads to one, and a visitor signs in first', async () => {
    const newcomer = await signIn(world, 'new@example.test')
    const html = await (await newcomer.get(paths.ownMatches())).text()
    expect(html).toContain(`<a class="button main" href="${paths.profile()}">Start your profile</a>`)
    expect(html).not.toContain('you could take')
    expect((await world.get(paths.ownMatches())).headers.get('location')).toBe('/sign-in?next=%2Fme%2Fmatches')
  })

  test('parameters of the board narrow it, and what is none is named', async () => {
    const alum = await personWith(world, facilitates)
    const html = async (search: string) => (await alum.get(paths.ownMatches(search))).text()
    expect(await html('kind=project')).toContain('1 you could take')
    expect(await html('q=facilitator&sort=match')).toContain('1 you could take')
    expect(await html('q=facilitator&sort=match')).not.toContain('class="notices"')
    expect(await html('kind=project')).toContain('aria-label="Remove project"')
    expect(await html('kind=phd')).toContain('Nothing among your matches is like this')
    expect(await html('colour=blue')).toContain('class="notices"')
  })

  test('a change of the profile shows on the next look', async () => {
    const alum = await personWith(world, facilitates)
    await state(world, alum.id, { ...facilitates, availability: { hours: 20 } })
    expect(await (await alum.get(paths.ownMatches())).text()).toContain('4 you could take')
  })

  test('the session and one batch are all it asks of the database', async () => {
    const alum = await personWith(world, facilitates)
    await alum.get(paths.ownMatches())
    const trips = countRoundTrips(world)
    for (const path of [paths.ownMatches(), paths.ownMatches('q=facilitator')]) {
      trips.count = 0
      expect((await alum.get(path)).status).toBe(200)
      expect(trips.count).toBe(2)
    }
  })

  test('nobody sees another’s: two people, two pages; the page is kept by no cache', async () => {
    const alum = await personWith(world, facilitates)
    const coder = await personWith(world, { skills: [{ id: 'pytorch' }] }, 'coder@example.test')
    const [one, two] = [await alum.get(paths.ownMatches()), await coder.get(paths.ownMatches())]
    expect(one.headers.get('cache-control')).toBe('private, no-store')
    const fits = '<li>Facilitation, a must-have</li>'
    expect(await one.text()).toContain(fits)
    expect(await two.text()).not.toContain(fits)
  })

  test('asked twice it gives the same bytes', async () => {
    const alum = await personWith(world, facilitates)
    const bytes = async () => (await alum.get(paths.ownMatches())).text()
    expect(await bytes()).toBe(await bytes())
  })
})
