import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { invalid, issuesOf } from '../errors.ts'
import type { AppEnv } from '../http/app-env.ts'
import { readJson } from '../http/forms.ts'
import { opportunityCardJson } from '../opportunities/json.ts'
import { paths } from '../paths.ts'
import { openings } from '../search/openings.ts'
import type { Explained } from './explaining.ts'
import { matchOpenings } from './matching.ts'
import { blockerCodes, Profile, partNames } from './schema.ts'

const MatchRequest = z.strictObject({ profile: Profile })

const Opportunity = z.record(z.string(), z.unknown())
const Training = z.object({ id: z.string(), title: z.string(), url: z.string() })
const points = z.int().min(0)
const Match = z.object({
  opportunity: Opportunity,
  score: z.int().min(0).max(100),
  parts: z.object({ skills: points, professions: points, workGroup: points, commitment: points, audience: points }),
  unsaid: z.partialRecord(z.enum(partNames), z.enum(['opportunity', 'profile'])),
  fits: z.array(z.string()),
  missing: z.array(z.object({ message: z.string(), training: Training.nullable() })),
})
const blockerCode = z.enum(blockerCodes)
const Nearly = z.object({
  opportunity: Opportunity,
  blockers: z.array(z.object({ code: blockerCode, message: z.string() })),
})
const MatchAnswer = z.object({
  data: z.array(Match),
  meta: z.object({
    count: z.int(),
    next: z.null(),
    blocked: z.partialRecord(blockerCode, z.int()),
    nearly: z.array(Nearly),
  }),
})

const match = createRoute({
  method: 'post',
  path: '/match',
  summary: 'Match a profile with everything open; nothing of it is stored',
  description:
    'At most the 50 best. `meta.count` counts all that nothing blocks; `meta.blocked` how many each reason blocks.',
  request: { body: { required: true, content: { 'application/json': { schema: MatchRequest } } } },
  responses: { 200: { description: 'The best first', content: { 'application/json': { schema: MatchAnswer } } } },
})

export const matchApi = new OpenAPIHono<AppEnv>()
// Described here and read by ourselves: the body is counted while it is read.
matchApi.openAPIRegistry.registerPath(match)
matchApi.post(match.getRoutingPath(), async (c) => {
  const given = MatchRequest.safeParse(await readJson(c.req.raw))
  if (!given.success) throw invalid(issuesOf(given.error))
  const { ctx } = c.var
  const { index } = await openings(ctx)
  const { matches, total, blocked, nearly } = matchOpenings(index, given.data.profile, ctx.now)
  return c.json({
    data: matches.map((found) => matchJson(found, ctx.origin)),
    meta: {
      count: total,
      next: null,
      blocked,
      nearly: nearly.map(({ opportunity, blockers }) => ({
        opportunity: opportunityCardJson(opportunity, ctx.origin),
        blockers,
      })),
    },
  })
})

/** Nothing blocks a match, so its blockers are not told. */
const matchJson = ({ opportunity, score, parts, unsaid, fits, missing }: Explained, origin: string) => ({
  opportunity: opportunityCardJson(opportunity, origin),
  score,
  parts,
  unsaid,
  fits,
  missing: missing.map(({ message, training }) => ({
    message,
    training: training && { ...training, url: origin + paths.opportunity(training.id, training.title) },
  })),
})
