import { type Context, Hono } from 'hono'
import { AddressAskedPage, AddressLinkPage, AddressPage } from '../../../web/auth/address-pages.tsx'
import { AppError } from '../../errors.ts'
import { Address } from '../../fields.ts'
import { personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { networkOf } from '../../http/network.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { askForAddress, isGoodLink } from './asking.ts'
import { changeAddress } from './changing.ts'
import { canChangeAddress } from './policy.ts'

/** Leads those who have a passkey to show it, and back. */
const passkeyFirst = (c: Context<AppEnv>) =>
  canChangeAddress(personOf(c)) ? null : c.redirect(paths.passkeys(new URL(c.req.url).pathname), 303)

export const addressRoutes = new Hono<AppEnv>()
  .get('/me/address', signedIn, (c) => passkeyFirst(c) ?? page(c, <AddressPage />))

  .post('/me/address', signedIn, async (c) => {
    const typed = (await readForm(c.req.raw)).get('email') ?? ''
    const email = Address.safeParse(typed)
    if (!email.success) return page(c, <AddressPage typed={typed} error={email.error.issues[0]?.message} />, 422)
    try {
      await askForAddress(c.var.ctx, personOf(c), { email: email.data, network: networkOf(c.req.raw) })
    } catch (error) {
      if (!(error instanceof AppError) || (error.status !== 422 && error.status !== 429)) throw error
      const said = error.issues[0]?.message ?? error.message
      return page(c, <AddressPage typed={typed} error={said} />, error.status)
    }
    return page(c, <AddressAskedPage />, 202)
  })

  // Only the press acts, and only in a browser of the account: the mailbox alone must not be given somebody's account.
  .get('/me/address/:token', signedIn, async (c) => {
    const first = passkeyFirst(c)
    if (first) return first
    const good = await isGoodLink(c.var.ctx, personOf(c), c.req.param('token'))
    return page(c, <AddressLinkPage good={good} />, good ? 200 : 404)
  })

  .post('/me/address/:token', signedIn, async (c) => {
    await changeAddress(c.var.ctx, personOf(c), c.req.param('token'))
    return c.redirect(`${paths.me()}?done=address`, 303)
  })
