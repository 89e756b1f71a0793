import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { authorize } from '../errors.ts'
import { recordEvent } from '../events.ts'
import { checkName, likeWords, unlessTaken, writtenOf } from './creating.ts'
import { canEditOrganization } from './policy.ts'
import { requireOffice } from './queries.ts'
import { nameKeyOf, type OrganizationForm } from './schema.ts'
import { organizations } from './table.ts'
import { typedAbout } from './typed.ts'
import { verifyDomain } from './verifying.ts'

/** Changes what an organization says of itself. A site at another host ends the badge. */
export async function editOrganization(ctx: Ctx, id: string, form: OrganizationForm): Promise<void> {
  const known = await requireOffice(ctx, id)
  authorize(canEditOrganization(ctx.actor, id))
  const nameKey = nameKeyOf(form.name)
  const isRenamed = nameKey !== known.nameKey
  const like = isRenamed ? await checkName(ctx, form, id) : []
  const { aliases: _, parent: __, aboutHtml, ...written } = writtenOf(form)
  // Text from elsewhere is replaced only where somebody has written another.
  const about = form.about === typedAbout(known) ? {} : { aboutHtml, aboutMarkdown: form.about || null }
  await unlessTaken(
    ctx,
    nameKey,
    atomically(ctx.db, [
      ctx.db
        .update(organizations)
        .set({ ...written, ...about, nameKey, updatedAt: ctx.now })
        .where(eq(organizations.id, id)),
      ...recordEvent(ctx, isRenamed ? 'organization.renamed' : 'organization.edited', id, likeWords(like)),
      ...verifyDomain(ctx, id, written.website),
    ]),
  )
}
