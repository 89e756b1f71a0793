import { type Context, Hono } from 'hono'
import { GroupInvitationPage } from '../../../web/groups/invitation-page.tsx'
import { DeclinedPage, NoInvitationPage } from '../../../web/organizations/invitation-page.tsx'
import { AppError, invalid, issuesOf } from '../../errors.ts'
import { signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { answerGroupInvitation, readGroupInvitation } from '../inviting.ts'
import { GroupInvitationAnswer } from '../schema.ts'

function noInvitation(c: Context<AppEnv>, error: unknown) {
  if (!(error instanceof AppError) || error.status !== 404) throw error
  return page(c, <NoInvitationPage />, 404)
}

/** The way into a group: an invitation. */
export const groupEnteringRoutes = new Hono<AppEnv>()
  .get('/groups/invitations/:id', signedIn, async (c) => {
    try {
      return page(c, <GroupInvitationPage invitation={await readGroupInvitation(c.var.ctx, c.req.param('id'))} />)
    } catch (error) {
      return noInvitation(c, error)
    }
  })

  .post('/groups/invitations/:id', signedIn, async (c) => {
    const given = GroupInvitationAnswer.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!given.success) throw invalid(issuesOf(given.error))
    const { answer } = given.data
    try {
      const { groupId } = await answerGroupInvitation(c.var.ctx, c.req.param('id'), answer)
      if (answer === 'declined') return page(c, <DeclinedPage />)
      return c.redirect(`${paths.groupSettings(groupId)}?done=joined`, 303)
    } catch (error) {
      return noInvitation(c, error)
    }
  })
