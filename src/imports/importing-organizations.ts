import { fillOrganization, newOrganization, type Organization, reviseOrganization } from '../organizations/merging.ts'
import { listOrganizations } from '../organizations/queries.ts'
import { nameKeyOf } from '../organizations/schema.ts'
import type { CheckedOrganization } from './checking.ts'
import type { Plan, Run } from './importing.ts'
import { findImported, findShared } from './queries.ts'
import type { Outcome } from './report.ts'
import { type Change, saveChanges, saveOrganizations } from './saving.ts'

/** Each row finds its organization by (source, external id), else by folded name, else makes one. */
export async function planOrganizations(run: Run, rows: readonly CheckedOrganization[]): Promise<Plan> {
  const known = await recall(run, rows)
  const outcomes: Outcome[] = []
  const changes: Change[] = []
  const touched = new Map<string, Organization>()
  for (const checked of rows) {
    const decided = decide(run, checked, known)
    outcomes.push({ row: checked.row, subject: 'organization', ...decided.outcome })
    if (!decided.organization) continue
    const { organization } = decided
    run.organizations.set(organization.nameKey, organization)
    known.byId.set(organization.id, organization)
    touched.set(organization.id, organization)
    changes.push({
      ...checked,
      subjectId: organization.id,
      result: decided.outcome.result,
      isKnown: decided.isKnown ?? false,
    })
  }
  return {
    outcomes,
    statements: [...saveOrganizations(run.ctx, [...touched.values()]), ...saveChanges(run, rows, changes)],
  }
}

type Known = {
  imported: Awaited<ReturnType<typeof findImported>>
  byId: Map<string, Organization>
  /** Organizations that other sources describe too: these are filled, never revised. */
  shared: Set<string>
}
type Decision = { outcome: Pick<Outcome, 'result' | 'reason'>; organization?: Organization; isKnown?: boolean }

async function recall(run: Run, rows: readonly CheckedOrganization[]): Promise<Known> {
  const { db } = run.ctx
  const imported = await findImported(
    db,
    run.source,
    rows.map((row) => row.externalId),
  )
  const ids = [...imported.values()].map((row) => row.subjectId)
  const found = await listOrganizations(db, { ids, nameKeys: rows.map((row) => nameKeyOf(row.organization.name)) })
  for (const one of found) if (!run.organizations.has(one.nameKey)) run.organizations.set(one.nameKey, one)
  const byId = new Map(found.map((one) => [one.id, run.organizations.get(one.nameKey) ?? one]))
  return { imported, byId, shared: await findShared(db, run.source, ids) }
}

function decide(run: Run, { externalId, hash, organization: given }: CheckedOrganization, known: Known): Decision {
  const before = known.imported.get(externalId)
  if (before?.hash === hash) return { outcome: { result: 'unchanged' } }
  const { ctx, organizations } = run
  const own = before && known.byId.get(before.subjectId)
  const namesake = organizations.get(nameKeyOf(given.name))
  const isKnown = before !== undefined
  if (own && !known.shared.has(own.id)) {
    if (namesake && namesake.id !== own.id)
      return { outcome: { result: 'failed', reason: 'name: Another organization has it' } }
    organizations.delete(own.nameKey)
    return { outcome: { result: 'updated' }, organization: reviseOrganization(own, given, ctx.now), isKnown }
  }
  const elsewhere = own ?? namesake
  if (elsewhere)
    return { outcome: { result: 'updated' }, organization: fillOrganization(elsewhere, given, ctx.now), isKnown }
  return { outcome: { result: 'created' }, organization: newOrganization(ctx.newId('org'), given, ctx.now), isKnown }
}
