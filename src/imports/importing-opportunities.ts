import { contentOf } from '../opportunities/writing.ts'
import { newOrganization, type Organization } from '../organizations/merging.ts'
import { listOrganizations } from '../organizations/queries.ts'
import { nameKeyOf } from '../organizations/schema.ts'
import type { CheckedOpportunity } from './checking.ts'
import type { Plan, Run } from './importing.ts'
import { findImported, findOpportunityStates, type OpportunityState } from './queries.ts'
import {
  type Change,
  closedByImport,
  deleteClosures,
  type OpportunityRow,
  saveChanges,
  saveClosures,
  saveOpportunities,
  saveOrganizations,
} from './saving.ts'
import { startOfDay } from './source-fields.ts'

type Decided = {
  checked: CheckedOpportunity
  content: ReturnType<typeof contentOf>
  state: OpportunityState | undefined
} & Change

/** Each row finds its opportunity by (source, external id), else makes one: published, for an operator's import is approval. */
export async function planOpportunities(run: Run, rows: readonly CheckedOpportunity[]): Promise<Plan> {
  const { ctx } = run
  const decided = await decide(run, rows)
  const changed = decided.filter(({ result }) => result === 'created' || result === 'updated')
  const made = await organizationsFor(run, changed)
  const { close, open } = closuresFor(run, changed)
  return {
    outcomes: decided.map(({ checked: { row, subject }, result, state }) => ({
      row,
      subject,
      result,
      reason: result === 'skipped' ? whyKept(state) : undefined,
    })),
    statements: [
      ...saveOrganizations(ctx, made),
      ...saveOpportunities(
        ctx,
        changed.map((one) => rowOf(run, one)),
      ),
      ...deleteClosures(ctx, open),
      ...saveClosures(ctx, close),
      ...saveChanges(run, rows, changed),
    ],
    closed: rows.filter(({ closedOn }) => isRemoved(closedOn, ctx.now)).length,
    pastDeadline: decided.filter(
      ({ checked, content }) => !isRemoved(checked.closedOn, ctx.now) && isPast(content.closesAt, ctx.now),
    ).length,
    organizationsNamed: made.length,
  }
}

const isPast = (at: number | null | undefined, now: number) => typeof at === 'number' && at <= now

async function decide({ ctx, source }: Run, rows: readonly CheckedOpportunity[]): Promise<Decided[]> {
  const imported = await findImported(
    ctx.db,
    source,
    rows.map(({ externalId }) => externalId),
  )
  const states = await findOpportunityStates(
    ctx.db,
    [...imported.values()].map(({ subjectId }) => subjectId),
  )
  return rows.map((checked) => {
    const { externalId, hash, input } = checked
    const before = imported.get(externalId)
    const state = states.get(before?.subjectId ?? '')
    const result = !state ? 'created' : whyKept(state) ? 'skipped' : before?.hash === hash ? 'unchanged' : 'updated'
    const subjectId = state?.id ?? ctx.newId('opp')
    return {
      checked,
      content: contentOf(input),
      state,
      externalId,
      hash,
      subjectId,
      result,
      isKnown: before !== undefined,
    }
  })
}

/** What people have decided here, a source does not overwrite. */
function whyKept(state: OpportunityState | undefined): string | undefined {
  if (state?.isRetracted) return 'A moderator has retracted it'
  return state?.isEdited ? 'Its organization keeps it up to date here' : undefined
}

/** Looks up the organizations that rows name, and makes those that are missing. */
async function organizationsFor(run: Run, decided: readonly Decided[]): Promise<Organization[]> {
  const named = new Map(decided.map(({ checked: { organization } }) => [nameKeyOf(organization.name), organization]))
  const missing = () => [...named.keys()].filter((key) => !run.organizations.has(key))
  const found = await listOrganizations(run.ctx.db, { ids: [], nameKeys: missing() })
  for (const one of found) run.organizations.set(one.nameKey, one)
  return missing().flatMap((key) => {
    const given = named.get(key)
    if (!given) return []
    const organization = newOrganization(run.ctx.newId('org'), given, run.ctx.now)
    run.organizations.set(key, organization)
    return [organization]
  })
}

function rowOf({ ctx, organizations }: Run, { checked, content, state, subjectId }: Decided): OpportunityRow {
  const organization = organizations.get(nameKeyOf(checked.organization.name))
  if (!organization) throw new Error(`No organization for row ${checked.row}`)
  const cameBack = state && !state.closedBy && isPast(state.closesAt, ctx.now) && !isPast(content.closesAt, ctx.now)
  return {
    ...content,
    id: subjectId,
    organizationId: organization.id,
    publishedAt: publishedAt(checked, state, ctx.now),
    reopened: cameBack ? 1 : 0,
    example: checked.example,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }
}

/** A listing in the future is not believed; then what was listed stays, and what is new counts from when it was read. */
function publishedAt(
  { publishedAt: listed, readAt }: CheckedOpportunity,
  state: OpportunityState | undefined,
  now: number,
) {
  if (listed !== null && listed <= now) return listed
  return state?.publishedAt ?? Math.min(readAt ?? now, now)
}

/** A removal announced for a day to come closes nothing yet. */
const isRemoved = (closedOn: string | null, now: number) => closedOn !== null && (startOfDay(closedOn) ?? now) <= now

function closuresFor({ source, ctx }: Run, decided: readonly Decided[]) {
  const closedBy = closedByImport(source)
  const close = decided.flatMap(({ checked, subjectId }) => {
    const closedAt = startOfDay(checked.closedOn)
    return closedAt === null || !isRemoved(checked.closedOn, ctx.now)
      ? []
      : [{ opportunityId: subjectId, reason: 'withdrawn' as const, closedBy, closedAt }]
  })
  const open = decided.filter(
    ({ checked, state }) => !isRemoved(checked.closedOn, ctx.now) && state?.closedBy === closedBy,
  )
  return { close, open: open.map(({ subjectId }) => subjectId) }
}
