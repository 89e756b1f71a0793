import { Hono } from 'hono'
import { readiness } from './digests/readiness.ts'
import { open } from './http/access.ts'
import type { AppEnv } from './http/app-env.ts'

export const healthRoutes = new Hono<AppEnv>()
  .get('/healthz', open, (c) => c.json({ alive: true }))
  .get('/readyz', open, async (c) => {
    const { ready, ...state } = await readiness(c.var.ctx)
    return c.json({ ready, ...state }, ready ? 200 : 503)
  })
