import { type SQL, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'

/** What a feature holds of one person: `src/privacy.ts` composes them all. */
export type PersonalData = {
  /** Rows by the name of what they are, as their owner may read them. */
  export: (ctx: Ctx, personId: string) => Promise<Record<string, Record<string, unknown>[]>>
  /** Takes all of it away, for one batch over all features; what must stay as a count loses the person. */
  erase: (ctx: Ctx, personId: string) => Statement[]
}

/** What stands for a person where a row stays without them. */
export const ERASED = 'erased'

/** The keyed hash of somebody's address, as a query: the person's row is the last to go. */
export const emailKeyOfPerson = (personId: string): SQL => sql`(select email_key from people where id = ${personId})`
