import type { Client } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleSimulation, plants } from './bundling.ts'
import type { History, simulate } from './history.ts'
import { openSqlite } from './sqlite-client.ts'

const HISTORIES = 2_000
/** A bug that these do not bring to light is not guarded against. */
const WITH_A_BUG = 300

/** Somebody left, or something was retracted, while others' calls were made between fixing a mail and sending it. */
const ONCE_WRONG = [9_814, 16_101, 33_169, 45_726]

type Simulate = typeof simulate
const load = async (file: string) => ((await import(file)) as { simulate: Simulate }).simulate

async function run(client: Client, simulate: Simulate, seeds: Iterable<number>) {
  const total = { histories: 0, mails: 0, uncertain: 0, faults: new Map<string, number>(), wrong: [] as History[] }
  for (const seed of seeds) {
    const history = await simulate(client, seed)
    total.histories++
    total.mails += history.mails
    total.uncertain += history.uncertain
    for (const [fault, times] of Object.entries(history.faults))
      total.faults.set(fault, (total.faults.get(fault) ?? 0) + times)
    if (history.violations.length) total.wrong.push(history)
  }
  return total
}

const seedsFrom = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i)

describe('digests through crashes, doubled ticks and a provider that fails', () => {
  let client: Client
  beforeAll(async () => {
    client = await openSqlite()
  })
  afterAll(() => client.close())

  test(`${HISTORIES} histories: nothing twice, nothing lost in silence`, async () => {
    const real = await load(await bundleSimulation())
    const total = await run(client, real, seedsFrom(1, HISTORIES))
    console.info(
      `${total.histories} histories, ${total.mails} mails, ${total.uncertain} uncertain; faults:`,
      Object.fromEntries(total.faults),
    )
    expect(total.wrong).toEqual([])
    expect(total.mails).toBeGreaterThan(HISTORIES)
    for (const [fault, times] of total.faults) expect([fault, times > 20]).toEqual([fault, true])
  }, 300_000)

  test('seeds that once went wrong', async () => {
    expect((await run(client, await load(await bundleSimulation()), ONCE_WRONG)).wrong).toEqual([])
  })

  test('one seed replays one history', async () => {
    const real = await load(await bundleSimulation())
    const [once] = (await run(client, real, [7])).wrong
    expect(once).toBeUndefined()
    const histories = [await real(client, 7), await real(client, 7)]
    expect(histories[0]).toEqual(histories[1])
  })

  test.each(plants)(
    'without its guard it goes wrong: $name',
    async (plant) => {
      const planted = await load(await bundleSimulation(plant))
      for (const seed of seedsFrom(1, WITH_A_BUG)) if ((await planted(client, seed)).violations.length) return
      expect.unreachable(`${WITH_A_BUG} histories went well with ${plant.name}`)
    },
    60_000,
  )
})
