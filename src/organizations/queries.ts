import { and, asc, desc, eq, getTableColumns, isNull, or, type SQL, sql } from 'drizzle-orm'
import { suspensions } from '../auth/table.ts'
import type { Ctx } from '../context.ts'
import { inList } from '../db/bulk.ts'
import type { Db } from '../db/client.ts'
import { notFound } from '../errors.ts'
import { people } from '../people/table.ts'
import type { From } from './directory.ts'
import { canSeeOffice } from './policy.ts'
import { invitations, members, merges, organizations as o, trusts, verifications } from './table.ts'

/** Whether readers have found anything of an organization that no moderator took back. */
export const hasPublished = (organizationId: SQL) => sql<number>`exists (
  select 1 from opportunities where opportunities.organization_id = ${organizationId} and not exists (
    select 1 from retractions where retractions.opportunity_id = opportunities.id))`

/** Organizations by id or by folded name, whichever fits. */
export const listOrganizations = (db: Db, { ids, nameKeys }: { ids: readonly string[]; nameKeys: readonly string[] }) =>
  db
    .select(getTableColumns(o))
    .from(o)
    .where(or(inList(sql`${o.id}`, ids), inList(sql`${o.nameKey}`, nameKeys)))

/** Every word of the name or of an alias may be where it begins. Not LIKE: D1 refuses long patterns. */
function isCalled(words: string): SQL {
  const begins = (text: SQL) => sql`instr(${text}, ${words}) > 0`
  const aliases = sql`lower(replace(${o.aliases}, '"', ' '))`
  return words ? sql`(${begins(sql`' ' || ${o.nameKey}`)} or ${begins(aliases)})` : sql`true`
}

/** The domain that its people have shown to be theirs, if any. */
export const verifiedDomain = sql<string | null>`(
  select ${verifications.domain} from ${verifications} where ${verifications.organizationId} = ${o.id})`

type Asked = { words: string; from: From | null; limit: number }

/**
 * A page of the directory by folded name, read in the direction asked for. Beside each row: how many there are in all,
 * whether any stand on the other side of where it begins, and whether it is the first page since none stood on this.
 * `words` are folded too.
 */
export const selectDirectory = (db: Db, { words, from, limit }: Asked) => {
  const called = isCalled(words && ` ${words}`)
  const { backwards = false, nameKey = '' } = from ?? {}
  const ahead = backwards ? sql`${o.nameKey} < ${nameKey}` : sql`${o.nameKey} > ${nameKey}`
  const isAny = (where: SQL) => sql<number>`exists (select 1 from ${o} where ${called} and ${where})`
  const { aboutHtml: _, aboutMarkdown: __, ...columns } = getTableColumns(o)
  return db
    .select({
      ...columns,
      verifiedDomain: verifiedDomain.as('verified_domain'),
      total: sql<number>`(select count(*) from ${o} where ${called})`.as('total'),
      others: (from ? isAny(sql`not ${ahead}`) : sql<number>`0`).as('others'),
      restarted: (from ? sql<number>`not ${isAny(ahead)}` : sql<number>`0`).as('restarted'),
    })
    .from(o)
    .where(and(called, from ? sql`(${ahead} or not ${isAny(ahead)})` : undefined))
    .orderBy(...(backwards ? [sql`case when ${isAny(ahead)} then ${o.nameKey} end desc`] : []), asc(o.nameKey))
    .limit(limit)
}
export type DirectoryRow = Awaited<ReturnType<typeof selectDirectory>>[number]

/** One organization; the id of one that was merged finds the one it went into. */
export const selectOrganization = (db: Db, id: string) =>
  db
    .select({ ...getTableColumns(o), verifiedDomain: verifiedDomain.as('verified_domain') })
    .from(o)
    .where(
      sql`${o.id} = coalesce((select ${merges.intoId} from ${merges} where ${merges.organizationId} = ${id}), ${id})`,
    )
    .limit(1)

/** Where a merged organization's old address leads. */
export async function findSuccessor(db: Db, id: string): Promise<{ id: string; name: string } | undefined> {
  const [row] = await db
    .select({ id: o.id, name: o.name })
    .from(merges)
    .innerJoin(o, eq(o.id, merges.intoId))
    .where(eq(merges.organizationId, id))
  return row
}

/** Of a name that waits for a moderator. */
const asked = <T>(column: 'name' | 'asked_at') =>
  sql<T | null>`(select ${sql.raw(column)} from renamings where organization_id = ${o.id})`

/** An organization behind its office's door: for others it is as if there were none. */
export async function requireOffice(ctx: Ctx, id: string) {
  if (!canSeeOffice(ctx.actor, id)) throw notFound('Organization')
  const [row] = await ctx.db
    .select({
      ...getTableColumns(o),
      verifiedDomain: verifiedDomain.as('verified_domain'),
      trustedAt: sql<
        number | null
      >`(select ${trusts.trustedAt} from ${trusts} where ${trusts.organizationId} = ${o.id})`.as('trusted_at'),
      suspendedAt: sql<
        number | null
      >`(select ${suspensions.suspendedAt} from ${suspensions} where ${suspensions.subjectId} = ${o.id})`.as(
        'suspended_at',
      ),
      askedName: asked<string>('name').as('asked_name'),
      askedAt: asked<number>('asked_at').as('asked_at'),
    })
    .from(o)
    .where(eq(o.id, id))
  if (!row) throw notFound('Organization')
  return row
}
export type Office = Awaited<ReturnType<typeof requireOffice>>

export const selectRole = (db: Db, organizationId: string, personId: string) =>
  db
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.organizationId, organizationId), eq(members.personId, personId)))

export const findRole = async (db: Db, organizationId: string, personId: string) =>
  (await selectRole(db, organizationId, personId))[0]?.role ?? null

/** Who posts for an organization, owners first. */
export const listMembers = (db: Db, organizationId: string) =>
  db
    .select({ id: people.id, name: people.name, role: members.role, addedAt: members.addedAt })
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    .where(eq(members.organizationId, organizationId))
    .orderBy(desc(members.role), asc(members.addedAt), asc(people.id))
export type OfficeMember = Awaited<ReturnType<typeof listMembers>>[number]

/** What waits for an answer. Of the address only what tells one from another: no page shows whole ones. */
export const listOpenInvitations = (db: Db, organizationId: string) =>
  db
    .select({
      id: invitations.id,
      role: invitations.role,
      invitedAt: invitations.invitedAt,
      whom: sql<string>`substr(${invitations.email}, 1, 1) || '… at ' || substr(${invitations.email}, instr(${invitations.email}, '@') + 1)`.as(
        'whom',
      ),
    })
    .from(invitations)
    .where(and(eq(invitations.organizationId, organizationId), isNull(invitations.answer)))
    .orderBy(desc(invitations.invitedAt), asc(invitations.id))
export type OpenInvitation = Awaited<ReturnType<typeof listOpenInvitations>>[number]

/** The organizations that somebody may post for. */
export const listOwnOrganizations = (db: Db, personId: string) =>
  db
    .select({ id: o.id, name: o.name, role: members.role })
    .from(members)
    .innerJoin(o, eq(o.id, members.organizationId))
    .where(eq(members.personId, personId))
    .orderBy(asc(o.nameKey))
export type OwnOrganization = Awaited<ReturnType<typeof listOwnOrganizations>>[number]
