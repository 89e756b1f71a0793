import type { Server } from '../../src/cli/serve.ts'
import { openD1 } from '../../src/db/client.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { newId } from '../../src/ids.ts'
import type { OpportunityInput } from '../../src/opportunities/schema.ts'
import { publishAs } from '../support/publishing.ts'

/** Publishes an invented opportunity in a running service, as another process would. */
export function publishOn(server: Server, title: string, fields: Partial<OpportunityInput> = {}): Promise<string> {
  const now = Date.now()
  return publishAs({ db: openD1(server.db), now, newId: (prefix) => newId(prefix, now) }, { title, ...fields })
}

export const postForm = (server: Server, path: string, fields: Record<string, string>) =>
  fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: server.url, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams(fields),
  })

/** Waits until something is there; the queue of a running service delivers in its own time. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, forMs = 15_000): Promise<T> {
  for (let waited = 0; ; waited += 100) {
    const found = await look()
    if (found !== undefined) return found
    if (waited >= forMs) throw new Error(`Nothing came within ${forMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

export async function nextDueOn(server: Server): Promise<number> {
  const [row] = await openD1(server.db).select().from(subscriptions)
  return row?.nextDueAt ?? 0
}
