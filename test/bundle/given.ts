import type { Server } from '../../src/cli/serve.ts'
import { atomically, openD1 } from '../../src/db/client.ts'
import { subscriptions } from '../../src/digests/table.ts'
import { newId } from '../../src/ids.ts'
import { OpportunityInput } from '../../src/opportunities/schema.ts'
import { contentOf, insertOpportunities } from '../../src/opportunities/writing.ts'
import { organizations } from '../../src/organizations/table.ts'

const organization = {
  id: 'org_northlight',
  name: 'Northlight Institute',
  nameKey: 'northlight institute',
  createdAt: 0,
  updatedAt: 0,
}

/** Publishes an invented opportunity in a running service, as another process would. */
export async function publishOn(
  server: Server,
  title: string,
  fields: Partial<OpportunityInput> = {},
): Promise<string> {
  const db = openD1(server.db)
  const now = Date.now()
  const id = newId('opp', now)
  await db.insert(organizations).values(organization).onConflictDoNothing()
  const content = contentOf(OpportunityInput.parse({ kind: 'role', title, ...fields }))
  await atomically(
    db,
    insertOpportunities(db, [
      { ...content, id, organizationId: organization.id, publishedAt: now, createdAt: now, updatedAt: now },
    ]),
  )
  return id
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
