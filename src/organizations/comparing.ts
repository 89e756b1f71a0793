import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { fold } from '../text/fold.ts'
import { findLookAlikes, type LookAlike } from './look-alikes.ts'
import { type Office, requireOffice, selectDirectory } from './queries.ts'

const MOST_FOUND = 10

type Figures = { opportunities: number; members: number; owners: number; imports: number }
export type ComparedOrganization = Office & Figures & { isTrusted: boolean }

/** An organization with what a merge would move. */
export async function compareOrganization(ctx: Ctx, id: string): Promise<ComparedOrganization> {
  const organization = await requireOffice(ctx, id)
  const [figures] = await ctx.db.all<Figures>(sql`select
    (select count(*) from opportunities where organization_id = ${id}) as opportunities,
    (select count(*) from members where organization_id = ${id}) as members,
    (select count(*) from members where organization_id = ${id} and role = 'owner') as owners,
    (select count(*) from imported where subject_id = ${id}) as imports`)
  const none = { opportunities: 0, members: 0, owners: 0, imports: 0 }
  return { ...organization, ...(figures ?? none), isTrusted: organization.trustedAt !== null }
}

/** Organizations that one may be merged into: those searched for, else those it looks like. */
export async function findTargets(ctx: Ctx, id: string, q: string): Promise<LookAlike[]> {
  const words = fold(q)
  if (!words) return findLookAlikes(ctx.db, id)
  const rows = await selectDirectory(ctx.db, { words, from: null, limit: MOST_FOUND + 1 })
  return rows.filter((row) => row.id !== id).slice(0, MOST_FOUND)
}
