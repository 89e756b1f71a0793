import type { Client } from '@libsql/client'
import { openLibsql } from '../../src/db/client.ts'
import { bundledApp } from './bundled.ts'
import { type Board, contextOver } from './database.ts'

/** Round trips to the database that one request makes. */
export type Trips = { name: string; trips: number; limit: number; status: number }

const ORIGIN = 'http://bench.test'

/** The calls a request makes, counted at the client of the database, with the same app in this process. */
export async function countTrips(board: Board): Promise<Trips[]> {
  const calls = { count: 0 }
  const ctx = contextOver(openLibsql(counting(board.client, calls)), ORIGIN)
  const app = (await bundledApp()).buildApp(() => ctx)
  const etags = new Map<string, string>()
  const ask = async (name: string, limit: number, path: string, headers: Record<string, string> = {}) => {
    calls.count = 0
    const response = await app.request(ORIGIN + path, { headers: { 'accept-encoding': 'gzip', ...headers } }, {})
    await response.arrayBuffer()
    etags.set(path, response.headers.get('etag') ?? '')
    return { name, trips: calls.count, limit, status: response.status }
  }
  return [
    await ask('first page of an isolate', 1, '/'),
    await ask('board page, repeated', 0, '/'),
    await ask('board page, not changed since (304)', 0, '/', { 'if-none-match': etags.get('/') ?? '' }),
    await ask('new filtered page', 1, '/?kind=role&pay=paid'),
    await ask('new filtered page, no-cache', 1, '/?kind=role&pay=paid', { 'cache-control': 'no-cache' }),
    await ask('new page of a text search', 1, '/?q=python'),
    await ask('page of an opportunity', 1, `/opportunities/${board.ids[0]}`),
  ]
}

/** The client with every call that goes to the database counted. */
export const counting = (client: Client, calls: { count: number }): Client =>
  new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        calls.count++
        return value.apply(target, given)
      }
    },
  })
