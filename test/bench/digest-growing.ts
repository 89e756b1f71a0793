import { cpuMicros, openMailing } from './mailing-world.ts'

const MILLION = 1_000_000

/** What so many readers cost, from the tick to the bytes of every call, and what a million would by the same power. */
export type Readers = { from: number; to: number; microsEach: number; exponent: number; secondsOfMillion: number }

/** Matching, composing and enqueuing: all of mailing but the provider, who answers at once. */
export async function benchReaders([from, to]: readonly [number, number]): Promise<Readers> {
  await spentOn(1_000)
  const [few, many] = [await spentOn(from), await spentOn(to)]
  const exponent = Math.log(many / few) / Math.log(to / from)
  const secondsOfMillion = (many * (MILLION / to) ** exponent) / 1e6
  return { from, to, microsEach: many / to, exponent, secondsOfMillion }
}

const accepted = (async () => new Response('{}')) as typeof fetch

async function spentOn(readers: number): Promise<number> {
  const mailing = await openMailing(readers, accepted, 'https://mail.test/')
  const before = cpuMicros()
  await mailing.tick()
  await mailing.consume(1)
  const spent = cpuMicros() - before
  await mailing.close()
  return spent
}
