import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type State, states } from '../../src/applications/schema.ts'
import { publish } from '../support/given.ts'
import { createWorld, NOON } from '../support/world.ts'
import { allLandings, applicationOf, stepsIn, tracker } from './given.ts'

async function tracked(state = 'applied') {
  const world = await createWorld()
  const opportunity = await publish(world)
  const alum = await tracker(world)
  await alum.track(opportunity, state)
  const { id } = await applicationOf(world, opportunity)
  const now = () => applicationOf(world, opportunity)
  const save = (fields: Record<string, string>) => alum.post(`/me/applications/${id}`, fields)
  return { world, opportunity, alum, id, now, save, path: `/me/applications/${id}` }
}

test('notes and the own deadline are kept, also after applying, as text', async () => {
  const { alum, now, save, path } = await tracked()
  const notes = 'Ask <b>Mira</b>\r\nabout the start'
  expect((await save({ notes, dueOn: '2026-03-10', version: '1' })).status).toBe(303)
  expect(await now()).toMatchObject({ notes: 'Ask <b>Mira</b>\nabout the start', dueOn: '2026-03-10', version: 2 })
  const page = await (await alum.get(path)).text()
  expect(page).toContain('Ask &lt;b>Mira&lt;/b>')
  expect((await save({ notes: '', dueOn: '', version: '2' })).status).toBe(303)
  expect(await now()).toMatchObject({ notes: '', dueOn: null, version: 3 })
})

test('the older of two tabs is shown the newer text and loses nothing it typed', async () => {
  const { now, save } = await tracked()
  await save({ notes: 'The newer words', version: '1' })
  const answer = await save({ notes: 'Words of the older tab', dueOn: '2026-04-01', version: '1' })
  const page = await answer.text()
  expect(answer.status).toBe(409)
  expect(page).toContain('The newer words')
  expect(page).toContain('Words of the older tab')
  expect(page).toContain('value="2026-04-01"')
  expect(page).toMatch(/name="version" value="2"/)
  expect(await now()).toMatchObject({ notes: 'The newer words', version: 2 })
})

test('bad notes stay in the form, each error beside its field', async () => {
  const { now, save } = await tracked()
  const answer = await save({ notes: 'Kept as typed', dueOn: '2026-02-30', version: '1' })
  const page = await answer.text()
  expect(answer.status).toBe(422)
  expect(page).toContain('Kept as typed')
  expect(page).toMatch(/id="dueOn-error"[^>]*>Give a day as YYYY-MM-DD/)
  expect((await save({ notes: 'x'.repeat(20_001), version: '1' })).status).toBe(422)
  expect(await now()).toMatchObject({ notes: '', version: 1 })
})

test('a step can be given the day it happened; no day that is still to come', async () => {
  const { world, alum, id, path } = await tracked()
  expect((await alum.post(`${path}/steps/1`, { on: '2026-02-20' })).status).toBe(303)
  expect(await stepsIn(world, id)).toEqual([['applied', '2026-02-20', 'page']])
  for (const on of ['2026-03-20', 'soon', '']) expect((await alum.post(`${path}/steps/1`, { on })).status).toBe(422)
  expect((await alum.post(`${path}/steps/2`, { on: '2026-02-20' })).status).toBe(404)
  expect(await stepsIn(world, id)).toEqual([['applied', '2026-02-20', 'page']])
})

test('without its last step it stands where it stood; the only one stays', async () => {
  const { world, opportunity, alum, id, now, path } = await tracked()
  await alum.track(opportunity, 'rejected')
  expect((await alum.post(`${path}/steps/2/removal`)).status).toBe(303)
  expect(await now()).toMatchObject({ state: 'applied', version: 3 })
  const only = await alum.post(`${path}/steps/1/removal`)
  expect(only.status).toBe(409)
  expect(await only.text()).toContain('its only step')
  expect(await stepsIn(world, id)).toHaveLength(1)
})

test('removed with its steps and notes; the landing stays', async () => {
  const { world, opportunity, alum, path } = await tracked('offer')
  await alum.accept(opportunity)
  expect((await alum.post(`${path}/removal`)).headers.get('location')).toBe('/me/applications?done=removed')
  expect((await alum.get(path)).status).toBe(404)
  expect(await allLandings(world)).toMatchObject([{ personId: alum.id, applicationId: null, endedOn: null }])
})

type Told = { state: State } | { remove: number } | { redate: number; on: string }
const told: fc.Arbitrary<Told> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ state: fc.constantFrom(...states) }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ redate: fc.nat(6), on: fc.constantFrom('2026-01-05', '2026-02-01') }) },
)
type Model = { number: number; state: State; on: string }[]

/** What the history must be after each thing told. */
function after(steps: Model, one: Told): Model {
  if ('state' in one) {
    if (steps.at(-1)?.state === one.state) return steps
    return [...steps, { number: (steps.at(-1)?.number ?? 0) + 1, state: one.state, on: '2026-03-02' }]
  }
  if ('redate' in one) return steps.map((step) => (step.number === one.redate ? { ...step, on: one.on } : step))
  const rest = steps.filter(({ number }) => number !== one.remove)
  const acceptedAnew = rest.at(-1)?.state === 'accepted' && steps.at(-1)?.state !== 'accepted'
  return rest.length === 0 || acceptedAnew ? steps : rest
}

test('whatever is told, the state is that of the last step, and one landing goes on exactly while accepted', async () => {
  const world = await createWorld()
  const alum = await tracker(world)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...states), fc.array(told, { maxLength: 9 }), async (first, ways) => {
      world.now = NOON
      const opportunity = await publish(world, { startsOn: '2026-04-01' })
      let model = after([], { state: first })
      const tell = (state: State, more = {}) =>
        state === 'accepted' ? alum.accept(opportunity, more) : alum.track(opportunity, state, more)
      await tell(first)
      for (const one of ways) {
        const row = await applicationOf(world, opportunity)
        if ('state' in one) await tell(one.state, { version: String(row.version) })
        else if ('remove' in one) await alum.post(`/me/applications/${row.id}/steps/${one.remove}/removal`)
        else await alum.post(`/me/applications/${row.id}/steps/${one.redate}`, { on: one.on })
        model = after(model, one)
      }
      const row = await applicationOf(world, opportunity)
      expect(await stepsIn(world, row.id)).toEqual(model.map(({ state, on }) => [state, on, 'page']))
      expect(row.state).toBe(model.at(-1)?.state)
      const current = (await allLandings(world)).filter((l) => l.applicationId === row.id && l.endedOn === null)
      expect(current).toHaveLength(row.state === 'accepted' ? 1 : 0)
    }),
    { numRuns: 25 },
  )
}, 60_000)
