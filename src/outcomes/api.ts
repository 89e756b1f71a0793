import type { Context } from 'hono'
import { Hono } from 'hono'
import * as z from 'zod'
import { forbidden, invalid, issuesOf } from '../errors.ts'
import { requireGroup } from '../groups/queries.ts'
import { keyHolder, keyHolderOf } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { endpoint, Limit, ListMeta, NoMeta, readBody, readQuery } from '../http/endpoint.ts'
import { GroupLandingJson, GroupLandingWrite, groupLandingJson } from './api-schema.ts'
import { isLandingCursor, listGroupLandings, requireGroupLanding } from './queries.ts'
import { recordLanding } from './recording.ts'
import { LandingWrite, states } from './schema.ts'

const tag = 'Groups'
const params = z.object({ id: z.string().meta({ example: 'grp_01kab2cde3fgh4jkm5npqr' }) })
const Page = z.strictObject({
  limit: Limit,
  cursor: z
    .string()
    .refine(isLandingCursor, 'Take the cursor from meta.next')
    .optional()
    .describe('Where the page before ended'),
  state: z.enum(states).optional(),
  program: z.string().max(60).optional().describe('Of who took part in this program'),
})

export const outcomeApi = new Hono<AppEnv>()

/** The group that a key reaches: that of another is as if there were none. */
function groupOf(c: Context<AppEnv>) {
  if (keyHolderOf(c).scope !== 'group') throw forbidden()
  return requireGroup(c.var.ctx, c.req.param('id') ?? '')
}

endpoint(
  outcomeApi,
  {
    method: 'get',
    access: keyHolder,
    path: '/groups/{id}/landings',
    operationId: 'listGroupLandings',
    tag,
    summary: 'Where the group’s people landed, the latest first',
    description: 'What the group recorded, and what people share of their own: each landing once.',
    params,
    query: Page,
    answer: { description: 'One page', schema: z.object({ data: z.array(GroupLandingJson), meta: ListMeta }) },
    failures: [404],
  },
  async (c) => {
    const group = await groupOf(c)
    const { limit, cursor, state, program } = readQuery(c, Page)
    const asked = { limit, after: cursor, state, programId: program }
    const { page, total, next } = await listGroupLandings(c.var.ctx, group.id, asked)
    return { data: page.map(groupLandingJson), meta: { count: total, next } }
  },
)

endpoint(
  outcomeApi,
  {
    method: 'post',
    access: keyHolder,
    path: '/groups/{id}/landings',
    operationId: 'recordGroupLanding',
    tag,
    summary: 'Record where a participant landed',
    params,
    body: {
      schema: GroupLandingWrite,
      example: {
        participantId: 'ptc_01kab2cde3fgh4jkm5npqr',
        organizationName: 'Northlight Institute',
        title: 'Research engineer',
        outcome: 'full_time',
        commitment: { basis: 'stated', hoursMin: 40, hoursMax: 40, per: 'week' },
        startsOn: '2026-02-01',
        credits: [{ programId: 'prg_01kab2cde3fgh4jkm5npqr', share: 0.7 }],
      },
    },
    answer: { status: 201, description: 'It is recorded', schema: z.object({ data: GroupLandingJson, meta: NoMeta }) },
    failures: [404],
  },
  async (c) => {
    const { ctx } = c.var
    const group = await groupOf(c)
    const read = LandingWrite.safeParse(await readBody(c, GroupLandingWrite))
    if (!read.success) throw invalid(issuesOf(read.error))
    const id = await recordLanding(ctx, group.id, read.data)
    return { data: groupLandingJson(await requireGroupLanding(ctx, group.id, id)), meta: {} }
  },
)
