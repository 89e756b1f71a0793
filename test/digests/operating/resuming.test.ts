import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../src/calendar.ts'
import { digestRuns } from '../../../src/digests/table.ts'
import { paths } from '../../../src/paths.ts'
import { tick } from '../../support/given.ts'
import { type Operated, operated, refusesOthers, sends } from './given.ts'

let given: Operated
let world: Operated['world']
beforeEach(async () => {
  given = await operated()
  world = given.world
})

describe('a paused run', () => {
  const pause = async () => {
    await given.due(() => ({ outcome: 'deferred', cause: '429', retryAfterMs: null }))
    const { kind, period } = await given.runOf()
    await world.db
      .update(digestRuns)
      .set({ pausedAt: world.now, pausedFor: 'refused' })
      .where(eq(digestRuns.period, period))
    return { kind, run: period }
  }

  test('is red and waits; let go on, its mail goes out, once', async () => {
    const fields = await pause()
    world.deliver = sends
    await tick(world, world.now + HOUR)
    expect([world.mails.length, (await given.ready()).problems]).toEqual([
      0,
      ['a run is paused: too much of it was refused'],
    ])
    expect(await given.page()).toContain('0 failed beside 0 sent, 1 still open')
    const answer = await given.admin.post(paths.mailResumption(), fields)
    expect(answer.headers.get('location')).toBe(paths.mailRuns('done=resumed'))
    expect(await given.page()).not.toContain('Let it go on')
    expect(await given.runOf()).toMatchObject({ pausedAt: null, resumedAt: world.now - 2_000 })
    expect(await given.recorded('run.resumed')).toEqual([{ subject: `search ${fields.run}`, detail: null }])
    expect((await given.admin.post(paths.mailResumption(), fields)).status).toBe(409)
    await tick(world, world.now + 15 * MINUTE)
    expect([world.mails.length, (await given.one()).state]).toEqual([1, 'sent'])
  })
  test('is let go on by admins alone', async () => refusesOthers(given, paths.mailResumption(), await pause()))
  test('that is none is said so, and nothing is written', async () => {
    expect(
      (await given.admin.post(paths.mailResumption(), { kind: 'search', run: '2026-01-01T00:00:00Z' })).status,
    ).toBe(409)
    const answer = await given.admin.post(paths.mailResumption(), { kind: 'news', run: '' })
    expect([answer.status, (await answer.text()).includes('Choose from search')]).toEqual([422, true])
    expect(await given.recorded('run.resumed')).toEqual([])
  })
})
