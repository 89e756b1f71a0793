import type { World } from '../support/world.ts'

type Send = (...asked: unknown[]) => unknown
type Statement = Record<'bind', (...values: unknown[]) => Statement> & Record<'all' | 'run' | 'raw' | 'first', Send>
type Client = Partial<Record<'batch' | 'execute', Send> & { prepare: (sql: string) => Statement }>

/** Counts what goes to the database from here on, and its statements: batches, and statements by themselves. */
export function countRoundTrips(world: World): { count: number; statements: number } {
  const trips = { count: 0, statements: 0 }
  const counted =
    (send: Send): Send =>
    (...asked) => {
      trips.count++
      trips.statements += Array.isArray(asked[0]) ? asked[0].length : 1
      return send(...asked)
    }
  const watched = (statement: Statement): Statement => {
    const { bind, all, run, raw, first } = statement
    return {
      ...statement,
      bind: (...values) => watched(bind(...values)),
      ...{ all: counted(all), run: counted(run), raw: counted(raw), first: counted(first) },
    }
  }
  const { $client } = world.db as unknown as { $client: Client }
  for (const name of ['batch', 'execute'] as const) {
    const send = $client[name]?.bind($client)
    if (send) $client[name] = counted(send)
  }
  const prepare = $client.prepare?.bind($client)
  if (prepare) $client.prepare = (sql) => watched(prepare(sql))
  return trips
}
