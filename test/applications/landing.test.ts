import { expect, test } from 'vitest'
import { DAY } from '../../src/calendar.ts'
import { publish } from '../support/given.ts'
import { createWorld, NOON } from '../support/world.ts'
import { allApplications, allLandings, applicationOf, tracker } from './given.ts'

const tour = {
  kind: 'fellowship' as const,
  title: 'Summer fellow',
  startsOn: '2026-06-01',
  commitment: {
    basis: 'stated' as const,
    hoursMin: 40,
    hoursMax: 40,
    per: 'week' as const,
    months: [6, 7, 8],
    monthsPerYear: 3,
    weeks: null,
  },
}

async function offered(fields = {}) {
  const world = await createWorld()
  const id = await publish(world, fields)
  const alum = await tracker(world)
  await alum.track(id, 'offer')
  return { world, id, alum, landing: async () => (await allLandings(world))[0] }
}

test('accepting asks first, with what the posting states, and then makes the landing', async () => {
  const { world, id, alum, landing } = await offered(tour)
  const asked = await alum.track(id, 'accepted', { back: '/me' })
  expect(asked.headers.get('location')).toBe(`/me/applications/new?opportunity=${id}&state=accepted&back=%2Fme`)
  expect((await applicationOf(world, id)).state).toBe('offer')
  const form = await (await alum.get(asked.headers.get('location') ?? '')).text()
  expect(form).toContain('value="2026-06-01"')
  expect(form).toContain('value="40 h a week · Jun–Aug"')
  const done = await alum.track(id, 'accepted', {
    version: '1',
    back: '/me',
    startsOn: '2026-06-01',
    time: '40 h a week · Jun–Aug',
    evidenceUrl: 'https://northlight.test/team',
  })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/me?done=accepted'])
  expect(await landing()).toMatchObject({
    personId: alum.id,
    opportunityId: id,
    applicationId: (await applicationOf(world, id)).id,
    organizationId: 'org_northlight',
    organizationName: 'Northlight Institute',
    title: 'Summer fellow',
    kind: 'fellowship',
    commitment: tour.commitment,
    fteActive: 1,
    fteYear: 0.25,
    startsOn: '2026-06-01',
    endedOn: null,
    evidenceUrl: 'https://northlight.test/team',
  })
  const page = await (await alum.get('/me/applications')).text()
  expect(page).toContain('1 FTE (0.25 over a year)')
})

test('a browser that leaves out what is empty is told what is missing', async () => {
  const { world, id, alum } = await offered()
  const answer = await alum.track(id, 'accepted', { version: '1', asked: 'landing', time: 'half-time' })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toMatch(/id="startsOn-error"/)
  expect(await allLandings(world)).toEqual([])
})

test('the figures are those of the design', async () => {
  for (const [time, active, year] of [
    ['3 hours a month', 0.0173, 0.0173],
    ['one day a week', 0.2, 0.2],
    ['30 hours a week', 0.75, 0.75],
    ['40 hours a week for 10 weeks', 1, 0.1923],
    ['', null, null],
  ] as const) {
    const { id, alum, landing } = await offered()
    expect((await alum.accept(id, { time })).status, time).toBe(303)
    expect(await landing(), time).toMatchObject({ fteActive: active, fteYear: year })
  }
})

test('a bad form says what to change beside each field and loses nothing; nothing is written', async () => {
  const { world, id, alum } = await offered()
  const answer = await alum.accept(id, { startsOn: '', time: 'now and then', evidenceUrl: 'http://10.0.0.1/x' })
  const page = await answer.text()
  expect(answer.status).toBe(422)
  for (const name of ['startsOn', 'time', 'evidenceUrl']) expect(page).toContain(`id="${name}-error"`)
  expect(page).toContain('value="now and then"')
  expect(page).toContain('value="http://10.0.0.1/x"')
  expect(await allLandings(world)).toEqual([])
  expect((await applicationOf(world, id)).state).toBe('offer')
})

test('twenty presses at once make one landing', async () => {
  const { world, id, alum } = await offered()
  const answers = await Promise.all(Array.from({ length: 20 }, () => alum.accept(id, { version: '1' })))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]))
  expect(await allLandings(world)).toHaveLength(1)
})

test('accepted without having tracked it before: one press does both', async () => {
  const world = await createWorld()
  const id = await publish(world)
  const alum = await tracker(world)
  expect((await alum.accept(id)).status).toBe(303)
  expect([(await allApplications(world)).length, (await allLandings(world)).length]).toEqual([1, 1])
})

test('a slip is taken back within a day; later the landing ends, and a new one may follow', async () => {
  const { world, id, alum, landing } = await offered()
  await alum.accept(id, { version: '1', startsOn: '2026-03-02' })
  await alum.track(id, 'offer', { version: '2' })
  expect(await allLandings(world)).toEqual([])
  await alum.accept(id, { version: '3', startsOn: '2026-03-02' })
  world.now = NOON + 20 * DAY
  await alum.track(id, 'declined', { version: '4' })
  expect(await landing()).toMatchObject({ startsOn: '2026-03-02', endedOn: '2026-03-22' })
  await alum.accept(id, { version: '5', startsOn: '2026-05-01' })
  expect((await allLandings(world)).map(({ endedOn }) => endedOn)).toEqual(['2026-03-22', null])
})

test('what never began ends on the day it would have', async () => {
  const { world, id, alum, landing } = await offered()
  await alum.accept(id, { version: '1', startsOn: '2026-09-01' })
  world.now = NOON + 3 * DAY
  await alum.track(id, 'declined', { version: '2' })
  expect(await landing()).toMatchObject({ startsOn: '2026-09-01', endedOn: '2026-09-01' })
})

const edited = { startsOn: '2026-04-01', endedOn: '2026-12-31', time: '10 hours a week', evidenceUrl: '' }

test('a landing is edited and ended by its owner alone; two tabs lose nothing', async () => {
  const { world, id, alum, landing } = await offered()
  await alum.accept(id)
  const before = await landing()
  const path = `/me/landings/${before?.id}`
  const seenAt = String(before?.updatedAt)
  const other = await tracker(world, 'other@example.test')
  expect((await other.get(path)).status).toBe(404)
  expect((await other.post(path, { ...edited, seenAt })).status).toBe(404)
  expect((await other.post(`${path}/removal`)).status).toBe(404)
  expect(await landing()).toEqual(before)
  expect((await alum.post(path, { ...edited, seenAt })).headers.get('location')).toBe(
    '/me/applications?done=landing#landings',
  )
  expect(await landing()).toMatchObject({ endedOn: '2026-12-31', fteActive: 0.25, fteYear: 0.25 })
  const stale = await alum.post(path, { ...edited, time: 'half-time', seenAt })
  expect(stale.status).toBe(409)
  expect(await stale.text()).toContain('value="half-time"')
  expect((await alum.post(`${path}/removal`)).status).toBe(303)
  expect(await allLandings(world)).toEqual([])
})

test('it cannot end before it starts, nor go on twice for one application', async () => {
  const { world, id, alum } = await offered()
  await alum.accept(id, { version: '1' })
  const [first] = await allLandings(world)
  const save = async (fields: Record<string, string>) => {
    const [row] = await allLandings(world)
    return alum.post(`/me/landings/${first?.id}`, { ...edited, seenAt: String(row?.updatedAt), ...fields })
  }
  const wrong = await save({ endedOn: '2026-01-01' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('It cannot end before it starts')
  world.now += 2 * DAY
  await alum.track(id, 'declined', { version: '2' })
  await alum.accept(id, { version: '3' })
  const twice = await save({ endedOn: '' })
  expect(twice.status).toBe(409)
  expect(await twice.text()).toContain('end that one first')
  expect((await allLandings(world)).filter(({ endedOn }) => endedOn === null)).toHaveLength(1)
})
