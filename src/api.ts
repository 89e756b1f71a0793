import { OpenAPIHono } from '@hono/zod-openapi'
import { subscriptionApi } from './digests/api.ts'
import type { AppEnv } from './http/app-env.ts'
import { matchApi } from './matching/api.ts'
import { opportunityApi } from './opportunities/api.ts'

/** `/api/v1`: each feature's part, and the document that describes them all. */
export const api = new OpenAPIHono<AppEnv>()
api.route('/', opportunityApi)
api.route('/', matchApi)
api.route('/', subscriptionApi)
api.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Onward', version: '1' } })
