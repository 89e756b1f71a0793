import { and, eq, sql } from 'drizzle-orm'
import { actingPerson } from '../../auth/policy.ts'
import type { Ctx, Person } from '../../context.ts'
import { notFound, tooMany } from '../../errors.ts'
import { membershipIn } from '../../organizations/policy.ts'
import type { Typed } from '../schema.ts'
import { drafts } from '../table.ts'
import { canSeeDraft } from './policy.ts'
import { findDraft, findWriting, type Writing } from './queries.ts'
import { differingFields, textIn } from './schema.ts'

const MOST_DRAFTS = 200

/** A form as it comes back: what is typed, and from which revision and draft it was begun. */
export type Written = { opportunityId: string; base: string; version: number; typed: Typed; copiedFrom?: string }

/** `theirs` is what somebody else has saved or submitted meanwhile: nothing was written. */
export type Saved = { saved: number } | { same: Writing } | { theirs: Writing }

/** Saves a draft, unless there is a newer one than it was begun from. Saving what is there already changes nothing. */
export async function saveDraft(ctx: Ctx, written: Written): Promise<Saved> {
  const person = actingPerson(ctx.actor)
  const before = await findWriting(ctx, written.opportunityId)
  if (before && isNewer(before, written)) return meeting(before, written)
  const organizationId = before?.standing?.organizationId ?? organizationIn(person, written.typed)
  // A draft that was deleted meanwhile is begun anew.
  const version = await write(ctx, person, { ...written, version: before ? written.version : 0, organizationId })
  if (version !== null) return { saved: version }
  const theirs = await findWriting(ctx, written.opportunityId)
  if (!theirs) throw tooMany(`You have ${MOST_DRAFTS} drafts: submit or delete some of them`)
  return meeting(theirs, written)
}

const isNewer = (writing: Writing, { base, version }: Written) => writing.base !== base || writing.version !== version

function meeting(theirs: Writing, { typed }: Written): Saved {
  return differingFields(typed, theirs.typed).length ? { theirs } : { same: theirs }
}

/** One's own organization, where the form names one. */
function organizationIn(person: Person, typed: Typed): string | null {
  const id = textIn(typed, 'organization')
  return membershipIn(person, id) ? id : null
}

type Row = Written & { organizationId: string | null }

/** The guard is in the write: of two at once, one finds its version gone. Answers the new version. */
async function write(ctx: Ctx, person: Person, row: Row): Promise<number | null> {
  const { opportunityId, organizationId, typed, version, copiedFrom = null } = row
  const { db, now } = ctx
  if (version > 0) {
    const [updated] = await db
      .update(drafts)
      .set({ typed, organizationId, version: version + 1, updatedAt: now })
      .where(and(eq(drafts.opportunityId, opportunityId), eq(drafts.version, version)))
      .returning({ version: drafts.version })
    return updated?.version ?? null
  }
  const [inserted] = await db.all<{ version: number }>(sql`
    insert into drafts (opportunity_id, organization_id, author_id, copied_from, typed, version, created_at, updated_at)
    select ${opportunityId}, ${organizationId}, ${person.id}, ${copiedFrom}, ${JSON.stringify(typed)}, 1, ${now}, ${now}
    where (select count(*) from drafts where author_id = ${person.id}) < ${MOST_DRAFTS}
    on conflict (opportunity_id) do nothing returning version`)
  return inserted?.version ?? null
}

/** Deletes a draft; what was submitted of it stays. */
export async function discardDraft(ctx: Ctx, id: string): Promise<void> {
  const draft = await findDraft(ctx, id)
  if (!draft || !canSeeDraft(ctx.actor, draft)) throw notFound('Draft')
  await ctx.db.delete(drafts).where(and(eq(drafts.opportunityId, id), eq(drafts.version, draft.version)))
}
