import { type Context, Hono } from 'hono'
import type { Filled } from '../../web/groups/group-form.tsx'
import { NewGroupPage } from '../../web/groups/new-group-page.tsx'
import { SettingsPage } from '../../web/groups/settings-page.tsx'
import { AppError, authorize, issuesOf } from '../errors.ts'
import { personOf, signedIn } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { networkOf } from '../http/network.ts'
import { page } from '../http/page.tsx'
import { paths } from '../paths.ts'
import { editGroup, foundGroup } from './founding.ts'
import { inviteToGroup, withdrawGroupInvitation } from './inviting.ts'
import { changeGroupRole, removeGroupMember } from './members.ts'
import { canManageGroup } from './policy.ts'
import { listGroupInvitations, listGroupKeys, listGroupMembers, requireGroup } from './queries.ts'
import { GroupForm, GroupInvitationForm, GroupRoleForm } from './schema.ts'

type Shown = { details?: Filled; invitation?: Filled; problem?: string; status?: 200 | 409 | 422 }

async function settings(c: Context<AppEnv>, id: string, { status = 200, ...shown }: Shown = {}) {
  const { ctx } = c.var
  const group = await requireGroup(ctx, id)
  const [members, invitations, keys] = await ctx.db.batch([
    listGroupMembers(ctx.db, id),
    listGroupInvitations(ctx.db, id),
    listGroupKeys(ctx.db, id),
  ])
  const me = { id: personOf(c).id, canManage: canManageGroup(ctx.actor, id) }
  const done = status === 200 ? c.req.query('done') : undefined
  return page(c, <SettingsPage {...{ group, members, invitations, keys, me, done, ...shown }} />, status)
}

/** The issues of a form that the command refused; what else went wrong goes on. */
function issuesIn(error: unknown) {
  if (error instanceof AppError && error.status === 422) return error.issues
  throw error
}

/** Presses that the group refuses are said on its page. */
async function press(c: Context<AppEnv>, id: string, done: string, act: () => Promise<void>) {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return settings(c, id, { problem: error.message, status: 409 })
  }
  return c.redirect(`${paths.groupSettings(id)}?done=${done}`, 303)
}

export const groupRoutes = new Hono<AppEnv>()
  .get('/groups/new', signedIn, (c) => page(c, <NewGroupPage typed={{}} />))

  .post('/groups/new', signedIn, async (c) => {
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const form = GroupForm.safeParse(typed)
    if (!form.success) return page(c, <NewGroupPage typed={typed} issues={issuesOf(form.error)} />, 422)
    try {
      const id = await foundGroup(c.var.ctx, form.data)
      return c.redirect(`${paths.group(id)}?done=founded`, 303)
    } catch (error) {
      return page(c, <NewGroupPage typed={typed} issues={issuesIn(error)} />, 422)
    }
  })

  .get('/groups/:id/settings', signedIn, (c) => settings(c, c.req.param('id')))

  .post('/groups/:id/settings', signedIn, async (c) => {
    const id = c.req.param('id')
    const { ctx } = c.var
    const typed = Object.fromEntries(await readForm(c.req.raw))
    await requireGroup(ctx, id)
    authorize(canManageGroup(ctx.actor, id))
    const form = GroupForm.safeParse(typed)
    if (!form.success) return settings(c, id, { details: { typed, issues: issuesOf(form.error) }, status: 422 })
    try {
      await editGroup(ctx, id, form.data)
    } catch (error) {
      return settings(c, id, { details: { typed, issues: issuesIn(error) }, status: 422 })
    }
    return c.redirect(`${paths.groupSettings(id)}?done=saved`, 303)
  })

  .post('/groups/:id/invitations', signedIn, async (c) => {
    const id = c.req.param('id')
    const { ctx } = c.var
    const typed = Object.fromEntries(await readForm(c.req.raw))
    await requireGroup(ctx, id)
    authorize(canManageGroup(ctx.actor, id))
    const form = GroupInvitationForm.safeParse(typed)
    if (!form.success) return settings(c, id, { invitation: { typed, issues: issuesOf(form.error) }, status: 422 })
    const network = networkOf(c.req.raw)
    try {
      return await press(c, id, 'invited', () => inviteToGroup(ctx, id, { ...form.data, network }))
    } catch (error) {
      return settings(c, id, { invitation: { typed, issues: issuesIn(error) }, status: 422 })
    }
  })

  .post('/groups/:id/invitations/:invitationId/withdrawal', signedIn, (c) => {
    const { id, invitationId } = c.req.param()
    return press(c, id, 'withdrawn', () => withdrawGroupInvitation(c.var.ctx, id, invitationId))
  })

  .post('/groups/:id/members/:personId/role', signedIn, async (c) => {
    const { id, personId } = c.req.param()
    const form = GroupRoleForm.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!form.success) return settings(c, id, { problem: 'Choose a role', status: 422 })
    return press(c, id, 'role', () => changeGroupRole(c.var.ctx, id, personId, form.data.role))
  })

  .post('/groups/:id/members/:personId/removal', signedIn, async (c) => {
    const { id, personId } = c.req.param()
    const answer = await press(c, id, 'removed', () => removeGroupMember(c.var.ctx, id, personId))
    const hasLeft = answer.status === 303 && personId === personOf(c).id
    return hasLeft ? c.redirect(`${paths.me()}?done=left+group`, 303) : answer
  })
