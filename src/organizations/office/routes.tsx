import { type Context, Hono } from 'hono'
import { NewOrganizationPage } from '../../../web/organizations/new-organization-page.tsx'
import { OfficePage } from '../../../web/organizations/office-page.tsx'
import type { Filled } from '../../../web/organizations/organization-form.tsx'
import { AppError, authorize, type Issue, issuesOf } from '../../errors.ts'
import { personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { networkOf } from '../../http/network.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { createOrganization, LooksAlike } from '../creating.ts'
import { editDetails, editOrganization } from '../editing.ts'
import { inviteMember, withdrawInvitation } from '../inviting.ts'
import { changeRole, removeMember } from '../members.ts'
import {
  canEditOrganization,
  canManageMembers,
  canModerateOrganization,
  canRenameOrganization,
  membershipIn,
} from '../policy.ts'
import { listMembers, listOpenInvitations, requireOffice } from '../queries.ts'
import { DetailsForm, InvitationForm, OrganizationForm, RoleForm } from '../schema.ts'
import { typedOf } from '../typed.ts'

type Shown = {
  details?: Filled
  invitation?: { typed: { email?: string; role?: string }; issues: Issue[] }
  problem?: string
  status?: 200 | 409 | 422
}

async function office(c: Context<AppEnv>, id: string, { details: given, status = 200, ...shown }: Shown = {}) {
  const { ctx } = c.var
  const organization = await requireOffice(ctx, id)
  const [members, invitations] = await ctx.db.batch([listMembers(ctx.db, id), listOpenInvitations(ctx.db, id)])
  const me = {
    id: personOf(c).id,
    isMember: membershipIn(ctx.actor, id) !== null,
    canRename: canRenameOrganization(ctx.actor, id),
    canManage: canManageMembers(ctx.actor, id),
    isModerator: canModerateOrganization(ctx.actor),
  }
  const filled = given ?? { typed: typedOf(organization) }
  const done = status === 200 ? c.req.query('done') : undefined
  return page(
    c,
    <OfficePage {...{ organization, members, invitations, me, details: filled, done, ...shown }} />,
    status,
  )
}

/** A form of an organization that was refused, as it is shown again; what else went wrong goes on. */
function refused(typed: Record<string, string>, error: unknown): Filled {
  if (error instanceof LooksAlike) {
    const { issues, like, isTaken } = error
    return { typed, issues, like, isTaken }
  }
  throw error
}

/** What was typed stays, whatever was wrong with it or in its way. */
async function refusedEdit(c: Context<AppEnv>, id: string, typed: Record<string, string>, error: unknown) {
  if (error instanceof AppError && error.status === 409)
    return office(c, id, { details: { typed }, problem: error.message, status: 409 })
  return office(c, id, { details: refused(typed, error), status: 422 })
}

/** What a member changes who does not own it: a name or a site is not theirs to give. */
async function details(c: Context<AppEnv>, id: string, typed: Record<string, string>) {
  authorize(!('name' in typed || 'website' in typed))
  const form = DetailsForm.safeParse(typed)
  if (!form.success) return office(c, id, { details: { typed, issues: issuesOf(form.error) }, status: 422 })
  try {
    await editDetails(c.var.ctx, id, form.data)
  } catch (error) {
    return refusedEdit(c, id, typed, error)
  }
  return c.redirect(`${paths.organizationOffice(id)}?done=saved`, 303)
}

/** Presses that the office refuses are said there. */
async function press(c: Context<AppEnv>, id: string, done: string, act: () => Promise<void>) {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return office(c, id, { problem: error.message, status: 409 })
  }
  return c.redirect(`${paths.organizationOffice(id)}?done=${done}`, 303)
}

export const officeRoutes = new Hono<AppEnv>()
  .get('/organizations/new', signedIn, (c) =>
    page(c, <NewOrganizationPage typed={{ name: c.req.query('name') ?? '' }} />),
  )

  .post('/organizations/new', signedIn, async (c) => {
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = OrganizationForm.safeParse(typed)
    if (!form.success) return page(c, <NewOrganizationPage typed={typed} issues={issuesOf(form.error)} />, 422)
    try {
      const id = await createOrganization(c.var.ctx, form.data)
      return c.redirect(`${paths.organizationOffice(id)}?done=added`, 303)
    } catch (error) {
      return page(c, <NewOrganizationPage {...refused(typed, error)} />, 422)
    }
  })

  .get('/organizations/:id/office', signedIn, (c) => office(c, c.req.param('id')))

  .post('/organizations/:id/office', signedIn, async (c) => {
    const id = c.req.param('id')
    const { ctx } = c.var
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const before = await requireOffice(ctx, id)
    authorize(canEditOrganization(ctx.actor, id))
    if (!canRenameOrganization(ctx.actor, id)) return details(c, id, typed)
    const form = OrganizationForm.safeParse(typed)
    if (!form.success) return office(c, id, { details: { typed, issues: issuesOf(form.error) }, status: 422 })
    try {
      await editOrganization(ctx, id, form.data)
    } catch (error) {
      return refusedEdit(c, id, typed, error)
    }
    const waits = form.data.name !== before.name && (await requireOffice(ctx, id)).askedName === form.data.name
    return c.redirect(`${paths.organizationOffice(id)}?done=${waits ? 'asked' : 'saved'}`, 303)
  })

  .post('/organizations/:id/invitations', signedIn, async (c) => {
    const id = c.req.param('id')
    const { ctx } = c.var
    const typed = Object.fromEntries(await readForm(c.req.raw))
    await requireOffice(ctx, id)
    authorize(canManageMembers(ctx.actor, id))
    const form = InvitationForm.safeParse(typed)
    if (!form.success) return office(c, id, { invitation: { typed, issues: issuesOf(form.error) }, status: 422 })
    const network = networkOf(c.req.raw)
    try {
      return await press(c, id, 'invited', () => inviteMember(ctx, id, { ...form.data, network }))
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error
      return office(c, id, { invitation: { typed, issues: error.issues }, status: 422 })
    }
  })

  .post('/organizations/:id/invitations/:invitationId/withdrawal', signedIn, (c) => {
    const { id, invitationId } = c.req.param()
    return press(c, id, 'withdrawn', () => withdrawInvitation(c.var.ctx, id, invitationId))
  })

  .post('/organizations/:id/members/:personId/role', signedIn, async (c) => {
    const { id, personId } = c.req.param()
    const form = RoleForm.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!form.success) return office(c, id, { problem: 'Choose a role', status: 422 })
    return press(c, id, 'role', () => changeRole(c.var.ctx, id, personId, form.data.role))
  })

  .post('/organizations/:id/members/:personId/removal', signedIn, async (c) => {
    const { id, personId } = c.req.param()
    const answer = await press(c, id, 'removed', () => removeMember(c.var.ctx, id, personId))
    const hasLeft = answer.status === 303 && personId === personOf(c).id
    return hasLeft ? c.redirect(`${paths.me()}?done=left`, 303) : answer
  })
