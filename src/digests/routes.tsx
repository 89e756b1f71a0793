import { Hono } from 'hono'
import { AskedPage, ConfirmPage, SubscribePage } from '../../web/digests/subscribe-pages.tsx'
import { isZone } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { Address } from '../fields.ts'
import { linkHolder, open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { networkOf, zoneOf } from '../http/network.ts'
import { page } from '../http/page.tsx'
import { paths } from '../paths.ts'
import { boardQueryString, parseBoardQuery } from '../search/schema.ts'
import { subscribe } from './asking.ts'
import { managingRoutes } from './managing/routes.tsx'
import { ownSubscriptionRoutes } from './own/routes.tsx'
import { confirmSubscription, readConfirmation } from './subscribing.ts'
import { wordsFor } from './wording.ts'

const OWN_FIELDS = ['email', 'zone']

const wordsOf = (ctx: Ctx, query: string) => wordsFor(ctx, { kind: 'search', query, subjectId: null })

export const subscriptionRoutes = new Hono<AppEnv>()
  .route('/', managingRoutes)
  .route('/', ownSubscriptionRoutes)

  .get('/subscribe', open, async (c) => {
    const { query, notices } = parseBoardQuery(new URL(c.req.url).searchParams)
    const words = await wordsOf(c.var.ctx, boardQueryString(query))
    const zone = zoneOf(c.req.raw) ?? 'UTC'
    return page(c, <SubscribePage query={query} words={words} notices={notices} zone={zone} />)
  })

  .post('/subscribe', open, async (c) => {
    const form = await readForm(c.req.raw)
    const { query, notices } = parseBoardQuery(form, OWN_FIELDS)
    const typed = form.get('email') ?? ''
    const email = Address.safeParse(typed)
    const given = form.get('zone') ?? ''
    const zone = isZone(given) ? given : (zoneOf(c.req.raw) ?? 'UTC')
    if (!email.success || notices.length) {
      const error = email.error?.issues[0]?.message
      const words = await wordsOf(c.var.ctx, boardQueryString(query))
      return page(c, <SubscribePage {...{ query, words, notices, zone, typed, error }} />, 422)
    }
    await subscribe(c.var.ctx, {
      email: email.data,
      query: boardQueryString(query),
      zone,
      network: networkOf(c.req.raw),
    })
    return page(c, <AskedPage />, 202)
  })

  .get('/subscriptions/:token/confirmation', linkHolder, async (c) => {
    const subscription = await readConfirmation(c.var.ctx, c.req.param('token'))
    return page(c, <ConfirmPage subscription={subscription} words={await wordsOf(c.var.ctx, subscription.query)} />)
  })

  .post('/subscriptions/:token/confirmation', linkHolder, async (c) => {
    const manage = await confirmSubscription(c.var.ctx, c.req.param('token'))
    return c.redirect(paths.subscription(manage, 'confirmed=1'), 303)
  })
