import { Hono } from 'hono'
import * as z from 'zod'
import type { Ctx } from '../context.ts'
import { forbidden } from '../errors.ts'
import { keyHolder } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { endpoint, Limit, ListMeta, NoMeta, readBody, readQuery } from '../http/endpoint.ts'
import { ApplicationJson, ApplicationWrite, applicationJson } from './api-schema.ts'
import { trackerOf } from './policy.ts'
import { listSteps, listTrackedPage, stepsOf } from './queries.ts'
import { track } from './tracking.ts'

const tag = 'You'
const WRONG_CURSOR = 'Take the cursor from meta.next'
const Page = z.strictObject({
  limit: Limit,
  cursor: z
    .string()
    .regex(/^app_[0-9a-z]{1,40}$/, WRONG_CURSOR)
    .optional()
    .describe('Where the page before ended'),
})

export const applicationApi = new Hono<AppEnv>()

/** Whose tracker a key reaches: only that of the person it is for. */
function ownerOf({ actor }: Ctx): string {
  const owner = trackerOf(actor)
  if (!owner) throw forbidden()
  return owner
}

endpoint(
  applicationApi,
  {
    method: 'get',
    access: keyHolder,
    path: '/me/applications',
    operationId: 'listApplications',
    tag,
    summary: 'What you track, the newest first',
    query: Page,
    answer: { description: 'One page', schema: z.object({ data: z.array(ApplicationJson), meta: ListMeta }) },
  },
  async (c) => {
    const { ctx } = c.var
    const owner = ownerOf(ctx)
    const { limit, cursor = null } = readQuery(c, Page)
    const { page, total, next } = await listTrackedPage(ctx, owner, { limit, before: cursor })
    const steps = await stepsOf(
      ctx,
      page.map(({ id }) => id),
    )
    const data = page.map((row) => applicationJson(row, steps.get(row.id) ?? [], ctx.origin))
    return { data, meta: { count: total, next } }
  },
)

endpoint(
  applicationApi,
  {
    method: 'post',
    access: keyHolder,
    path: '/me/applications',
    operationId: 'trackApplication',
    tag,
    summary: 'Put an opportunity onto your tracker, or move it on',
    description:
      'Any state may follow any other; the one it has already changes nothing. `accepted` makes a landing with the time that the opportunity states: mend it on your tracker.',
    body: {
      schema: ApplicationWrite,
      example: { opportunityId: 'opp_01kab2cde3fgh4jkm5npqr', state: 'applied', on: '2026-03-01' },
    },
    answer: { description: 'How it stands now', schema: z.object({ data: ApplicationJson, meta: NoMeta }) },
    failures: [404],
  },
  async (c) => {
    const { ctx } = c.var
    const owner = ownerOf(ctx)
    const { opportunityId, state, on, notes } = await readBody(c, ApplicationWrite)
    const { tracked } = await track(ctx, owner, { opportunityId, state, via: 'api', on, notes })
    return { data: applicationJson(tracked, await listSteps(ctx, tracked.id), ctx.origin), meta: {} }
  },
)
