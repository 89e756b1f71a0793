import { OpenAPIHono, z } from '@hono/zod-openapi'
import { open } from '../http/access.ts'
import type { AppEnv } from '../http/app-env.ts'
import { endpoint, readBody } from '../http/endpoint.ts'
import { OpportunityCardJson } from '../opportunities/api-schema.ts'
import { opportunityCardJson } from '../opportunities/json.ts'
import { paths } from '../paths.ts'
import { Profile } from '../profiles/schema.ts'
import { openings } from '../search/openings.ts'
import type { Explained } from './explaining.ts'
import { matchOpenings } from './matching.ts'
import { readInWords } from './refusing.ts'
import { blockerCodes, partNames } from './schema.ts'

const MatchRequest = z.strictObject({
  profile: Profile.meta({
    id: 'Profile',
    description: 'What a person states of themselves; all of it may be left out',
  }),
})
const example = { profile: { skills: [{ id: 'facilitation' }], availability: { hours: 6, per: 'week' } } }

const Training = z.object({ id: z.string(), title: z.string(), url: z.url() }).meta({ id: 'Training' })
const points = z.int().min(0)
const Match = z
  .object({
    opportunity: OpportunityCardJson,
    score: z.int().min(0).max(100),
    parts: z
      .object({ skills: points, professions: points, workGroup: points, commitment: points, audience: points })
      .describe('Points that add to the score'),
    unsaid: z
      .partialRecord(z.enum(partNames), z.enum(['opportunity', 'profile']))
      .describe('Who left a part unsaid, so that it scores neutral'),
    evidence: z.boolean().describe('Whether a skill or a profession is shared; those come first'),
    fits: z.array(z.string()),
    missing: z.array(z.object({ message: z.string(), training: z.union([Training, z.null()]) })),
  })
  .meta({ id: 'Match' })
const blockerCode = z.enum(blockerCodes)
const Nearly = z
  .object({
    opportunity: OpportunityCardJson,
    blockers: z.array(z.object({ code: blockerCode, message: z.string() })),
  })
  .meta({ id: 'NearMatch' })
const MatchAnswer = z.object({
  data: z.array(Match),
  meta: z.object({
    count: z.int(),
    next: z.null(),
    blocked: z.partialRecord(blockerCode, z.int()).describe('How many each reason blocks; only the reasons there are'),
    nearly: z.array(Nearly),
  }),
})

export const matchApi = new OpenAPIHono<AppEnv>()

endpoint(
  matchApi,
  {
    method: 'post',
    access: open,
    path: '/match',
    operationId: 'match',
    tag: 'Matching',
    summary: 'Match a profile with everything open; nothing of it is stored',
    description:
      'At most the 50 best. Those that share a skill or a profession with the profile (`evidence`) come first, whatever the neutral parts of others add up to; then the higher score, then the newer, then the later number. `meta.count` counts all that nothing blocks, `meta.blocked` how many each reason blocks, `meta.nearly` lists what little would unblock.',
    body: { schema: MatchRequest, example },
    answer: { description: 'The best first', schema: MatchAnswer },
  },
  async (c) => {
    const { profile } = readInWords(MatchRequest, await readBody(c, z.unknown()))
    const { ctx } = c.var
    const { index } = await openings(ctx)
    const { matches, total, blocked, nearly } = await matchOpenings(index, profile, ctx.now)
    const nearlyJson = nearly.map(({ opportunity, blockers }) => ({
      opportunity: opportunityCardJson(opportunity, ctx.origin),
      blockers,
    }))
    return {
      data: matches.map((found) => matchJson(found, ctx.origin)),
      meta: { count: total, next: null, blocked, nearly: nearlyJson },
    }
  },
)

/** Nothing blocks a match, so its blockers are not told. */
const matchJson = ({ opportunity, score, parts, unsaid, evidence, fits, missing }: Explained, origin: string) => ({
  opportunity: opportunityCardJson(opportunity, origin),
  score,
  parts,
  unsaid,
  evidence,
  fits,
  missing: missing.map(({ message, training }) => ({
    message,
    training: training && { ...training, url: origin + paths.opportunity(training.id, training.title) },
  })),
})
