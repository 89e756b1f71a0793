import { and, eq, type SQL, sql } from 'drizzle-orm'
import { actingPerson } from '../auth/policy.ts'
import type { Ctx } from '../context.ts'
import { atomically, type Statement } from '../db/client.ts'
import { conflict, notFound } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { checkNamesake, unlessTaken } from './creating.ts'
import { canModerateOrganization } from './policy.ts'
import { hasPublished, type Office, requireOffice } from './queries.ts'
import { nameKeyOf, type RenamingForm } from './schema.ts'
import { organizations, renamings, trusts, verifications } from './table.ts'

type Known = Pick<Office, 'id' | 'nameKey'>
type Asked = { known: Known; name: string; detail?: string }

/**
 * Another name at once; one that waits is answered by it. The name comes last: what it writes to the full-text index is
 * written out by the next statement, and `changes()` there would count it.
 */
export const renamed = (ctx: Ctx, { known, name, detail }: Asked): Statement[] => [
  ctx.db.delete(renamings).where(eq(renamings.organizationId, known.id)),
  ...recordEvent(ctx, 'organization.renamed', known.id, detail),
  ...endStanding(ctx, known, name),
  setName(ctx, known.id, name),
]

/** Gives an organization another name at once where readers know nothing of it; else the name waits for a moderator. */
export function askForName(ctx: Ctx, { known, name, detail }: Asked): Statement[] {
  const { id } = known
  const isKnown = hasPublished(sql`${id}`)
  const isUnknown = sql`not ${isKnown}`
  return [
    ctx.db.run(sql`insert into renamings (organization_id, name, asked_by, asked_at)
      select ${id}, ${name}, ${actingPerson(ctx.actor).id}, ${ctx.now} where ${isKnown}
      on conflict (organization_id) do update
      set name = excluded.name, asked_by = excluded.asked_by, asked_at = excluded.asked_at`),
    ...recordEventIfChanged(ctx, 'organization.name asked', id, detail),
    ctx.db
      .update(organizations)
      .set({ updatedAt: ctx.now })
      .where(and(eq(organizations.id, id), isUnknown)),
    ...recordEventIfChanged(ctx, 'organization.renamed', id, detail),
    ...endStanding(ctx, known, name, isUnknown),
    setName(ctx, id, name, isUnknown),
  ]
}

const setName = (ctx: Ctx, id: string, name: string, guard?: SQL) =>
  ctx.db
    .update(organizations)
    .set({ name, nameKey: nameKeyOf(name), updatedAt: ctx.now })
    .where(and(eq(organizations.id, id), guard))

/** Ends trust and badge, which stood for another name. The badge comes back when members or site are next looked at. */
function endStanding(ctx: Ctx, { id, nameKey }: Known, name: string, guard?: SQL): Statement[] {
  if (nameKeyOf(name) === nameKey) return []
  return [
    ctx.db.delete(trusts).where(and(eq(trusts.organizationId, id), guard)),
    ...recordEventIfChanged(ctx, 'organization.trust ended', id),
    ctx.db.delete(verifications).where(and(eq(verifications.organizationId, id), guard)),
    ...recordEventIfChanged(ctx, 'organization.verification ended', id),
  ]
}

/** Approves or refuses exactly the name that a moderator has read. */
export async function decideName(ctx: Ctx, id: string, { answer, askedAt }: RenamingForm): Promise<void> {
  if (!canModerateOrganization(ctx.actor)) throw notFound('Organization')
  const known = await requireOffice(ctx, id)
  const name = known.askedName
  if (name === null || known.askedAt !== askedAt) throw decided()
  const isApproved = answer === 'approved'
  const asked = and(eq(renamings.organizationId, id), eq(renamings.askedAt, askedAt), eq(renamings.name, name))
  const stillAsked = sql`exists (select 1 from renamings where ${asked})`
  const claimed = ctx.db.batch([
    ctx.db.select({ id: renamings.organizationId }).from(renamings).where(asked),
    ...(isApproved ? endStanding(ctx, known, name, stillAsked) : []),
    ctx.db.delete(renamings).where(asked),
    ...recordEventIfChanged(ctx, isApproved ? 'organization.renamed' : 'organization.name refused', id),
    ...(isApproved ? [setName(ctx, id, name, sql`changes() > 0`)] : []),
  ])
  const write = claimed.then(([rows]) => {
    if (!rows.length) throw decided()
  })
  await unlessTaken(ctx, nameKeyOf(name), write)
}

const decided = () => conflict('This name was decided about, or another is asked for by now')

/** Another name at once, by a moderator. */
export async function renameOrganization(ctx: Ctx, id: string, name: string): Promise<void> {
  if (!canModerateOrganization(ctx.actor)) throw notFound('Organization')
  const known = await requireOffice(ctx, id)
  if (name === known.name) return
  await checkNamesake(ctx, name, id)
  await unlessTaken(ctx, nameKeyOf(name), atomically(ctx.db, renamed(ctx, { known, name })))
}
