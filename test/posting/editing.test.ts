import { describe, expect, test } from 'vitest'
import { opportunities } from '../../src/opportunities/table.ts'
import { publish } from '../support/given.ts'
import { signIn } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { draftsIn, hiddenIn, revisionsIn, role } from './given.ts'

describe('what is public', () => {
  test('is edited from what it says, also where it was never typed; the text waits', async () => {
    const world = await createWorld()
    const id = await publish(world, {
      title: 'Imported',
      bodyHtml: '<h2>Who</h2>\n<p>You</p>',
      applyUrl: 'https://example.test',
    })
    const member = await signIn(world, 'm@example.test', { organizations: { org_northlight: 'member' } })
    const path = `/opportunities/${id}/edit`
    const page = await member.get(path)
    expect(await page.clone().text()).toContain('## Who\n\nYou</textarea>')
    const answer = await member.post(path, { ...(await hiddenIn(page)), ...role, title: 'Better', action: 'submit' })
    expect(answer.status).toBe(303)
    expect(await world.db.select().from(opportunities)).toMatchObject([{ title: 'Imported' }])
    expect(await revisionsIn(world)).toMatchObject([
      { opportunityId: id, organizationId: 'org_northlight', content: { title: 'Better' } },
    ])
  })

  test('keeps its kind, places, fence and audiences until a moderator says so, and is found by them', async () => {
    const world = await createWorld()
    const id = await publish(world, {
      kind: 'role',
      places: [{ country: 'FR', city: 'Lyon' }],
      audiences: ['nurses'],
      zoneFence: 'UTC',
    })
    const member = await signIn(world, 'm@example.test', { organizations: { org_northlight: 'member' } })
    const moderator = await signIn(world, 'mod@example.test', { role: 'moderator' })
    const path = `/opportunities/${id}/edit`
    const changed = { kind: 'event', places: 'Oslo, Norway', otherAudiences: 'pilots', zoneFence: 'elsewhere' }
    const read = async () => (await world.db.select().from(opportunities))[0]
    const before = await read()
    const form = await hiddenIn(await member.get(path))
    await member.post(path, {
      ...form,
      ...role,
      title: before?.title ?? '',
      ...changed,
      workplace: 'hybrid',
      action: 'submit',
    })
    const waiting = await read()
    const fields = ['kind', 'places', 'audiences', 'zoneFence'] as const
    for (const field of fields) expect(waiting?.[field]).toEqual(before?.[field])
    expect(waiting).toMatchObject({
      workplace: 'hybrid',
      terms: expect.stringMatching(/^role · Lyon · France · nurses\nhybrid/),
    })
    const [revision] = await revisionsIn(world)
    await moderator.post(`/moderation/${revision?.id}/decision`, { verdict: 'approved' })
    expect(await read()).toMatchObject({
      kind: 'event',
      places: [{ country: 'NO', city: 'Oslo' }],
      audiences: ['pilots'],
      zoneFence: 'elsewhere',
      terms: expect.stringMatching(/^event · Oslo · Norway · pilots\nhybrid/),
    })
    await moderator.post(`/moderation/${revision?.id}/decision/undo`)
    const undone = await read()
    for (const field of fields) expect(undone?.[field]).toEqual(before?.[field])
    expect(undone?.terms).toMatch(/^role · Lyon · France · nurses\nhybrid/)
  })

  test('of others is forbidden, what is nowhere is not found', async () => {
    const world = await createWorld()
    const id = await publish(world)
    const stranger = await signIn(world, 's@example.test')
    expect((await stranger.get(`/opportunities/${id}/edit`)).status).toBe(403)
    expect((await stranger.post(`/opportunities/${id}/edit`, { ...role, action: 'submit' })).status).toBe(403)
    expect((await stranger.post(`/opportunities/${id}/copies`, { as: 'another' })).status).toBe(403)
    expect((await stranger.get('/opportunities/opp_nowhere/edit')).status).toBe(404)
    expect([await draftsIn(world), await revisionsIn(world)]).toEqual([[], []])
  })

  test('is copied without its days, or with them a year on', async () => {
    const world = await createWorld()
    const id = await publish(world, {
      title: 'Summer school',
      kind: 'training',
      opensOn: '2025-01-10',
      closesOn: '2025-02-28',
      startsOn: '2025-06-01',
    })
    const member = await signIn(world, 'm@example.test', { organizations: { org_northlight: 'member' } })
    const copy = async (as: string) => {
      const answer = await member.post(`/opportunities/${id}/copies`, { as })
      const copyId = /opp_\w+/.exec(answer.headers.get('location') ?? '')?.[0]
      return (await draftsIn(world)).find(({ opportunityId }) => opportunityId === copyId)?.typed
    }
    expect(await copy('another')).toEqual({ title: 'Summer school', kind: 'training', organization: 'org_northlight' })
    expect((await draftsIn(world)).map(({ copiedFrom }) => copiedFrom)).toEqual([id])
    // In March 2026 the last day to apply of 2026 is past, but the start is not.
    expect(await copy('next_year')).toMatchObject({
      opensOn: '2026-01-10',
      closesOn: '2026-02-28',
      startsOn: '2026-06-01',
    })
    expect((await member.post(`/opportunities/${id}/copies`, { as: 'x' })).status).toBe(422)
  })
})
