import type { World } from '../support/world.ts'

type Client = Partial<Record<'batch' | 'execute', (...asked: unknown[]) => unknown>>

/** Counts what goes to the database from here on, and its statements: batches on both, single statements on libSQL. */
export function countRoundTrips(world: World): { count: number; statements: number } {
  const trips = { count: 0, statements: 0 }
  const { $client } = world.db as unknown as { $client: Client }
  for (const name of ['batch', 'execute'] as const) {
    const send = $client[name]?.bind($client)
    if (!send) continue
    $client[name] = (...asked) => {
      trips.count++
      trips.statements += Array.isArray(asked[0]) ? asked[0].length : 1
      return send(...asked)
    }
  }
  return trips
}
