import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { atomically } from '../db/client.ts'
import { authorize } from '../errors.ts'
import { recordEvent, recordEventIfChanged } from '../events.ts'
import { renderMarkdown } from '../text/html.ts'
import { checkName, likeWords, unlessTaken } from './creating.ts'
import { canEditOrganization, canModerateOrganization, canRenameOrganization } from './policy.ts'
import { type Office, requireOffice } from './queries.ts'
import { askForName, renamed } from './renaming.ts'
import { type DetailsForm, nameKeyOf, type OrganizationForm } from './schema.ts'
import { requireNotSuspended } from './suspended.ts'
import { organizations, trusts } from './table.ts'
import { typedAbout } from './typed.ts'
import { siteOf, verifyDomain } from './verifying.ts'

/** Changes what an organization says of itself beside its name and its site. */
export async function editDetails(ctx: Ctx, id: string, form: DetailsForm): Promise<void> {
  const known = await requireOffice(ctx, id)
  authorize(canEditOrganization(ctx.actor, id))
  await requireNotSuspended(ctx, id)
  await atomically(ctx.db, [
    ctx.db
      .update(organizations)
      .set(detailsOf(ctx, known, form))
      .where(eq(organizations.id, id)),
    ...recordEvent(ctx, 'organization.edited', id),
  ])
}

/**
 * Changes all that an organization says of itself. Another name or a site elsewhere ends trust and badge; the name of
 * one that readers know waits for a moderator.
 */
export async function editOrganization(ctx: Ctx, id: string, form: OrganizationForm): Promise<void> {
  const known = await requireOffice(ctx, id)
  authorize(canRenameOrganization(ctx.actor, id))
  await requireNotSuspended(ctx, id)
  const { name, website } = form
  const nameKey = nameKeyOf(name)
  const isOther = nameKey !== known.nameKey
  const like = isOther ? await checkName(ctx, form, id) : []
  const asked = { known, name, detail: likeWords(like) }
  const moved = siteOf(website) !== siteOf(known.website)
  const isModerator = canModerateOrganization(ctx.actor)
  await unlessTaken(
    ctx,
    nameKey,
    atomically(ctx.db, [
      ctx.db
        .update(organizations)
        .set({ ...detailsOf(ctx, known, form), website })
        .where(eq(organizations.id, id)),
      ...recordEvent(ctx, 'organization.edited', id),
      ...(moved ? endTrust(ctx, id) : []),
      ...verifyDomain(ctx, id, website),
      ...(name === known.name ? [] : isModerator ? renamed(ctx, asked) : askForName(ctx, asked)),
    ]),
  )
}

/** Text from elsewhere is replaced only where somebody has written another. */
function detailsOf(ctx: Ctx, known: Office, { about, countries, foundedOn }: DetailsForm) {
  const written = { aboutHtml: renderMarkdown(about), aboutMarkdown: about || null }
  return { ...(about === typedAbout(known) ? {} : written), countries, foundedOn, updatedAt: ctx.now }
}

const endTrust = (ctx: Ctx, id: string) => [
  ctx.db.delete(trusts).where(eq(trusts.organizationId, id)),
  ...recordEventIfChanged(ctx, 'organization.trust ended', id),
]
