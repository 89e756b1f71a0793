import { Hono } from 'hono'
import { ManagePage } from '../../web/digests/manage-page.tsx'
import { AskedPage, ConfirmPage, SubscribePage } from '../../web/digests/subscribe-pages.tsx'
import { UnsubscribedPage, UnsubscribePage } from '../../web/digests/unsubscribe-pages.tsx'
import { searchWords } from '../../web/emails/search-words.ts'
import { isZone } from '../calendar.ts'
import type { Ctx } from '../context.ts'
import { issuesOf } from '../errors.ts'
import { Address } from '../fields.ts'
import { linkHolder, open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readForm } from '../http/forms.ts'
import { networkOf, zoneOf } from '../http/network.ts'
import { page } from '../http/page.tsx'
import { paths } from '../paths.ts'
import { openings } from '../search/openings.ts'
import { boardQueryString, parseBoardQuery } from '../search/schema.ts'
import { subscribe } from './asking.ts'
import { Schedule } from './schema.ts'
import { changeSchedule, confirmSubscription, readConfirmation, readSubscription, unsubscribe } from './subscribing.ts'

const OWN_FIELDS = ['email', 'zone']

/** The search in words, with the names of what is open. */
const wordsOf = async (ctx: Ctx, query: string) => searchWords(query, (await openings(ctx)).index)

export const subscriptionRoutes = new Hono<AppEnv>()
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
    return c.redirect(`${paths.subscription(manage)}?confirmed=1`, 303)
  })

  .get('/subscriptions/:token', linkHolder, async (c) => {
    const token = c.req.param('token')
    const subscription = await readSubscription(c.var.ctx, token)
    const done = c.req.query('confirmed') ? 'confirmed' : c.req.query('saved') ? 'saved' : undefined
    const words = await wordsOf(c.var.ctx, subscription.query)
    return page(c, <ManagePage {...{ subscription, words, token, done }} />)
  })

  .post('/subscriptions/:token', linkHolder, async (c) => {
    const token = c.req.param('token')
    const subscription = await readSubscription(c.var.ctx, token)
    const typed = Object.fromEntries(await readForm(c.req.raw))
    const schedule = Schedule.safeParse(typed)
    if (!schedule.success) {
      const issues = issuesOf(schedule.error)
      const words = await wordsOf(c.var.ctx, subscription.query)
      return page(c, <ManagePage {...{ subscription, words, token, typed, issues }} />, 422)
    }
    await changeSchedule(c.var.ctx, token, schedule.data)
    return c.redirect(`${paths.subscription(token)}?saved=1`, 303)
  })

  .get('/unsubscribe/:token', linkHolder, async (c) => {
    const token = c.req.param('token')
    const subscription = await readSubscription(c.var.ctx, token)
    const words = await wordsOf(c.var.ctx, subscription.query)
    return page(c, <UnsubscribePage {...{ subscription, words, token }} />)
  })

  // RFC 8058: mail programs post here without cookie or Origin, and must get no redirect.
  .post('/unsubscribe/:token', linkHolder, async (c) => {
    await unsubscribe(c.var.ctx, c.req.param('token'))
    return page(c, <UnsubscribedPage />)
  })
