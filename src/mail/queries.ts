import { desc, eq } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { outbox } from './table.ts'

export const listOutbox = (db: Db) => db.select().from(outbox).orderBy(desc(outbox.sentAt), desc(outbox.id)).limit(100)

export async function requireOutboxMail(db: Db, id: string) {
  const [row] = await db.select().from(outbox).where(eq(outbox.id, id))
  if (!row) throw notFound('Mail')
  return row
}
export type OutboxMail = Awaited<ReturnType<typeof requireOutboxMail>>
