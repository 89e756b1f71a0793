import { actingPerson } from '../../auth/policy.ts'
import type { Ctx } from '../../context.ts'
import { AppError, type Issue, issuesOf } from '../../errors.ts'
import { createOrganization, LooksAlike } from '../../organizations/creating.ts'
import { joinByDomain } from '../../organizations/joining.ts'
import { membershipIn } from '../../organizations/policy.ts'
import { OrganizationForm } from '../../organizations/schema.ts'
import type { Typed } from '../schema.ts'
import { readLink } from './links.ts'
import { OTHER, textIn } from './schema.ts'

/** For whom an opportunity is posted: an organization of the poster's own, or another by name. */
export type Poster = { organizationId: string } | { form: OrganizationForm }

const fields: Record<string, string> = { name: 'organizationName', website: 'organizationWebsite' }

/** Reads who posts. A visitor, and whoever has no organization, names one. */
export function readPoster(ctx: Ctx, typed: Typed): Poster | { issues: Issue[] } {
  const chosen = textIn(typed, 'organization')
  if (chosen && chosen !== OTHER) {
    if (membershipIn(ctx.actor, chosen)) return { organizationId: chosen }
    return { issues: [{ path: 'organization', message: 'Choose one of your organizations, or name another' }] }
  }
  const website = readLink(textIn(typed, 'organizationWebsite'))
  if ('problem' in website) return { issues: [{ path: 'organizationWebsite', message: website.problem }] }
  const form = { name: textIn(typed, 'organizationName'), website: website.value ?? '', another: 'yes' }
  const read = OrganizationForm.safeParse(form)
  if (read.success) return { form: read.data }
  return { issues: issuesOf(read.error).map(({ path, message }) => ({ path: fields[path] ?? path, message })) }
}

/**
 * The id of the organization. A new name makes one, owned by who posts; a known name is that organization, of which
 * they become a member where their mailbox is at its domain. Moderators see which others a new name is near to.
 */
export async function organizationOf(ctx: Ctx, poster: Poster): Promise<string> {
  if ('organizationId' in poster) return poster.organizationId
  try {
    return await createOrganization(ctx, poster.form)
  } catch (error) {
    const [known] = error instanceof LooksAlike && error.isTaken ? error.like : []
    if (!known) throw error
    if (!membershipIn(actingPerson(ctx.actor), known.id)) await joinIfTheirs(ctx, known.id)
    return known.id
  }
}

/** Whoever has no mailbox there posts all the same: a moderator looks at it. */
async function joinIfTheirs(ctx: Ctx, organizationId: string): Promise<void> {
  try {
    await joinByDomain(ctx, organizationId)
  } catch (error) {
    if (!(error instanceof AppError && error.status === 403)) throw error
  }
}
