import { describe, expect, test } from 'vitest'
import { closures, drafts } from '../../src/opportunities/table.ts'
import { members } from '../../src/organizations/table.ts'
import { publish } from '../support/given.ts'
import { bootcamp, givenProgram, heldCohort, programOf } from './given.ts'

/** A public program of somebody who also posts for Northlight. */
async function posted() {
  const given = await givenProgram()
  const { world, ada, at } = given
  await ada.post(`${at}/publication`)
  const opportunity = await publish(world, { title: 'Bootcamp in April' })
  const member = {
    organizationId: 'org_northlight',
    personId: ada.id,
    role: 'member',
    addedBy: 'x',
    addedAt: 0,
  } as const
  await world.db.insert(members).values(member)
  return { ...given, opportunity }
}

describe('what stands for a program', () => {
  test('each leads to the other while it is open', async () => {
    const { world, ada, at, programId, opportunity } = await posted()
    expect(await (await ada.get(at)).text()).toContain('Bootcamp in April (Northlight Institute)')
    expect((await ada.post(`${at}/opportunity`, { opportunity })).status).toBe(303)
    const program = await (await world.get(`/programs/${programId}`)).text()
    expect(program).toContain(`<a class="button main" href="/opportunities/${opportunity}-bootcamp-in-april">Open now`)
    const page = await (await world.get(`/opportunities/${opportunity}`)).text()
    expect(page).toContain(`Part of the program <a href="/programs/${programId}-winter-bootcamp">Winter bootcamp</a>`)
    await world.db
      .insert(closures)
      .values({ opportunityId: opportunity, reason: 'filled', closedBy: 'x', closedAt: world.now })
    expect(await (await world.get(`/programs/${programId}`)).text()).not.toContain('Open now')
    expect(await (await ada.get(at)).text()).toContain('It is closed')
    expect((await ada.post(`${at}/opportunity`, { opportunity: '' })).status).toBe(303)
    expect(await programOf(world, programId)).toMatchObject({ opportunityId: null })
  })

  test('a program that is not public is not named', async () => {
    const { world, ada, at, opportunity } = await posted()
    await ada.post(`${at}/opportunity`, { opportunity })
    await ada.post(`${at}/publication/end`)
    expect(await (await world.get(`/opportunities/${opportunity}`)).text()).not.toContain('Part of the program')
  })

  test('what is another’s, closed or not there does not stand for it', async () => {
    const { world, ada, at, programId, opportunity } = await posted()
    const closed = await publish(world, { title: 'Closed' })
    await world.db.insert(closures).values({ opportunityId: closed, reason: 'filled', closedBy: 'x', closedAt: 0 })
    for (const one of [closed, 'opp_none']) {
      const answer = await ada.post(`${at}/opportunity`, { opportunity: one })
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('id="opportunity-error"')])
    }
    await world.db.delete(members)
    // Nor once one posts for the organization no more; somebody else does.
    const other = {
      organizationId: 'org_northlight',
      personId: 'per_else',
      role: 'member',
      addedBy: 'x',
      addedAt: 0,
    } as const
    await world.db.run(
      `insert into people (id, name, email, email_key, role, created_at) values ('per_else', '', 'e@x.test', 'e', 'person', 0)`,
    )
    await world.db.insert(members).values(other)
    expect((await ada.post(`${at}/opportunity`, { opportunity })).status).toBe(422)
    expect(await programOf(world, programId)).toMatchObject({ opportunityId: null })
  })
})

describe('posting a program on the board', () => {
  test('begins a draft with what it and its next cohort say', async () => {
    const fields = { ...bootcamp, website: 'https://lantern.test/apply', languages: 'French', country: 'France' }
    const given = await givenProgram({ ...fields, audiences: 'students' })
    const { world, ada, at } = given
    await heldCohort(given)
    await heldCohort(given, {
      number: '2',
      startsOn: '2026-05-04',
      endsOn: '2026-05-14',
      city: 'Lyon',
      country: 'France',
      capacity: '20',
    })
    const answer = await ada.post(`${at}/drafts`)
    const [draft] = await world.db.select().from(drafts)
    expect(answer.headers.get('location')).toBe(`/opportunities/${draft?.opportunityId}/edit?done=saved`)
    expect(draft).toMatchObject({
      authorId: ada.id,
      typed: {
        ...{ kind: 'training', title: 'Winter bootcamp, Cohort 2', body: bootcamp.about, languages: 'French' },
        ...{ places: 'Lyon, France', startsOn: '2026-05-04', seats: '20', audiences: ['students'] },
        applyUrl: 'https://lantern.test/apply',
      },
    })
    expect(await (await ada.get(answer.headers.get('location') ?? '')).text()).toContain('Winter bootcamp, Cohort 2')
  })

  test('of a stranger it begins none', async () => {
    const { world, at, stranger } = await givenProgram()
    expect((await stranger.post(`${at}/drafts`)).status).toBe(404)
    expect(await world.db.select().from(drafts)).toEqual([])
  })
})
