import type { Context } from 'hono'
import { Hono } from 'hono'
import * as z from 'zod'
import { forbidden } from '../../errors.ts'
import { requireGroup } from '../../groups/queries.ts'
import { keyHolder, keyHolderOf } from '../../http/access.ts'
import type { AppEnv } from '../../http/app-env.ts'
import { endpoint, Limit, ListMeta, NoMeta, readBody, readQuery } from '../../http/endpoint.ts'
import { ParticipationJson, ParticipationWrite, participationJson } from './api-schema.ts'
import { listParticipations } from './participation-list.ts'
import { recordOne } from './recording-one.ts'

const tag = 'Groups'
const WRONG_CURSOR = 'Take the cursor from meta.next'
const Page = z.strictObject({
  limit: Limit,
  cursor: z
    .string()
    .regex(/^ptn_[0-9a-z]{1,40}$/, WRONG_CURSOR)
    .optional()
    .describe('Where the page before ended'),
})
const params = z.object({ id: z.string().describe('Your group').meta({ example: 'grp_01kab2cde3fgh4jkm5npqr' }) })

/** Keys of people and organizations reach no group, whichever is asked for. */
async function groupOf(c: Context<AppEnv>) {
  if (keyHolderOf(c).scope !== 'group') throw forbidden()
  return requireGroup(c.var.ctx, c.req.param('id') ?? '')
}

export const participationApi = new Hono<AppEnv>()

endpoint(
  participationApi,
  {
    method: 'get',
    access: keyHolder,
    path: '/groups/{id}/participations',
    operationId: 'listParticipations',
    tag,
    summary: 'Who took part in your cohorts, the newest first',
    params,
    query: Page,
    answer: { description: 'One page', schema: z.object({ data: z.array(ParticipationJson), meta: ListMeta }) },
    failures: [404],
  },
  async (c) => {
    const { ctx } = c.var
    const group = await groupOf(c)
    const { limit, cursor = null } = readQuery(c, Page)
    const { found, next, total } = await listParticipations(ctx, group.id, { limit, before: cursor })
    return { data: found.map(participationJson), meta: { count: total, next } }
  },
)

endpoint(
  participationApi,
  {
    method: 'post',
    access: keyHolder,
    path: '/groups/{id}/participations',
    operationId: 'recordParticipation',
    tag,
    summary: 'Record that somebody took part, and where they stand',
    description:
      'Somebody is known again by `externalId` or `email`, and is one person in all your programs. What is recorded already changes nothing. Whoever asked not to be held is refused with 409.',
    params,
    body: {
      schema: ParticipationWrite,
      example: {
        externalId: 'rec123',
        name: 'Ada Example',
        basis: 'consent',
        cohortId: 'coh_01kab2cde3fgh4jkm5npqr',
        role: 'participant',
        finishedOn: '2026-03-14',
        stage: 'technical_upskilling',
        stageOn: '2026-03-14',
      },
    },
    answer: { description: 'How it stands now', schema: z.object({ data: ParticipationJson, meta: NoMeta }) },
    failures: [404],
  },
  async (c) => {
    const { ctx } = c.var
    const group = await groupOf(c)
    const given = await readBody(c, ParticipationWrite)
    return { data: participationJson(await recordOne(ctx, group.id, given)), meta: {} }
  },
)
