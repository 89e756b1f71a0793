import { and, desc, eq, isNull, or, sql } from 'drizzle-orm'
import type { Ctx, Person } from '../../context.ts'
import { inList } from '../../db/bulk.ts'
import { notFound } from '../../errors.ts'
import { organizations } from '../../organizations/table.ts'
import type { Typed } from '../schema.ts'
import { findStanding, requireWritable, type Standing, versionOf } from '../standing.ts'
import { drafts } from '../table.ts'
import { canSeeDraft } from './policy.ts'
import { typedOf } from './typing.ts'

export type Draft = typeof drafts.$inferSelect

/** What somebody goes on writing from. */
export type Writing = {
  opportunityId: string
  organizationId: string | null
  typed: Typed
  /** The newest revision it builds on, and how often the draft was saved since: whoever has older ones is told. */
  base: string
  version: number
  /** When the draft was saved last; 0 without one. */
  savedAt: number
  standing: Standing | null
}

export async function findDraft({ db }: Ctx, id: string): Promise<Draft | null> {
  const [draft] = await db.select().from(drafts).where(eq(drafts.opportunityId, id))
  return draft ?? null
}

/**
 * What there is of an opportunity for those who may write it: the draft, else what was submitted last, else what the
 * public reads. Null where nothing has this id. What is public and not theirs is forbidden; the rest is not there.
 */
export async function findWriting(ctx: Ctx, id: string): Promise<Writing | null> {
  const [draft, standing] = await Promise.all([findDraft(ctx, id), findStanding(ctx, id)])
  if (standing) requireWritable(ctx, standing)
  else if (draft && !canSeeDraft(ctx.actor, draft)) throw notFound('Draft')
  if (!standing && !draft) return null
  return {
    opportunityId: id,
    organizationId: standing?.organizationId ?? draft?.organizationId ?? null,
    typed: draft?.typed ?? (standing && typedBehind(standing)) ?? {},
    base: standing?.newest?.id ?? '',
    version: draft?.version ?? 0,
    savedAt: draft?.updatedAt ?? 0,
    standing,
  }
}

/** The form as typed, but for the deadline, which is moved elsewhere too. */
function typedBehind(standing: Standing): Typed {
  const { newest, row } = standing
  const input = versionOf(standing, newest)
  const written = newest && Object.keys(newest.typed).length ? newest.typed : input ? typedOf(input) : {}
  if (!row) return written
  const { closesOn: _, rolling: __, ...others } = written
  return { ...others, ...(row.closesOn ? { closesOn: row.closesOn } : {}), ...(row.rolling ? { rolling: 'yes' } : {}) }
}

export async function requireWriting(ctx: Ctx, id: string): Promise<Writing> {
  const writing = await findWriting(ctx, id)
  if (!writing) throw notFound('Draft')
  return writing
}

/** Drafts of one's own and of one's organizations, newest first. */
export const listDrafts = ({ db }: Ctx, person: Person) =>
  db
    .select({
      id: drafts.opportunityId,
      title: sql<string>`coalesce(${drafts.typed} ->> 'title', '')`.as('title'),
      isMine: sql<number>`${drafts.authorId} = ${person.id}`.as('is_mine'),
      organization: organizations.name,
      updatedAt: drafts.updatedAt,
    })
    .from(drafts)
    .leftJoin(organizations, eq(organizations.id, drafts.organizationId))
    .where(
      and(
        isNull(drafts.email),
        or(eq(drafts.authorId, person.id), inList(sql`${drafts.organizationId}`, Object.keys(person.organizations))),
      ),
    )
    .orderBy(desc(drafts.updatedAt))
    .limit(200)
export type ListedDraft = Awaited<ReturnType<typeof listDrafts>>[number]

/** An organization as the preview shows it. */
export async function findNamed({ db }: Ctx, id: string) {
  const [row] = await db
    .select({
      id: organizations.id,
      name: organizations.name,
      website: organizations.website,
      about: organizations.aboutHtml,
    })
    .from(organizations)
    .where(eq(organizations.id, id))
  return row ?? null
}
