import type * as z from 'zod'
import type { Ctx } from '../context.ts'
import { invalid, issuesOf } from '../errors.ts'
import { renderMarkdown } from '../text/html.ts'
import type { OpportunityChange, OpportunityWrite } from './api-schema.ts'
import { canWrite } from './policy.ts'
import { OpportunityInput } from './schema.ts'
import { findStanding, requireMay, versionOf } from './standing.ts'
import { type Submitted, submitOpportunity } from './submitting.ts'

/** A whole opportunity as a program writes it: the body is Markdown. Fails with an issue for each wrong field. */
export function readWritten({ body, ...fields }: z.output<typeof OpportunityWrite>): OpportunityInput {
  return check({ ...fields, bodyHtml: renderMarkdown(body) })
}

/** Changes some fields of an opportunity and keeps the others, of its newest version. */
export async function changeOpportunity(
  ctx: Ctx,
  id: string,
  { body, ...fields }: z.output<typeof OpportunityChange>,
): Promise<Submitted> {
  const standing = requireMay(ctx, await findStanding(ctx, id), (found) => canWrite(ctx.actor, found))
  const before = versionOf(standing, standing.row ? standing.waiting : standing.newest)
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const input = check({ ...before, ...given, ...(body === undefined ? {} : { bodyHtml: renderMarkdown(body) }) })
  return submitOpportunity(ctx, { opportunityId: id, organizationId: standing.organizationId, input, typed: {} })
}

/** The rules that span fields are those of every other way in; `bodyHtml` is `body` to a program. */
function check(given: unknown): OpportunityInput {
  const read = OpportunityInput.safeParse(given)
  if (read.success) return read.data
  throw invalid(issuesOf(read.error).map((issue) => ({ ...issue, path: issue.path.replace(/^bodyHtml/, 'body') })))
}
