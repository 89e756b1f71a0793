import { Hono } from 'hono'
import * as z from 'zod'
import { invalid } from '../errors.ts'
import { Address, zone } from '../fields.ts'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { endpoint, NoMeta, readBody } from '../http/endpoint.ts'
import { networkOf } from '../http/network.ts'
import { boardQueryString, parseBoardQuery } from '../search/schema.ts'
import { subscribe } from './asking.ts'

const Asked = z.strictObject({
  email: Address,
  query: z.string().max(2_000).default('').describe('A search as it stands in the address of the board'),
  zone: zone.default('UTC').describe('The time zone of the reader, such as Europe/Paris'),
})
const example = { email: 'reader@example.org', query: 'kind=role&commitment=fractional', zone: 'Europe/Paris' }

export const subscriptionApi = new Hono<AppEnv>()

endpoint(
  subscriptionApi,
  {
    method: 'post',
    access: open,
    path: '/subscriptions',
    operationId: 'subscribe',
    tag: 'Subscriptions',
    summary: 'Mail a search to an address, once its owner has confirmed',
    body: { schema: Asked, example },
    answer: {
      status: 202,
      description: 'Always the same, whether the address is known or not',
      schema: z.object({ data: z.null(), meta: NoMeta }),
    },
    failures: [429],
  },
  async (c) => {
    const { email, zone, query: asked } = await readBody(c, Asked)
    const { query, notices } = parseBoardQuery(new URLSearchParams(asked))
    if (notices.length) throw invalid(notices.map(({ path, message }) => ({ path: `query.${path}`, message })))
    await subscribe(c.var.ctx, { email, zone, query: boardQueryString(query), network: networkOf(c.req.raw) })
    return { data: null, meta: {} }
  },
)
