import { and, eq, sql } from 'drizzle-orm'
import { dayIn } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import type { Statement } from '../db/client.ts'
import { plainText } from '../text/plain.ts'
import { type Approved, approvedFields, type OpportunityInput } from './schema.ts'
import { opportunities as o } from './table.ts'
import { approvedTerms, otherTerms } from './terms.ts'
import { contentOf } from './writing.ts'

type Content = ReturnType<typeof contentOf>

const derivedFromApproved = ['bodyText'] as const

/** A moderator may have taken it away in the same moment: then no text comes back. */
const unlessRetracted = (id: string) =>
  and(eq(o.id, id), sql`not exists (select 1 from retractions where opportunity_id = ${id})`)

/** The columns of what nobody reads before it was approved. */
function approvedContent(input: OpportunityInput) {
  const content = contentOf(input)
  const fields = [...approvedFields, ...derivedFromApproved].map((field) => [field, content[field]])
  return { ...(Object.fromEntries(fields) as Partial<Content>), terms: withApprovedTerms(input) }
}

/** Of the search terms only the line of these fields is replaced, whatever the other says by then. */
const withApprovedTerms = (approved: Approved) =>
  sql`${approvedTerms(approved)} || substr(${o.terms}, instr(${o.terms} || char(10), char(10)))`
const withOtherTerms = (input: OpportunityInput) =>
  sql`substr(${o.terms}, 1, instr(${o.terms} || char(10), char(10)) - 1) || ${`\n${otherTerms(input)}`}`

function otherContent(input: OpportunityInput): Partial<Content> {
  const hidden = new Set<string>([...approvedFields, ...derivedFromApproved, 'terms'])
  return Object.fromEntries(Object.entries(contentOf(input)).filter(([field]) => !hidden.has(field)))
}

/** What the public reads of the approved fields, as it stands. */
export const approvedOf = (row: Approved): Approved => ({
  kind: row.kind,
  title: row.title,
  applyUrl: row.applyUrl,
  summary: row.summary,
  bodyHtml: row.bodyHtml,
  validation: row.validation,
  audiences: row.audiences,
  places: row.places,
  zoneFence: row.zoneFence,
})

/** Whether a new version says something in its approved fields that the public does not read yet. */
export function needsApproval(row: Approved, input: OpportunityInput): boolean {
  const content = contentOf(input)
  return approvedFields.some((field) => said(content[field]) !== said(row[field]))
}

/** A value to compare: of places the keys in one order. */
const said = (value: unknown) => JSON.stringify(value, ['country', 'city'])

type Publishing = { id: string; organizationId: string; input: OpportunityInput }

/** Makes it public whole: for the first time, or again after that was undone. */
export function publishWhole(ctx: Ctx, { id, organizationId, input }: Publishing): Statement {
  const content = { ...contentOf(input), organizationId, verifiedOn: dayIn(ctx.now, 'UTC'), updatedAt: ctx.now }
  return ctx.db
    .insert(o)
    .values({ ...content, id, publishedAt: ctx.now, createdAt: ctx.now })
    .onConflictDoUpdate({
      target: o.id,
      set: { ...content, publishedAt: sql`coalesce(${o.publishedAt}, ${ctx.now})` },
      setWhere: unlessRetracted(id),
    })
}

/** Lets the public read the approved fields of a version. */
export const publishApproved = (ctx: Ctx, id: string, input: OpportunityInput): Statement =>
  ctx.db
    .update(o)
    .set({ ...approvedContent(input), updatedAt: ctx.now })
    .where(unlessRetracted(id))

/** What needs no approval takes effect at once. A deadline moved past now reopens what had expired. */
export function publishOthers(ctx: Ctx, id: string, input: OpportunityInput): Statement {
  const content = otherContent(input)
  const opens = content.closesAt == null || content.closesAt > ctx.now ? 1 : 0
  return ctx.db
    .update(o)
    .set({
      ...content,
      terms: withOtherTerms(input),
      verifiedOn: dayIn(ctx.now, 'UTC'),
      updatedAt: ctx.now,
      reopened: sql`${o.reopened} + case when ${opens} = 1 and ${o.closesAt} <= ${ctx.now}
        and not exists (select 1 from closures where opportunity_id = ${id}) then 1 else 0 end`,
    })
    .where(unlessRetracted(id))
}

/** Puts back what the public read before a decision: what it changed, or nothing at all. */
export const restore = (
  ctx: Ctx,
  id: string,
  before: Approved | OpportunityInput | null,
  revisionId: string,
): Statement =>
  ctx.db
    .update(o)
    .set({ ...(before ? restored(before) : { publishedAt: null }), updatedAt: ctx.now })
    .where(and(unlessRetracted(id), sql`not exists (select 1 from decisions where revision_id = ${revisionId})`))

const restored = (before: Approved | OpportunityInput) =>
  'commitment' in before
    ? contentOf(before)
    : { ...before, bodyText: plainText(before.bodyHtml), terms: withApprovedTerms(before) }
