import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { invalid } from '../errors.ts'
import type { AppEnv } from '../http/app-env.ts'
import { parseBoardQuery } from '../search/schema.ts'
import { searchBoard } from '../search/searching.ts'
import { opportunityCardJson, opportunityJson } from './json.ts'
import { requireOpportunity } from './queries.ts'

const MOST_LISTED = 50
const LIMITS = `Give a whole number from 1 to ${MOST_LISTED}`
const Limit = z.coerce.number().int().min(1).max(MOST_LISTED)
const Listed = z.looseObject({ id: z.string(), url: z.string(), kind: z.string(), title: z.string() })

const list = createRoute({
  method: 'get',
  path: '/opportunities',
  summary: 'What is open, under the same parameters as the board',
  responses: {
    200: {
      description: 'One page',
      content: {
        'application/json': {
          schema: z.object({
            data: z.array(Listed),
            meta: z.object({ count: z.number(), next: z.string().nullable() }),
          }),
        },
      },
    },
  },
})

const show = createRoute({
  method: 'get',
  path: '/opportunities/{id}',
  summary: 'One opportunity, open or closed',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: {
      description: 'The opportunity',
      content: { 'application/json': { schema: z.object({ data: Listed, meta: z.object({}) }) } },
    },
  },
})

export const opportunityApi = new OpenAPIHono<AppEnv>()

opportunityApi.openapi(list, async (c) => {
  const { ctx } = c.var
  const { searchParams } = new URL(c.req.url)
  const { query, notices } = parseBoardQuery(searchParams, ['limit'])
  const limit = Limit.safeParse(searchParams.get('limit') ?? MOST_LISTED)
  const found = await searchBoard(ctx, query, limit.data ?? MOST_LISTED)
  // A program that misspells a parameter must learn it; a person's page only shows a notice.
  const issues = [...notices, ...found.notices, ...(limit.error ? [{ path: 'limit', message: LIMITS }] : [])]
  if (issues.length) throw invalid(issues)
  const data = found.openings.map((opening) => opportunityCardJson(opening, ctx.origin))
  return c.json({ data, meta: { count: found.total, next: found.next } }, 200)
})

opportunityApi.openapi(show, async (c) => {
  const { ctx } = c.var
  const opportunity = await requireOpportunity(ctx.db, c.req.param('id'))
  return c.json({ data: opportunityJson(opportunity, ctx.origin, ctx.now), meta: {} }, 200)
})
