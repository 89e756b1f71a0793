import { actingPerson } from '../../auth/policy.ts'
import type { Ctx } from '../../context.ts'
import type { Issue } from '../../errors.ts'

import { submitOpportunity } from '../submitting.ts'
import { saveDraft, type Written } from './drafting.ts'
import { organizationOf, readPoster } from './posters.ts'
import { findWriting, type Writing } from './queries.ts'
import { passedDeadline, readPosting } from './reading.ts'
import { differingFields } from './schema.ts'

/** `submitted` also where an equal form was submitted before: pressing twice posts once. */
export type Posted = { submitted: true } | { issues: Issue[] } | { theirs: Writing }

/**
 * Submits what a form says, if it says an opportunity and nobody else has changed it meanwhile. The draft is saved
 * first, so that whatever happens then, nothing typed is lost; of two equal presses only one can save it.
 */
export async function submitPosting(ctx: Ctx, written: Written): Promise<Posted> {
  const { opportunityId, typed } = written
  const before = await findWriting(ctx, opportunityId)
  if (before && wasSubmitted(ctx, before, written)) return { submitted: true }
  const read = readPosting(typed)
  const fixed = before?.standing?.organizationId
  const poster = fixed ? { organizationId: fixed } : readPoster(ctx, typed)
  const passed = 'input' in read ? passedDeadline(ctx, read.input, before?.standing?.row?.closesOn ?? null) : []
  if ('issues' in read || 'issues' in poster || passed.length)
    return { issues: [...('issues' in poster ? poster.issues : []), ...('issues' in read ? read.issues : passed)] }
  const saved = await saveAnew(ctx, written)
  if (saved === null) return { submitted: true }
  if ('theirs' in saved) return saved
  const organizationId = await organizationOf(ctx, poster)
  await submitOpportunity(ctx, { opportunityId, organizationId, input: read.input, typed })
  return { submitted: true }
}

const ONE_PRESS_MS = 10_000

/** Null where the same form was saved a moment ago: that press submits it. */
async function saveAnew(ctx: Ctx, written: Written): Promise<{ saved: number } | { theirs: Writing } | null> {
  const saved = await saveDraft(ctx, written)
  if (!('same' in saved)) return saved
  const { base, version, savedAt } = saved.same
  if (ctx.now - savedAt < ONE_PRESS_MS) return null
  const again = await saveDraft(ctx, { ...written, base, version })
  return 'same' in again ? null : again
}

/** Whether this very form has become the newest revision already. */
function wasSubmitted(ctx: Ctx, { standing, version, base }: Writing, { base: begun, typed }: Written): boolean {
  const newest = standing?.newest
  if (!newest || version > 0 || base === begun) return false
  return newest.authorId === actingPerson(ctx.actor).id && differingFields(newest.typed, typed).length === 0
}
