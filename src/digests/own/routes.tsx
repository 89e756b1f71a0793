import { type Context, Hono } from 'hono'
import { OwnSubscriptionsPage } from '../../../web/digests/own-subscriptions-page.tsx'
import { isZone } from '../../calendar.ts'
import { personOf, signedIn } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { readForm } from '../../http/forms.ts'
import { zoneOf } from '../../http/network.ts'
import { page } from '../../http/page.tsx'
import { paths } from '../../paths.ts'
import { listOwn, startOwn } from '../own-subscriptions.ts'
import { OwnKind } from '../schema.ts'

async function ownPage(c: Context<AppEnv>, error?: string) {
  const { ctx } = c.var
  const mail = await listOwn(ctx, personOf(c))
  const props = { ...mail, error, zone: zoneOf(c.req.raw) ?? 'UTC', now: ctx.now, done: c.req.query('done') ?? '' }
  return page(c, <OwnSubscriptionsPage {...props} />, error ? 422 : 200)
}

export const ownSubscriptionRoutes = new Hono<AppEnv>()
  .get('/me/subscriptions', signedIn, (c) => ownPage(c))

  .post('/me/subscriptions', signedIn, async (c) => {
    const { zone: given = '', ...typed } = Object.fromEntries(await readForm(c.req.raw))
    const asked = OwnKind.safeParse(typed)
    if (!asked.success) return ownPage(c, asked.error.issues[0]?.message)
    const zone = isZone(given) ? given : (zoneOf(c.req.raw) ?? 'UTC')
    await startOwn(c.var.ctx, personOf(c), { ...asked.data, zone })
    return c.redirect(paths.ownSubscriptions('done=started'), 303)
  })
