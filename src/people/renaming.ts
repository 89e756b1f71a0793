import { eq } from 'drizzle-orm'
import type * as z from 'zod'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { recordEvent } from '../events.ts'
import type { PersonInput } from './schema.ts'
import { people } from './table.ts'

/** Gives a person the name that others see. */
export const renamePerson = (ctx: Ctx, id: string, { name }: z.infer<typeof PersonInput>) =>
  atomically(ctx.db, [
    ctx.db.update(people).set({ name }).where(eq(people.id, id)),
    ...recordEvent(ctx, 'person.renamed', id),
  ])
