import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { invalid, issuesOf } from '../errors.ts'
import { zone } from '../fields.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/forms.ts'
import { networkOf } from '../http/network.ts'
import { boardQueryString, parseBoardQuery } from '../search/schema.ts'
import { Address } from './schema.ts'
import { subscribe } from './subscribing.ts'

const Asked = z.strictObject({ email: Address, query: z.string().max(2_000).default(''), zone: zone.default('UTC') })

const route = createRoute({
  method: 'post',
  path: '/subscriptions',
  summary: 'Mail a search to an address, once its owner has confirmed',
  request: { body: { required: true, content: { 'application/json': { schema: Asked } } } },
  responses: {
    202: {
      description: 'Always the same, whether the address is known or not',
      content: { 'application/json': { schema: z.object({ data: z.null(), meta: z.object({}) }) } },
    },
  },
})

export const subscriptionApi = new OpenAPIHono<AppEnv>()

// Described here and read by ourselves: the body is counted while it is read.
subscriptionApi.openAPIRegistry.registerPath(route)
subscriptionApi.post(route.getRoutingPath(), async (c) => {
  const asked = Asked.safeParse(await readJson(c.req.raw))
  if (!asked.success) throw invalid(issuesOf(asked.error))
  const { query, notices } = parseBoardQuery(new URLSearchParams(asked.data.query))
  if (notices.length) throw invalid(notices.map(({ path, message }) => ({ path: `query.${path}`, message })))
  const { email, zone } = asked.data
  await subscribe(c.var.ctx, { email, zone, query: boardQueryString(query), network: networkOf(c.req.raw) })
  return c.json({ data: null, meta: {} }, 202)
})
