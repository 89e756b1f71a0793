import { beforeEach, describe, expect, test } from 'vitest'
import { digestItems } from '../../../src/digests/table.ts'
import { paths } from '../../../src/paths.ts'
import { type Operated, operated, refusesOthers, sends } from './given.ts'

let given: Operated
let world: Operated['world']
beforeEach(async () => {
  given = await operated()
  world = given.world
})

describe('what is uncertain', () => {
  const lose = async () => {
    world.keepsKeys = false
    await given.due(() => ({ outcome: 'ambiguous', cause: 'connection lost after DATA' }))
    return (await given.one()).callId ?? expect.fail('no call')
  }
  const settle = (call: string, arrived: string, reason: string) =>
    given.admin.post(paths.mailSettlement(), { call, arrived, reason })

  test('arrived, is sent and never mailed again; how they know is kept without addresses', async () => {
    const call = await lose()
    expect((await settle(call, 'yes', 'Delivered to reader@example.test at 8:01')).status).toBe(303)
    expect(await given.one()).toMatchObject({ state: 'sent', reason: null })
    expect(await given.recorded('call.found arrived')).toEqual([
      { subject: call, detail: 'Delivered to [address] at 8:01' },
    ])
    expect((await settle(call, 'no', 'Or was it?')).status).toBe(409)
    expect((await given.ready()).problems).not.toContain('some mail is uncertain')
    await given.due(sends)
    expect(world.mails).toHaveLength(0)
  })

  test('did not arrive, is failed, and what it told comes with the next digest', async () => {
    const call = await lose()
    expect(await world.db.select().from(digestItems)).toHaveLength(1)
    expect((await settle(call, 'no', 'Unknown there')).status).toBe(303)
    expect(await given.one()).toMatchObject({ state: 'failed', reason: 'an operator found that it did not arrive' })
    expect(await world.db.select().from(digestItems)).toEqual([])
    expect(await given.recorded('call.found lost')).toEqual([{ subject: call, detail: 'Unknown there' }])
    expect(await given.page()).not.toContain('>does not add up<')
    await given.due(sends)
    expect(world.mails.map(({ text }) => text.includes('Worth waiting for'))).toEqual([true])
  })

  test('is settled by admins alone', async () =>
    refusesOthers(given, paths.mailSettlement(), { call: await lose(), arrived: 'no', reason: 'Because' }))

  test('without a reason or an answer stays so, and what was typed stays typed', async () => {
    const call = await lose()
    const bare = await (await settle(call, 'yes', '  ')).text()
    expect([bare.includes('Say how you know'), bare.includes('aria-invalid="true"')]).toEqual([true, true])
    const answer = await settle(call, 'maybe', 'Asked <them>')
    const html = await answer.text()
    expect([answer.status, html.includes('value="Asked &lt;them>"')]).toEqual([422, true])
    expect(html).toContain('Say whether it arrived')
    expect(await given.one()).toMatchObject({ state: 'uncertain' })
    expect(await world.db.select().from(digestItems)).toHaveLength(1)
  })
})
