import { Hono } from 'hono'
import * as z from 'zod'
import { forbidden } from '../errors.ts'
import { keyHolder, keyHolderOf } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { endpoint, NoMeta } from '../http/endpoint.ts'
import { findOwn } from './own.ts'
import { OwnProfile, purposes } from './schema.ts'

const Me = z
  .object({
    id: z.string(),
    name: z.string().nullable().describe('As others see it'),
    profile: OwnProfile.meta({ id: 'OwnProfile', description: 'What they state of themselves' }),
    consents: z.array(z.enum(purposes)).describe('What they allow now'),
  })
  .meta({ id: 'Me' })

export const profileApi = new Hono<AppEnv>()

endpoint(
  profileApi,
  {
    method: 'get',
    access: keyHolder,
    path: '/me',
    operationId: 'readMe',
    tag: 'You',
    summary: 'Your name, your profile and what you allow',
    description: 'With a key of your own; the key of an organization answers 403.',
    answer: { description: 'You', schema: z.object({ data: Me, meta: NoMeta }) },
  },
  async (c) => {
    const { ctx } = c.var
    const { scope, personId } = keyHolderOf(c)
    if (scope !== 'person') throw forbidden()
    const { name, profile, consents } = await findOwn(ctx, personId)
    return { data: { id: personId, name, profile, consents: [...consents].sort() }, meta: {} }
  },
)
