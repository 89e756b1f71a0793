import type { Context } from 'hono'
import { Hono } from 'hono'
import * as z from 'zod'
import { forbidden, invalid, issuesOf } from '../errors.ts'
import { requireGroup } from '../groups/queries.ts'
import { keyHolder, keyHolderOf } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { endpoint, Limit, ListMeta, NoMeta, readBody, readQuery } from '../http/endpoint.ts'
import { EstimateJson, EstimateWrite, estimateJson, ReportJson } from './api-schema.ts'
import { makeEstimate } from './estimating.ts'
import { listEstimates, requireEstimate } from './queries.ts'
import { readReport } from './reading.ts'
import { EstimateInput } from './schema.ts'

const tag = 'Groups'
const params = z.object({ id: z.string().meta({ example: 'grp_01kab2cde3fgh4jkm5npqr' }) })
const Page = z.strictObject({
  limit: Limit,
  cursor: z
    .string()
    .regex(/^est_[0-9a-z]{1,40}$/, 'Take the cursor from meta.next')
    .optional()
    .describe('Where the page before ended'),
})

export const impactApi = new Hono<AppEnv>()

/** The group that a key reaches: that of another is as if there were none. */
function groupOf(c: Context<AppEnv>) {
  if (keyHolderOf(c).scope !== 'group') throw forbidden()
  return requireGroup(c.var.ctx, c.req.param('id') ?? '')
}

endpoint(
  impactApi,
  {
    method: 'get',
    access: keyHolder,
    path: '/groups/{id}/estimates',
    operationId: 'listEstimates',
    tag,
    summary: 'Estimates with all their versions, the newest first',
    params,
    query: Page,
    answer: { description: 'One page', schema: z.object({ data: z.array(EstimateJson), meta: ListMeta }) },
    failures: [404],
  },
  async (c) => {
    const group = await groupOf(c)
    const { limit, cursor = null } = readQuery(c, Page)
    const { page, total, next } = await listEstimates(c.var.ctx, group.id, { limit, before: cursor })
    return { data: page.map(estimateJson), meta: { count: total, next } }
  },
)

endpoint(
  impactApi,
  {
    method: 'post',
    access: keyHolder,
    path: '/groups/{id}/estimates',
    operationId: 'makeEstimate',
    tag,
    summary: 'Say what a program changed',
    description: 'Of something that was estimated before it is the next version: send the newest one in `after`.',
    params,
    body: {
      schema: EstimateWrite,
      example: {
        programId: 'prg_01kab2cde3fgh4jkm5npqr',
        effect: 'kickstarting',
        with: 0.9,
        without: 0.2,
        low: 0.5,
        high: 0.8,
        method: 'interview',
        startsOn: '2026-01-01',
        endsOn: '2026-12-31',
      },
    },
    answer: { status: 201, description: 'It counts', schema: z.object({ data: EstimateJson, meta: NoMeta }) },
    failures: [404],
  },
  async (c) => {
    const { ctx } = c.var
    const group = await groupOf(c)
    const read = EstimateInput.safeParse(await readBody(c, EstimateWrite))
    if (!read.success) throw invalid(issuesOf(read.error))
    const id = await makeEstimate(ctx, group.id, read.data)
    return { data: estimateJson(await requireEstimate(ctx, group.id, id)), meta: {} }
  },
)

endpoint(
  impactApi,
  {
    method: 'get',
    access: keyHolder,
    path: '/groups/{id}/report',
    operationId: 'getImpactReport',
    tag,
    summary: 'The impact report, as the group reads it',
    description: 'Figures are text, so that 23.0 stays 23.0. What was printed stands beside what is computed.',
    params,
    answer: { description: 'The report', schema: z.object({ data: ReportJson, meta: NoMeta }) },
    failures: [404],
  },
  async (c) => ({ data: await readReport(c.var.ctx, await groupOf(c), 'group'), meta: {} }),
)
