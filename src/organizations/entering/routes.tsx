import { type Context, Hono } from 'hono'
import { DeclinedPage, InvitationPage, NoInvitationPage } from '../../../web/organizations/invitation-page.tsx'
import { MembershipPage } from '../../../web/organizations/membership-page.tsx'
import { AppError, invalid, issuesOf } from '../../errors.ts'
import { signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { answerInvitation, readInvitation } from '../inviting.ts'
import { joinByDomain, readWayIn } from '../joining.ts'
import { InvitationAnswer } from '../schema.ts'

const isStatus = (error: unknown, status: number) => error instanceof AppError && error.status === status

function noInvitation(c: Context<AppEnv>, error: unknown) {
  if (!isStatus(error, 404)) throw error
  return page(c, <NoInvitationPage />, 404)
}

const MAILBOX = 'The mailbox that you are signed in with does not let you in'

/** The ways in: by one's mailbox, or by an invitation. */
export const enteringRoutes = new Hono<AppEnv>()
  .get('/organizations/:id/membership', signedIn, async (c) =>
    page(c, <MembershipPage way={await readWayIn(c.var.ctx, c.req.param('id'))} />),
  )

  .post('/organizations/:id/membership', signedIn, async (c) => {
    const { ctx } = c.var
    const id = c.req.param('id')
    try {
      const joined = await joinByDomain(ctx, id)
      return c.redirect(`${paths.organizationOffice(joined)}?done=joined`, 303)
    } catch (error) {
      if (!(error instanceof AppError) || (error.status !== 403 && error.status !== 409)) throw error
      const problem = error.status === 409 ? error.message : MAILBOX
      return page(c, <MembershipPage way={await readWayIn(ctx, id)} problem={problem} />, error.status)
    }
  })

  .get('/invitations/:id', signedIn, async (c) => {
    try {
      return page(c, <InvitationPage invitation={await readInvitation(c.var.ctx, c.req.param('id'))} />)
    } catch (error) {
      return noInvitation(c, error)
    }
  })

  .post('/invitations/:id', signedIn, async (c) => {
    const given = InvitationAnswer.safeParse(Object.fromEntries(await readForm(c.req.raw)))
    if (!given.success) throw invalid(issuesOf(given.error))
    const { answer } = given.data
    const { ctx } = c.var
    const id = c.req.param('id')
    try {
      const { organizationId } = await answerInvitation(ctx, id, answer)
      if (answer === 'declined') return page(c, <DeclinedPage />)
      return c.redirect(`${paths.organizationOffice(organizationId)}?done=joined`, 303)
    } catch (error) {
      if (error instanceof AppError && error.status === 409)
        return page(c, <InvitationPage invitation={await readInvitation(ctx, id)} problem={error.message} />, 409)
      return noInvitation(c, error)
    }
  })
